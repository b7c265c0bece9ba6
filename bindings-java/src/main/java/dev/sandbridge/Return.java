package dev.sandbridge;

import java.util.Map;
import java.util.function.Supplier;

/** What a host function's result becomes for C. */
final class Return {

    private final Library library;
    private final Map<String, Object> tree;
    private final String op;
    private final Object where;
    private final Scalar scalar;
    private Access access;

    Return(Library library, Map<String, Object> tree, Supplier<String> where) {
        this.library = library;
        this.tree = tree;
        this.op = Tree.text(tree, "op");
        this.where = new Object() {
            @Override
            public String toString() {
                return where.get();
            }
        };
        this.scalar = op.equals("number") ? Scalar.named(Tree.text(tree, "number")) : null;
    }

    /** Its form when it is a number, else null. */
    Scalar scalar() {
        return scalar;
    }

    boolean isArea() {
        return op.equals("area");
    }

    /** Whether it is a number or nothing. */
    boolean isPlain() {
        return scalar != null || op.equals("nothing");
    }

    /** The bits for C; what fits none is written where C has room for it. */
    long give(Object value, long[] slots, int generation) {
        switch (op) {
            case "nothing":
                return 0;
            case "number":
                return scalar.bits(value, where);
            case "pointer":
                return pointer(value) & 0xffff_ffffL;
            case "callback":
                int signature = Tree.number(tree, "signature");
                return FunctionPointer.index(library, signature, value, where) & 0xffff_ffffL;
            case "wide":
                return Wide.of(tree).slot(value, where);
            case "single":
                return single(value);
            default:
                byte[] image = new byte[Tree.number(Tree.map(tree, "layout"), "size")];
                access().set(new Place(image), 0, value, where);
                Native.writeBytes(
                        library.handle(), generation, (int) slots[0], image, 0, image.length);
                return 0;
        }
    }

    /** The bits of an integer, for method handles. */
    long bits(long value) {
        return scalar.bits(value, where);
    }

    /** The bits of a floating number. */
    long bits(double value) {
        return scalar.bits((Object) value, where);
    }

    /** The bits of any number. */
    long bits(Object value) {
        return scalar.bits(value, where);
    }

    private int pointer(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Pointer) {
            CType to = library.types().at(Tree.number(tree, "to"));
            return ((Pointer) value).passedTo(library, to, where);
        }
        if (value instanceof Handle) {
            CType to = library.types().at(Tree.number(tree, "to"));
            return ((Handle) value).addressFor(library, to, where);
        }
        throw Errors.mismatch(
                where,
                "a pointer or null",
                value,
                "allocate the memory with `alloc`: nobody would free a copy");
    }

    private long single(Object value) {
        RecordAccess record = new RecordAccess(library.types().record(Tree.number(tree, "record")));
        byte[] image = new byte[record.size];
        record.set(new Place(image), 0, value, where);
        return Step.SingleStep.low(image, Tree.text(tree, "number"));
    }

    private synchronized Access access() {
        if (access == null) {
            access = Access.of(library, Tree.map(tree, "value"));
        }
        return access;
    }
}
