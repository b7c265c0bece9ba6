package dev.sandbridge;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A {@code long double}: as a number it is the nearest {@code double}, and it keeps the exact 16
 * bytes that C has.
 */
public final class LongDouble extends Number implements Comparable<LongDouble> {

    private static final long serialVersionUID = 1L;
    private static final int SIZE = 16;

    /** The image, in two words. */
    private final long low;
    /** The half with the sign and the exponent. */
    private final long high;

    private LongDouble(byte[] image) {
        this.low = Bytes.get(image, 0, 8);
        this.high = Bytes.get(image, 8, 8);
    }

    /**
     * The number with that image.
     *
     * @param image 16 bytes as in C memory: IEEE 754 binary128, little-endian
     * @return the number
     */
    public static LongDouble fromBytes(byte[] image) {
        if (image.length != SIZE) {
            throw Errors.wrongLength("a long double", SIZE, image.length);
        }
        return new LongDouble(image);
    }

    /**
     * A {@code double}, exactly.
     *
     * @param value the value
     * @return the number
     */
    public static LongDouble valueOf(double value) {
        return new LongDouble(Native.quadFromDouble(value));
    }

    /**
     * An integer of at most 128 bits, or the nearest.
     *
     * @param value the value
     * @return the number
     */
    public static LongDouble valueOf(BigInteger value) {
        boolean isSigned = value.bitLength() < 128;
        if (!isSigned && (value.signum() < 0 || value.bitLength() > 128)) {
            throw Errors.of("SB0303", "a long double: " + value + " exceeds 128 bits", null);
        }
        long upper = value.shiftRight(64).longValue();
        return new LongDouble(Native.quadFromInteger(value.longValue(), upper, isSigned));
    }

    /** What may be given for one. */
    static LongDouble of(Object value, Object where) {
        if (value instanceof LongDouble) {
            return (LongDouble) value;
        }
        if (value instanceof Double || value instanceof Float) {
            return valueOf(((Number) value).doubleValue());
        }
        if (value instanceof BigInteger) {
            return valueOf((BigInteger) value);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short
                || value instanceof Byte) {
            return valueOf(BigInteger.valueOf(((Number) value).longValue()));
        }
        throw Errors.mismatch(where, "a number", value);
    }

    /**
     * Its exact value as C has it.
     *
     * @return 16 bytes
     */
    public byte[] toBytes() {
        byte[] image = new byte[SIZE];
        Bytes.put(image, 0, 8, low);
        Bytes.put(image, 8, 8, high);
        return image;
    }

    /** The nearest {@code double}, ties to even. */
    @Override
    public double doubleValue() {
        return Native.quadToDouble(low, high);
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    @Override
    public long longValue() {
        return (long) doubleValue();
    }

    @Override
    public int intValue() {
        return (int) doubleValue();
    }

    /** Compares as the nearest {@code double}s, then by the exact bits. */
    @Override
    public int compareTo(LongDouble other) {
        int order = Double.compare(doubleValue(), other.doubleValue());
        return order != 0 ? order : Arrays.compare(toBytes(), other.toBytes());
    }

    /** Whether the other has the same bits. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LongDouble
                && ((LongDouble) other).low == low
                && ((LongDouble) other).high == high;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(low * 31 + high);
    }

    @Override
    public String toString() {
        return Double.toString(doubleValue());
    }
}
