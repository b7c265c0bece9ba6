package dev.sandbridge;

import java.util.Map;

/**
 * One step before a call, as the plan says it.
 *
 * <p>An interface and not a class, as are {@link Lift} and {@link Access}: the verifier of {@code
 * of} would load every class that it may return, needed or not, before the first call.
 */
interface Step {

    /** Which argument it takes, or -1. */
    int argument();

    /** The step that a plan says. */
    static Step of(Library library, Map<String, Object> tree, Parameter[] parameters) {
        int argument = tree.get("arg") == null ? -1 : Tree.number(tree, "arg");
        int slot = tree.get("slot") == null ? -1 : Tree.number(tree, "slot");
        Parameter parameter = argument < 0 ? null : parameters[argument];
        switch (Tree.text(tree, "op")) {
            case "number":
                parameter.scalar = Scalar.named(Tree.text(tree, "number"));
                return new NumberStep(argument, slot, parameter);
            case "pointer":
                return new PointerStep(library, tree, argument, slot, parameter);
            case "callback":
                return new CallbackStep(library, tree, argument, slot, parameter);
            case "image":
                return new ImageStep(library, tree, argument, slot, parameter);
            case "single":
                return new SingleStep(library, tree, argument, slot, parameter);
            case "area":
                int size = Tree.number(Tree.map(tree, "layout"), "size");
                return new AreaStep(slot, size, Tree.number(Tree.map(tree, "layout"), "align"));
            case "wide":
                return new WideStep(tree, argument, slot, parameter);
            case "lanes":
                return new LanesStep(library, tree, argument, slot, parameter);
            case "variadic":
                return new VariadicStep(library, slot);
            case "nothing":
                return new NothingStep(argument);
            default:
                return new UnsupportedStep(argument, slot, parameter);
        }
    }

    /** Puts the value where C finds it. */
    void lower(Object value, Call call);

    /** What most steps have. */
    abstract class Slotted implements Step {

        private final int argument;
        /** Which slot it fills, or -1. */
        final int slot;

        Slotted(int argument, int slot) {
            this.argument = argument;
            this.slot = slot;
        }

        @Override
        public final int argument() {
            return argument;
        }
    }

    /** A number. It is in every program's first call, so it is one class without another above. */
    final class NumberStep implements Step {
        private final int argument;
        private final int slot;
        private final Parameter parameter;

        NumberStep(int argument, int slot, Parameter parameter) {
            this.argument = argument;
            this.slot = slot;
            this.parameter = parameter;
        }

        @Override
        public int argument() {
            return argument;
        }

        /** An integer. */
        void lower(long value, Call call) {
            call.slots[slot] = parameter.scalar.bits(value, parameter);
        }

        /** A floating number. */
        void lower(double value, Call call) {
            call.slots[slot] = parameter.bits(value);
        }

        /** The same straight to the frame. */
        void stage(Frame frame, Object value) {
            frame.slot(slot, parameter.scalar.bits(value, parameter));
        }

        @Override
        public void lower(Object value, Call call) {
            call.slots[slot] = parameter.scalar.bits(value, parameter);
        }
    }

    final class CallbackStep extends Slotted {
        private final Library library;
        private final int signature;
        private final Parameter parameter;

        CallbackStep(
                Library library,
                Map<String, Object> tree,
                int argument,
                int slot,
                Parameter parameter) {
            super(argument, slot);
            this.library = library;
            this.signature = Tree.number(tree, "signature");
            this.parameter = parameter;
        }

        @Override
        public void lower(Object value, Call call) {
            if (value == null) {
                call.slots[slot] = 0;
            } else if (value instanceof HostFunction || Adapter.isFunction(value)) {
                CallbackPlan plan = library.types().callback(signature);
                long place = plan.add(new CallbackTarget(plan, value, parameter));
                call.callback(slot, (int) (place >>> 32), (int) place);
            } else {
                int index = FunctionPointer.index(library, signature, value, parameter);
                call.pointer(slot, index);
            }
        }
    }

    /** An object by value whose copy's address is passed. */
    final class ImageStep extends Slotted {
        private final Access access;
        /** The record that it is, or null. */
        private final RecordType record;
        private final int size;
        private final int align;
        private final Parameter parameter;

        ImageStep(
                Library library,
                Map<String, Object> tree,
                int argument,
                int slot,
                Parameter parameter) {
            super(argument, slot);
            this.access = Access.of(library, Tree.map(tree, "value"));
            this.record = access instanceof RecordAccess ? ((RecordAccess) access).type : null;
            this.size = Tree.number(Tree.map(tree, "layout"), "size");
            this.align = Tree.number(Tree.map(tree, "layout"), "align");
            this.parameter = parameter;
        }

        int size() {
            return size;
        }

        /** Whether the frame can hold it aligned enough. */
        boolean fitsFrame() {
            return align <= 16 && size < Frame.SMALL;
        }

        /** The quick way: writes it to the frame from {@code at} on; the next place, or -1. */
        int stage(Frame frame, Object value, int at) {
            if (!(value instanceof Struct)) {
                return -1;
            }
            Struct struct = (Struct) value;
            if (struct.type != record || struct.place.bytes == null) {
                return -1;
            }
            frame.slot(slot, frame.address(at));
            frame.writeWords(at, struct.place.bytes, struct.start, size);
            return Frame.align(at + size);
        }

        @Override
        public void lower(Object value, Call call) {
            if (value instanceof Struct && ((Struct) value).type == record
                    && ((Struct) value).place.bytes != null) {
                // Its own bytes are as good as a copy, for C gets one.
                Struct struct = (Struct) value;
                byte[] own = struct.place.bytes;
                call.add(new Datum(own, slot, struct.start, size, align, Datum.IN));
                return;
            }
            byte[] image = new byte[size];
            access.set(new Place(image), 0, value, parameter);
            call.add(new Datum(image, slot, 0, image.length, align, Datum.IN));
        }
    }

    /** A record by value that is passed as its only member. */
    final class SingleStep extends Slotted {
        private final RecordAccess record;
        private final String form;
        private final Parameter parameter;

        SingleStep(
                Library library,
                Map<String, Object> tree,
                int argument,
                int slot,
                Parameter parameter) {
            super(argument, slot);
            this.record = new RecordAccess(library.types().record(Tree.number(tree, "record")));
            this.form = Tree.text(tree, "number");
            this.parameter = parameter;
        }

        @Override
        public void lower(Object value, Call call) {
            byte[] image = new byte[record.size];
            record.set(new Place(image), 0, value, parameter);
            if (form.equals("v128")) {
                call.add(new Datum(
                        image, slot, 0, image.length, 16, Datum.IN | Datum.VECTOR));
                return;
            }
            call.slots[slot] = low(image, form);
            if (form.equals("pair")) {
                call.slots[slot + 1] = Bytes.get(java.util.Arrays.copyOf(image, 16), 8, 8);
            }
        }

        /** The first slot of a record's image, extended where it is narrow. */
        static long low(byte[] image, String form) {
            long bits = Bytes.get(java.util.Arrays.copyOf(image, 8), 0, 8);
            int unused = form.equals("i32") ? 64 - 8 * Math.min(4, image.length) : 0;
            return bits << unused >> unused;
        }
    }

    /** Room for a result that fits no slot. */
    final class AreaStep extends Slotted {
        private final int size;
        private final int align;

        /** Whether the frame can hold it aligned enough. */
        boolean fitsFrame() {
            return align <= 16 && size < Frame.SMALL;
        }

        AreaStep(int slot, int size, int align) {
            super(-1, slot);
            this.size = size;
            this.align = align;
        }

        @Override
        public void lower(Object value, Call call) {
            call.area = new byte[size];
            call.add(new Datum(call.area, slot, 0, size, align, Datum.OUT));
        }
    }

    /** An argument of an empty type. */
    final class NothingStep extends Slotted {

        NothingStep(int argument) {
            super(argument, -1);
        }

        @Override
        public void lower(Object value, Call call) {
            // It must be given, and goes nowhere.
        }
    }

    final class UnsupportedStep extends Slotted {
        private final Parameter parameter;

        UnsupportedStep(int argument, int slot, Parameter parameter) {
            super(argument, slot);
            this.parameter = parameter;
        }

        @Override
        public void lower(Object value, Call call) {
            throw Errors.unsupported(parameter, "a value of this type cannot be passed");
        }
    }
}
