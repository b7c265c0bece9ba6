package dev.sandbridge;

import java.util.Map;

/** The steps for arguments that only facts explain: handles, sized data, text, host functions. */
abstract class GivenStep implements Step {

    final Library library;
    final Parameter parameter;
    /** Which register it fills. */
    final int slot;
    private final int argument;
    private final boolean isNullable;

    GivenStep(Library library, Map<String, Object> tree, Parameter[] parameters) {
        this.library = library;
        this.argument = Tree.number(tree, "arg");
        this.slot = Tree.number(tree, "register");
        this.parameter = parameters[argument];
        this.isNullable = Tree.flag(tree, "nullable");
    }

    /** The step that a program says, the {@code position}th of its kind. */
    static GivenStep of(
            Library library, Map<String, Object> tree, int position, Parameter[] parameters) {
        return (GivenStep) made(library, tree, position, parameters);
    }

    /** The interface is the result because of the verifier, as {@link Step} says. */
    private static Step made(
            Library library, Map<String, Object> tree, int position, Parameter[] parameters) {
        switch (Tree.text(tree, "op")) {
            case "handle":
                return new HandleStep(library, tree, parameters);
            case "data":
                return new DataStep(library, tree, parameters);
            case "text":
                return new TextStep(library, tree, parameters);
            case "callback":
                return new FunctionStep(library, tree, position, parameters);
            default:
                throw Errors.unsupported(parameters[0], "a step that this version does not know");
        }
    }

    @Override
    public final int argument() {
        return argument;
    }

    /** Null is all zeros, where it may be given. */
    @Override
    public final void lower(Object value, Call call) {
        if (value != null) {
            give(value, call);
        } else {
            refuseNull();
        }
    }

    final void refuseNull() {
        if (!isNullable) {
            throw Errors.mismatch(parameter, expected(), null);
        }
    }

    abstract void give(Object value, Call call);

    /**
     * The quick way: writes what is small to the frame from {@code at} on, and what stands for it to
     * the call's registers. The end of what was written, or -1 when the long way must do it.
     */
    int stage(Frame frame, Object value, int at, Call call) {
        return -1;
    }

    /** Puts bytes there; the register is an offset. */
    final int put(Frame frame, byte[] bytes, int at, Call call) {
        if (bytes.length == 0 || bytes.length > Frame.SMALL - at) {
            return -1;
        }
        frame.writeWords(at, bytes, 0, bytes.length);
        call.slots[slot] = at;
        call.offsets |= 1L << slot;
        return Frame.align(at + bytes.length);
    }

    abstract String expected();

    static final class HandleStep extends GivenStep {
        private final int kind;

        HandleStep(Library library, Map<String, Object> tree, Parameter[] parameters) {
            super(library, tree, parameters);
            this.kind = Tree.number(tree, "handle");
        }

        @Override
        void give(Object value, Call call) {
            if (!(value instanceof Handle)) {
                throw Errors.mismatch(parameter, expected(), value);
            }
            call.slots[slot] = ((Handle) value).passedTo(library, parameter);
        }

        @Override
        int stage(Frame frame, Object value, int at, Call call) {
            lower(value, call);
            return at;
        }

        /** Its id, 0 for null. */
        long id(Handle value) {
            if (value != null) {
                return value.passedTo(library, parameter);
            }
            refuseNull();
            return 0;
        }

        @Override
        String expected() {
            return "a `" + library.handles().name(kind) + "`";
        }
    }

    /** Memory whose number of elements C is told by other means. */
    static final class DataStep extends GivenStep {
        private final Map<String, Object> plan;
        private final boolean takesConstBytes;
        private final int length;
        private final int unit;
        /** How all but a {@code byte[]} goes, once that is needed. */
        private volatile PointerStep pointer;

        DataStep(Library library, Map<String, Object> tree, Parameter[] parameters) {
            super(library, tree, parameters);
            this.length = Tree.number(tree, "length");
            this.unit = Math.max(1, Tree.number(tree, "unit"));
            this.plan = Tree.map(tree, "pointer");
            this.takesConstBytes = Tree.flag(plan, "is_const")
                    && "bytes".equals(Tree.map(plan, "pointee").get("pointee"));
        }

        private PointerStep pointer() {
            PointerStep known = pointer;
            if (known == null) {
                known = new PointerStep(library, plan, argument(), slot, parameter);
                pointer = known;
            }
            return known;
        }

        @Override
        void give(Object value, Call call) {
            if (value instanceof Pointer || value instanceof Handle) {
                throw Errors.mismatch(
                        parameter,
                        expected(),
                        value,
                        "it does not say how much it points to: give a buffer, or call the function"
                                + " of c() with a length");
            }
            PointerStep pointer = pointer();
            int first = call.next();
            pointer.copy(value, call);
            int elements = call.at(first).length / unit;
            // Text has a NUL behind its last unit, a list of text a NULL.
            boolean hasEnd = value instanceof CharSequence || pointer.isTexts(value);
            call.slots[length] = hasEnd ? elements - 1 : elements;
        }

        @Override
        int stage(Frame frame, Object value, int at, Call call) {
            if (!(value instanceof byte[]) || !takesConstBytes) {
                return -1;
            }
            call.slots[length] = ((byte[]) value).length;
            return put(frame, (byte[]) value, at, call);
        }

        @Override
        String expected() {
            return "a buffer or an array";
        }
    }

    /** Text in the encoding that the library has. */
    static final class TextStep extends GivenStep {
        private final int length;
        private final String encoding;
        private final boolean isSized;

        TextStep(Library library, Map<String, Object> tree, Parameter[] parameters) {
            super(library, tree, parameters);
            this.length = Tree.number(tree, "length");
            this.encoding = Tree.text(tree, "encoding");
            this.isSized = Tree.flag(tree, "is_sized");
        }

        @Override
        void give(Object value, Call call) {
            if (!(value instanceof CharSequence)) {
                throw Errors.mismatch(parameter, expected(), value);
            }
            byte[] text = Encoded.terminated(encoding, value.toString(), isSized, parameter);
            int unit = Encoded.unit(encoding);
            call.add(new Datum(text, slot, 0, text.length, unit, Datum.IN));
            call.slots[length] = text.length / unit - 1;
        }

        @Override
        int stage(Frame frame, Object value, int at, Call call) {
            if (!(value instanceof String) || ((String) value).length() > Frame.SMALL) {
                return -1;
            }
            byte[] text = Encoded.terminated(encoding, (String) value, isSized, parameter);
            call.slots[length] = text.length / Encoded.unit(encoding) - 1;
            return put(frame, text, at, call);
        }

        @Override
        String expected() {
            return "text";
        }
    }

    /** A host function, which is made one of C's once everything else is lowered. */
    static final class FunctionStep extends GivenStep {
        private final int position;
        private final int signature;
        /** The position of what facts say of it, or -1. */
        private final int facts;

        FunctionStep(
                Library library, Map<String, Object> tree, int position, Parameter[] parameters) {
            super(library, tree, parameters);
            this.position = position;
            this.signature = Tree.number(tree, "signature");
            this.facts = tree.get("callback") == null ? -1 : Tree.number(tree, "callback");
        }

        @Override
        void give(Object value, Call call) {
            if (!(value instanceof HostFunction) && !Adapter.isFunction(value)) {
                call.slots[slot] =
                        FunctionPointer.index(library, signature, value, parameter) & 0xffff_ffffL;
            } else if (facts >= 0) {
                call.function(
                        position, new IdiomTarget(library.types().idiom(facts), value, parameter));
            } else {
                CallbackPlan plan = library.types().callback(signature);
                call.function(position, new CallbackTarget(plan, value, parameter));
            }
        }

        @Override
        String expected() {
            return "a function";
        }
    }
}
