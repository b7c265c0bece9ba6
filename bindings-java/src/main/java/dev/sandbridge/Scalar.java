package dev.sandbridge;

import java.math.BigInteger;

/** A number as the machine holds it: the checks on its way in, the masking on its way out. */
enum Scalar {
    BOOL(1, 0, 1, boolean.class),
    I8(1, Byte.MIN_VALUE, Byte.MAX_VALUE, int.class),
    U8(1, 0, 0xff, int.class),
    I16(2, Short.MIN_VALUE, Short.MAX_VALUE, int.class),
    U16(2, 0, 0xffff, int.class),
    I32(4, Integer.MIN_VALUE, Integer.MAX_VALUE, int.class),
    U32(4, 0, 0xffff_ffffL, long.class),
    I64(8, Long.MIN_VALUE, Long.MAX_VALUE, long.class),
    /** Java's {@code long} has the same bits. */
    U64(8, Long.MIN_VALUE, Long.MAX_VALUE, long.class),
    F32(4, 0, 0, float.class),
    F64(8, 0, 0, double.class);

    private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Size in bytes. */
    final int size;
    /** The least and the greatest value, as far as a {@code long} tells. */
    final long min;
    final long max;
    /** Java's type for it. */
    final Class<?> type;

    Scalar(int size, long min, long max, Class<?> type) {
        this.size = size;
        this.min = min;
        this.max = max;
        this.type = type;
    }

    static Scalar named(String name) {
        switch (name) {
            case "bool": return BOOL;
            case "i8": return I8;
            case "u8": return U8;
            case "i16": return I16;
            case "u16": return U16;
            case "i32": return I32;
            case "u32": return U32;
            case "i64": return I64;
            case "u64": return U64;
            case "f32": return F32;
            default: return F64;
        }
    }

    boolean isFloat() {
        return type == float.class || type == double.class;
    }

    /** A value's bits, extended to 64; a {@code float}'s are in the low half. */
    long bits(Object value, Object where) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            long number = ((Number) value).longValue();
            if (this == U64 && number < 0) {
                throw outOfRange(value, where);
            }
            return bits(number, where);
        }
        if (value instanceof Long) {
            return bits((long) (Long) value, where);
        }
        if (isFloat() && (value instanceof Double || value instanceof Float)) {
            return bits(((Number) value).doubleValue());
        }
        if (this == BOOL && value instanceof Boolean) {
            return (Boolean) value ? 1 : 0;
        }
        if (value instanceof BigInteger) {
            return big((BigInteger) value, where);
        }
        throw Errors.mismatch(where, expected(), value);
    }

    /** An integer's bits. */
    long bits(long value, Object where) {
        if (value < min || value > max) {
            return isFloat() ? bits((double) value) : refuse(value, where);
        }
        return isFloat() ? bits((double) value) : value;
    }

    /** A floating number's bits; only for the two floating forms. */
    long bits(double value) {
        return this == F32
                ? Float.floatToRawIntBits((float) value) & 0xffff_ffffL
                : Double.doubleToRawLongBits(value);
    }

    private long big(BigInteger value, Object where) {
        if (isFloat()) {
            return bits(value.doubleValue());
        }
        if (this == U64 && value.signum() >= 0 && value.compareTo(MAX_U64) <= 0) {
            return value.longValue();
        }
        if (this == U64 || value.bitLength() > 63) {
            throw outOfRange(value, where);
        }
        return bits(value.longValue(), where);
    }

    /** The integer in a slot's low bits; the others are garbage. */
    long widen(long bits) {
        if (this == BOOL) {
            return (byte) bits != 0 ? 1 : 0;
        }
        int unused = 64 - 8 * size;
        return min < 0 ? bits << unused >> unused : bits << unused >>> unused;
    }

    /** The value as Java's object. */
    Object box(long bits) {
        if (type == int.class) {
            return (int) widen(bits);
        }
        if (type == long.class) {
            return widen(bits);
        }
        if (type == double.class) {
            return Double.longBitsToDouble(bits);
        }
        if (type == float.class) {
            return Float.intBitsToFloat((int) bits);
        }
        return widen(bits) != 0;
    }

    /** The integer, which must fit. */
    int toInt(long bits, Object where) {
        long value = toLong(bits, where);
        if (value != (int) value) {
            throw Errors.of(
                    "SB0303",
                    where + ": " + value + " does not fit an int",
                    "read it as a long");
        }
        return (int) value;
    }

    /** The integer. */
    long toLong(long bits, Object where) {
        if (isFloat()) {
            throw Errors.of("SB0302", where + ": it is a floating number", "read it as a double");
        }
        return widen(bits);
    }

    /** The number as a {@code double}, which all but 64-bit integers fit. */
    double toDouble(long bits, Object where) {
        if (this == F64) {
            return Double.longBitsToDouble(bits);
        }
        if (this == F32) {
            return Float.intBitsToFloat((int) bits);
        }
        if (size == 8) {
            throw Errors.of("SB0302", where + ": it is a 64-bit integer", "read it as a long");
        }
        return widen(bits);
    }

    /** What would do, for messages. */
    String expected() {
        if (isFloat()) {
            return "a number";
        }
        return this == BOOL ? "a boolean" : "an integer from " + range();
    }

    private String range() {
        return this == U64 ? "0 to " + MAX_U64 : min + " to " + max;
    }

    private long refuse(long value, Object where) {
        throw outOfRange(value, where);
    }

    private RuntimeException outOfRange(Object value, Object where) {
        String message = where + ": expected an integer from " + range() + ", got " + value;
        return Errors.of("SB0303", message, null);
    }
}
