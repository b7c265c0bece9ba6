package dev.sandbridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * How one result of a function with facts becomes an object, or one argument of a host function. An
 * interface for the reason that {@link Step} has.
 */
interface Outcome {

    /** The way that a plan says. */
    static Outcome of(Library library, Map<String, Object> tree) {
        switch (Tree.text(tree, "op")) {
            case "direct":
                return direct(library, tree);
            case "bytes":
                return new Bytes();
            case "elements":
                return new Elements(library, tree);
            case "text":
                return new Text(Tree.text(tree, "encoding"));
            case "texts":
                return new Texts(Tree.text(tree, "encoding"));
            case "object":
                return new Copy(Access.of(library, Tree.map(tree, "value")));
            case "handle":
                return new One(library, tree);
            case "handles":
                return new Several(library, tree);
            case "leased":
                return new Leased(library, tree);
            default:
                throw Errors.unsupported(library.name(), "a result that this version does not know");
        }
    }

    /** The object from the registers, or from what the native half copied. */
    Object make(long[] registers, Object lifted, Call call);

    /** The number's form where it is one, else null. */
    default Scalar scalar() {
        return null;
    }

    /** The bits where it is a number. */
    default long bits(long[] registers) {
        throw new AssertionError("no number");
    }

    /** Takes it from the frame, where it came so, to where {@link #make} looks for it. */
    default void read(Frame frame, Object large, Call call) {
        throw new AssertionError("no result for the frame");
    }

    /** The bytes in the frame, or those that were too many for it; null for {@code NULL}. */
    private static byte[] bytes(Frame frame, Object large) {
        long length = frame.slot(0);
        if (large != null || length < 0) {
            return (byte[]) large;
        }
        byte[] bytes = new byte[(int) length];
        frame.readWords(0, bytes, bytes.length);
        return bytes;
    }

    /** A value as C gives it, in registers. */
    private static Outcome direct(Library library, Map<String, Object> tree) {
        int register = Tree.number(tree, "register");
        Map<String, Object> form = Tree.map(tree, "lift");
        return Tree.text(form, "op").equals("number")
                ? new Lift.Numeric(Scalar.named(Tree.text(form, "number")), register)
                : new Direct(library, form, register);
    }

    /** A value as C gives it that is no number. */
    final class Direct implements Outcome {
        private final Library library;
        private final int register;
        private final Lift lift;
        private final boolean isText;
        private final boolean isArea;

        Direct(Library library, Map<String, Object> form, int register) {
            this.library = library;
            this.register = register;
            this.lift = Lift.of(library, form);
            this.isText = Tree.text(form, "op").equals("text");
            this.isArea = Tree.text(form, "op").equals("area");
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            if (isText) {
                return lifted;
            }
            if (isArea && call != null) {
                return lift.lift(0, call.generation, call);
            }
            int generation = call == null ? library.generation() : call.generation;
            return lift.take(library, registers, register, generation);
        }

        @Override
        public void read(Frame frame, Object large, Call call) {
            call.slots[register] = frame.slot(0);
        }
    }

    /** Elements: an array of numbers, a list of all else. */
    final class Elements implements Outcome {
        private final Access element;
        private final int stride;

        Elements(Library library, Map<String, Object> tree) {
            this.element = Access.of(library, Tree.map(tree, "element"));
            this.stride = Math.max(1, Tree.number(tree, "stride"));
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            if (lifted == null) {
                return null;
            }
            byte[] bytes = (byte[]) lifted;
            Scalar scalar = element.scalar();
            return scalar != null && scalar.size == stride ? numbers(scalar, bytes) : list(bytes);
        }

        private static Object numbers(Scalar scalar, byte[] bytes) {
            ByteBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int count = bytes.length / scalar.size;
            switch (scalar) {
                case BOOL: case I8: case U8:
                    return bytes;
                case I16: case U16:
                    short[] shorts = new short[count];
                    source.asShortBuffer().get(shorts);
                    return shorts;
                case I32: case U32:
                    int[] ints = new int[count];
                    source.asIntBuffer().get(ints);
                    return ints;
                case I64: case U64:
                    long[] longs = new long[count];
                    source.asLongBuffer().get(longs);
                    return longs;
                case F32:
                    float[] floats = new float[count];
                    source.asFloatBuffer().get(floats);
                    return floats;
                default:
                    double[] doubles = new double[count];
                    source.asDoubleBuffer().get(doubles);
                    return doubles;
            }
        }

        private List<Object> list(byte[] bytes) {
            List<Object> list = new ArrayList<>(bytes.length / stride);
            for (int at = 0; at + stride <= bytes.length; at += stride) {
                byte[] one = Arrays.copyOfRange(bytes, at, at + stride);
                list.add(element.get(new Place(one), 0));
            }
            return list;
        }
    }

    /** A byte string, which the native half has made. */
    final class Bytes implements Outcome {
        @Override
        public void read(Frame frame, Object large, Call call) {
            call.lifted = new Object[] {bytes(frame, large)};
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            return lifted;
        }
    }

    /** A text. */
    final class Text implements Outcome {
        private final String encoding;

        Text(String encoding) {
            this.encoding = encoding;
        }

        @Override
        public void read(Frame frame, Object large, Call call) {
            call.lifted = new Object[] {bytes(frame, large)};
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            return Encoded.text(encoding, lifted);
        }
    }

    /** A list of texts, null among them. */
    final class Texts implements Outcome {
        private final String encoding;

        Texts(String encoding) {
            this.encoding = encoding;
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            Object[] given = (Object[]) lifted;
            String[] all = new String[given.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = Encoded.text(encoding, given[i]);
            }
            return Collections.unmodifiableList(Arrays.asList(all));
        }
    }

    /** A copy of an object in memory. */
    final class Copy implements Outcome {
        private final Access access;

        Copy(Access access) {
            this.access = access;
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            return access.get(new Place((byte[]) lifted), 0);
        }
    }

    /** A handle. */
    final class One implements Outcome {
        private final HandleTable handles;
        private final int register;
        private final int kind;

        One(Library library, Map<String, Object> tree) {
            this.handles = library.handles();
            this.register = Tree.number(tree, "register");
            this.kind = Tree.number(tree, "handle");
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            return lifted != null ? lifted : of(registers[register]);
        }

        @Override
        public void read(Frame frame, Object large, Call call) {
            call.slots[register] = frame.slot(0);
        }

        Handle of(long id) {
            return handles.of(kind, id);
        }
    }

    /** A list of handles, null among them. */
    final class Several implements Outcome {
        private final HandleTable handles;
        private final int kind;

        Several(Library library, Map<String, Object> tree) {
            this.handles = library.handles();
            this.kind = Tree.number(tree, "handle");
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            return Collections.unmodifiableList(
                    Arrays.asList(handles.all(kind, (long[]) lifted)));
        }
    }

    /** A pointer that its owner or a function ends. */
    final class Leased implements Outcome {
        private final Library library;
        private final int address;
        private final int lease;
        private final int pointer;

        Leased(Library library, Map<String, Object> tree) {
            this.library = library;
            this.address = Tree.number(tree, "address");
            this.lease = Tree.number(tree, "lease");
            this.pointer = Tree.number(tree, "pointer");
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            int at = (int) registers[address];
            if (at == 0) {
                return null;
            }
            int generation = call == null ? library.generation() : call.generation;
            CType to = library.types().at(pointer).to();
            return new Pointer(library, generation, at, to, -1, null, registers[lease]);
        }
    }
}
