package dev.sandbridge;

import java.util.Map;

/** What a call's result becomes. An interface for the reason that {@link Step} has. */
interface Lift {

    /** The lift that a plan says. */
    static Lift of(Library library, Map<String, Object> tree) {
        switch (Tree.text(tree, "op")) {
            case "nothing":
                return new Nothing();
            case "number":
                return new Numeric(Scalar.named(Tree.text(tree, "number")));
            case "text":
                return new TextLift();
            case "pointer":
                return new Typed(library, Tree.number(tree, "pointer"));
            case "callback":
                return new Callback();
            case "single":
                return new Single(library, tree);
            case "area":
                Access value = Access.of(library, Tree.map(tree, "value"));
                return value instanceof RecordAccess
                        ? new Area(((RecordAccess) value).type)
                        : new Unsupported();
            default:
                return new Unsupported();
        }
    }

    /** Makes the call and its result. */
    default Object call(Call call) {
        int generation = call.function.library().generation();
        return lift(call.run(), generation, call);
    }

    /** The result from the bits of the result slot. */
    Object lift(long bits, int generation, Call call);

    /** The result's form when it is a number, else null. */
    default Scalar scalar() {
        return null;
    }

    /** Java's type for it. */
    default Class<?> type() {
        return Object.class;
    }

    final class Nothing implements Lift {
        @Override
        public Object lift(long bits, int generation, Call call) {
            return null;
        }

        @Override
        public Class<?> type() {
            return void.class;
        }
    }

    final class Numeric implements Lift {
        private final Scalar scalar;

        Numeric(Scalar scalar) {
            this.scalar = scalar;
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            return scalar.box(bits);
        }

        @Override
        public Scalar scalar() {
            return scalar;
        }

        @Override
        public Class<?> type() {
            return scalar.type;
        }
    }

    final class TextLift implements Lift {
        @Override
        public Object call(Call call) {
            return call.runText();
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            throw new AssertionError("text is lifted where it is called");
        }

        @Override
        public Class<?> type() {
            return String.class;
        }
    }

    final class Typed implements Lift {
        private final Library library;
        private final int pointer;

        Typed(Library library, int pointer) {
            this.library = library;
            this.pointer = pointer;
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            return library.pointer(pointer, (int) bits, generation);
        }

        @Override
        public Class<?> type() {
            return Pointer.class;
        }
    }

    final class Callback implements Lift {
        @Override
        public Object lift(long bits, int generation, Call call) {
            if ((int) bits == 0) {
                return null;
            }
            throw Errors.unsupported(call.function, CallbackAccess.REFUSAL);
        }
    }

    /** A record that came as its only member. */
    final class Single implements Lift {
        private final RecordType record;
        private final boolean isVector;

        Single(Library library, Map<String, Object> tree) {
            this.record = library.record(Tree.number(tree, "record"));
            this.isVector = Tree.text(tree, "number").equals("v128");
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            if (isVector) {
                throw Errors.unsupported(call.function, "a vector cannot be returned");
            }
            byte[] word = new byte[8];
            Bytes.put(word, 0, 8, bits);
            byte[] image = java.util.Arrays.copyOf(word, record.size());
            return new Struct(record, new Place(image), 0);
        }

        @Override
        public Class<?> type() {
            return Struct.class;
        }
    }

    /** A record in memory that the caller provided. */
    final class Area implements Lift {
        private final RecordType record;

        Area(RecordType record) {
            this.record = record;
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            return new Struct(record, new Place(call.area), 0);
        }

        @Override
        public Class<?> type() {
            return Struct.class;
        }
    }

    final class Unsupported implements Lift {
        @Override
        public Object call(Call call) {
            throw Errors.unsupported(call.function, "a result of this type cannot be converted");
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            return null;
        }
    }
}
