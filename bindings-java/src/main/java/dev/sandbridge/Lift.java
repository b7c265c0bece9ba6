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
                return new Numeric(Scalar.named(Tree.text(tree, "number")), 0);
            case "text":
                return new TextLift();
            case "pointer":
                return new Typed(library, Tree.number(tree, "pointer"));
            case "callback":
                return new Callback(library, Tree.number(tree, "signature"));
            case "wide":
                return new WideLift(Wide.of(tree));
            case "single":
                return new Single(library, tree);
            case "area":
                return new Area(library, tree);
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

    /** A callback's argument from its slots, of which the first is at {@code at}. */
    default Object take(Library library, long[] slots, int at, int generation) {
        return lift(slots[at], generation, null);
    }

    /** The result's form when it is a number, else null. */
    default Scalar scalar() {
        return null;
    }

    /** Java's type for it. */
    default Class<?> type() {
        return Object.class;
    }

    /** Results of a program, which makes them itself. */
    final class Objects implements Lift {
        @Override
        public Object lift(long bits, int generation, Call call) {
            throw new AssertionError("the program lifts its outcomes");
        }
    }

    final class Nothing implements Lift {
        @Override
        public Object lift(long bits, int generation, Call call) {
            return null;
        }

        @Override
        public Object take(Library library, long[] slots, int at, int generation) {
            return null;
        }

        @Override
        public Class<?> type() {
            return void.class;
        }
    }

    /** A number. Of a program it is an outcome as well, and one class less to load. */
    final class Numeric implements Lift, Outcome {
        private final Scalar scalar;
        /** Where a program has it. */
        private final int register;

        Numeric(Scalar scalar, int register) {
            this.scalar = scalar;
            this.register = register;
        }

        @Override
        public Object make(long[] registers, Object lifted, Call call) {
            return scalar.box(registers[register]);
        }

        @Override
        public void read(Frame frame, Object large, Call call) {
            call.slots[register] = frame.slot(0);
        }

        @Override
        public long bits(long[] registers) {
            return registers[register];
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
        public Object take(Library library, long[] slots, int at, int generation) {
            int address = (int) slots[at];
            return address == 0 ? null : Native.text(library.handle(), generation, address);
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
            return Pointer.of(library, pointer, (int) bits, generation);
        }

        @Override
        public Class<?> type() {
            return Pointer.class;
        }
    }

    final class Callback implements Lift {
        private final Library library;
        private final int signature;

        Callback(Library library, int signature) {
            this.library = library;
            this.signature = signature;
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            return FunctionPointer.of(library, signature, (int) bits, generation);
        }

        @Override
        public Class<?> type() {
            return FunctionPointer.class;
        }
    }

    /** A number that Java has not, in one slot or two. */
    final class WideLift implements Lift {
        private final Wide wide;

        WideLift(Wide wide) {
            this.wide = wide;
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            return wide.fromSlot(bits, "a result");
        }

        @Override
        public Object take(Library library, long[] slots, int at, int generation) {
            if (!wide.isPair()) {
                return wide.fromSlot(slots[at], "an argument");
            }
            byte[] image = new byte[16];
            Bytes.put(image, 0, 8, slots[at]);
            Bytes.put(image, 8, 8, slots[at + 1]);
            return wide.value(image, "an argument");
        }
    }

    /** A record that came as its only member. */
    final class Single implements Lift {
        private final RecordType record;
        private final String form;

        Single(Library library, Map<String, Object> tree) {
            this.record = library.types().record(Tree.number(tree, "record"));
            this.form = Tree.text(tree, "number");
        }

        @Override
        public Object call(Call call) {
            if (form.equals("v128")) {
                call.area = new byte[record.size()];
                call.add(new Datum(call.area, 0, 0, record.size(), 16, Datum.OUT | Datum.VECTOR));
            }
            return Lift.super.call(call);
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            if (form.equals("v128")) {
                return new Struct(record, new Place(call.area), 0);
            }
            return made(bits, 0);
        }

        @Override
        public Object take(Library library, long[] slots, int at, int generation) {
            return made(slots[at], form.equals("pair") ? slots[at + 1] : 0);
        }

        private Struct made(long low, long high) {
            byte[] words = new byte[16];
            Bytes.put(words, 0, 8, low);
            Bytes.put(words, 8, 8, high);
            byte[] image = java.util.Arrays.copyOf(words, record.size());
            return new Struct(record, new Place(image), 0);
        }

        @Override
        public Class<?> type() {
            return Struct.class;
        }
    }

    /** An object in memory: the caller provided it, or a slot has its address. */
    final class Area implements Lift {
        private final Access value;
        private final int size;

        Area(Library library, Map<String, Object> tree) {
            this.value = Access.of(library, Tree.map(tree, "value"));
            this.size = Tree.number(Tree.map(tree, "layout"), "size");
        }

        /** The record that it is, or null. */
        RecordType record() {
            return value instanceof RecordAccess ? ((RecordAccess) value).type : null;
        }

        @Override
        public Object call(Call call) {
            if (call.area == null) {
                // Only a vector in its one slot has no area.
                call.area = new byte[size];
                call.add(new Datum(call.area, 0, 0, size, 16, Datum.OUT | Datum.VECTOR));
            }
            return Lift.super.call(call);
        }

        @Override
        public Object lift(long bits, int generation, Call call) {
            return value.get(new Place(call.area), 0);
        }

        @Override
        public Object take(Library library, long[] slots, int at, int generation) {
            byte[] copy = new byte[size];
            int address = (int) slots[at];
            Native.readBytes(library.handle(), generation, address, copy, 0, size);
            return value.get(new Place(copy), 0);
        }

        @Override
        public Class<?> type() {
            return value instanceof RecordAccess ? Struct.class : Object.class;
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
