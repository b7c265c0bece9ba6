package dev.sandbridge;

import java.math.BigInteger;

/** The arguments beyond the named ones: a buffer of what C's promotions make of them. */
final class VariadicStep extends Step.Slotted {

    /** How the native half names forms that Java's values have by themselves. */
    private static final int INT = -1;
    private static final int LONG = -2;
    private static final int DOUBLE = -3;
    private static final int ADDRESS = -4;
    private static final int IMAGE = -5;

    private final Library library;

    VariadicStep(Library library, int slot) {
        super(-1, slot);
        this.library = library;
    }

    @Override
    public void lower(Object value, Call call) {
        Object[] more = call.more;
        if (more.length == 0) {
            call.slots[slot] = 0;
            return;
        }
        int[] types = new int[more.length];
        for (int i = 0; i < more.length; i++) {
            types[i] = form(more[i], where(call, i));
        }
        int[] places = Native.variadic(library.handle(), types);
        byte[] buffer = new byte[places[0]];
        int host = call.next();
        call.add(new Datum(buffer, slot, 0, buffer.length, 16, Datum.IN));
        for (int i = 0; i < more.length; i++) {
            Object where = where(call, i);
            int at = places[2 * i + 2];
            if (more[i] instanceof Typed) {
                stated((Typed) more[i], places[2 * i + 1], buffer, at, host, call, where);
            } else {
                inferred(more[i], places[2 * i + 1], buffer, at, host, call, where);
            }
        }
    }

    private static Object where(Call call, int index) {
        return new Where(call.function, "variable argument " + (index + 1));
    }

    private int form(Object value, Object where) {
        if (value instanceof Typed) {
            return ((Typed) value).type.id;
        }
        if (value instanceof Struct) {
            RecordType type = ((Struct) value).type();
            ((Struct) value).imageFor(library == type.library() ? type : null, where);
            return library.types().named(type.name()).id;
        }
        if (value instanceof LongDouble) {
            return IMAGE;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte
                || value instanceof Boolean || value instanceof Character) {
            return INT;
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return LONG;
        }
        return value instanceof Double || value instanceof Float ? DOUBLE : ADDRESS;
    }

    private void inferred(
            Object value, int form, byte[] buffer, int at, int host, Call call, Object where) {
        switch (form) {
            case INT:
                int small = value instanceof Boolean ? ((Boolean) value ? 1 : 0)
                        : value instanceof Character ? (Character) value
                        : ((Number) value).intValue();
                Bytes.put(buffer, at, 4, small);
                return;
            case LONG:
                boolean isBig = value instanceof BigInteger
                        && ((BigInteger) value).bitLength() > 63;
                Bytes.put(buffer, at, 8, (isBig ? Scalar.U64 : Scalar.I64).bits(value, where));
                return;
            case DOUBLE:
                Bytes.put(buffer, at, 8, Scalar.F64.bits(((Number) value).doubleValue()));
                return;
            case ADDRESS:
                address(value, buffer, at, host, call, where);
                return;
            case IMAGE:
                byte[] image = value instanceof Struct
                        ? ((Struct) value).toBytes() : LongDouble.of(value, where).toBytes();
                System.arraycopy(image, 0, buffer, at, image.length);
                return;
            default:
                // An empty record travels not at all.
        }
    }

    private void address(
            Object value, byte[] buffer, int at, int host, Call call, Object where) {
        if (value == null) {
            return;
        }
        if (value instanceof Pointer) {
            Bytes.put(buffer, at, 4, ((Pointer) value).passedTo(library, null, where));
        } else if (value instanceof Handle) {
            Bytes.put(buffer, at, 4, ((Handle) value).addressFor(library, null, where));
        } else if (value instanceof FunctionPointer) {
            FunctionPointer pointer = (FunctionPointer) value;
            Bytes.put(buffer, at, 4, pointer.index(library, where));
        } else if (value instanceof Callback) {
            Bytes.put(buffer, at, 4, ((Callback) value).index(library, where));
        } else if (value instanceof CharSequence) {
            byte[] text = Text.terminated(value.toString(), where);
            copy(text, 1, at, host, call);
        } else if (value instanceof Struct) {
            copy(((Struct) value).toBytes(), 16, at, host, call);
        } else if (value instanceof Complex) {
            byte[] image = new byte[16];
            new ComplexAccess(8).set(new Place(image), 0, value, where);
            copy(image, 16, at, host, call);
        } else {
            Memory memory = value instanceof java.nio.Buffer || value.getClass().isArray()
                    ? Memory.of(value) : null;
            if (memory == null) {
                throw Errors.mismatch(
                        where,
                        "a number, text, memory, a pointer or null",
                        value,
                        "state its type with `typed(type, value)`, or make memory with `alloc`");
            }
            Datum datum = memory.datum(
                    at, 16, memory.isReadOnly() ? Datum.IN : Datum.IN | Datum.OUT);
            datum.host = host;
            call.add(datum);
        }
    }

    private static void copy(byte[] image, int align, int at, int host, Call call) {
        Datum datum = new Datum(image, at, 0, image.length, align, Datum.IN);
        datum.host = host;
        call.add(datum);
    }

    /** Checked as for a parameter of that type, then promoted. */
    private void stated(
            Typed typed, int form, byte[] buffer, int at, int host, Call call, Object where) {
        Access access = typed.type.access();
        if (access instanceof PointerAccess
                && TextTable.isFor(((PointerAccess) access).to().access(), typed.value)) {
            Access element = ((PointerAccess) access).to().access();
            TextTable.add(typed.value, element, at, host, call, where);
            return;
        }
        boolean isText = access instanceof PointerAccess
                && typed.value != null && !(typed.value instanceof Pointer)
                && !(typed.value instanceof Handle);
        if (isText) {
            address(typed.value, buffer, at, host, call, where);
            return;
        }
        byte[] image = new byte[typed.type.size];
        access.set(new Place(image), 0, typed.value, where);
        Scalar scalar = access.scalar();
        boolean isNarrow = scalar == Scalar.F32 || access instanceof WideAccess;
        if (form == DOUBLE && isNarrow) {
            Number wide = (Number) access.get(new Place(image), 0);
            Bytes.put(buffer, at, 8, Scalar.F64.bits(wide.doubleValue()));
        } else if (form == INT && scalar != null) {
            Bytes.put(buffer, at, 4, scalar.widen(Bytes.get(image, 0, scalar.size)));
        } else if (form == ADDRESS && !(access instanceof PointerAccess)
                && !(access instanceof CallbackAccess)) {
            copy(image, 16, at, host, call);
        } else {
            int size = form == INT ? 4 : image.length;
            byte[] extended = java.util.Arrays.copyOf(image, Math.max(size, image.length));
            System.arraycopy(extended, 0, buffer, at, size);
        }
    }
}
