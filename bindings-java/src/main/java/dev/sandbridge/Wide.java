package dev.sandbridge;

import java.math.BigInteger;
import java.util.Map;

/** The form of a number that Java has not: its image from a value and back. */
final class Wide {

    private static final int MAX_BITS = 128;

    private final String form;
    private final int bits;
    private final boolean isSigned;

    private Wide(String form, int bits, boolean isSigned) {
        this.form = form;
        this.bits = bits;
        this.isSigned = isSigned;
    }

    /** The form that a plan says. */
    static Wide of(Map<String, Object> tree) {
        String form = Tree.text(tree, "wide");
        switch (form) {
            case "i128": return new Wide(form, 128, true);
            case "u128": return new Wide(form, 128, false);
            case "bitint":
                return new Wide(form, Tree.number(tree, "bits"), Tree.flag(tree, "signed"));
            default: return new Wide(form, 0, true);
        }
    }

    /** Whether it is a {@code _Float16}, which travels as a {@code float}. */
    boolean isHalf() {
        return form.equals("f16");
    }

    /** Whether it takes two slots. */
    boolean isPair() {
        return form.endsWith("128") || bits > 64;
    }

    /** The value's image of {@code size} bytes. */
    byte[] image(Object value, int size, Object where) {
        switch (form) {
            case "f16":
                byte[] half = new byte[size];
                Bytes.put(half, 0, 2, Native.halfFromDouble(number(value, where)));
                return half;
            case "f128":
                return LongDouble.of(value, where).toBytes();
            default:
                return integerImage(value, size, where);
        }
    }

    /** The value in an image. */
    Object value(byte[] image, Object where) {
        switch (form) {
            case "f16":
                return Native.halfToDouble((int) Bytes.get(image, 0, 2));
            case "f128":
                return LongDouble.fromBytes(image);
            default:
                return integer(image, where);
        }
    }

    /** The value as one slot. */
    long slot(Object value, Object where) {
        if (isHalf()) {
            byte[] image = image(value, 2, where);
            float rounded = (float) Native.halfToDouble((int) Bytes.get(image, 0, 2));
            return Float.floatToRawIntBits(rounded) & 0xffff_ffffL;
        }
        return Bytes.get(image(value, 8, where), 0, 8);
    }

    /** The value in one slot. */
    Object fromSlot(long slot, Object where) {
        if (isHalf()) {
            return (double) Float.intBitsToFloat((int) slot);
        }
        byte[] image = new byte[8];
        Bytes.put(image, 0, 8, slot);
        return value(image, where);
    }

    private static double number(Object value, Object where) {
        if (value instanceof Number) {
            return ((Number) value).doubleValue();
        }
        throw Errors.mismatch(where, "a number", value);
    }

    private byte[] integerImage(Object value, int size, Object where) {
        checkWidth(where);
        BigInteger number;
        if (value instanceof BigInteger) {
            number = (BigInteger) value;
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short
                || value instanceof Byte) {
            number = BigInteger.valueOf(((Number) value).longValue());
        } else {
            throw Errors.mismatch(where, "an integer", value);
        }
        boolean fits = isSigned
                ? number.bitLength() < bits
                : number.signum() >= 0 && number.bitLength() <= bits;
        if (!fits) {
            String kind = isSigned ? "a signed" : "an unsigned";
            String message = where + ": expected " + kind + " integer of " + bits + " bits, got "
                    + value;
            throw Errors.of("SB0303", message, null);
        }
        byte[] image = new byte[size];
        for (int i = 0; i < size; i++) {
            image[i] = number.shiftRight(8 * i).byteValue();
        }
        return image;
    }

    private Object integer(byte[] image, Object where) {
        checkWidth(where);
        if (bits <= 64) {
            long raw = 0;
            for (int i = Math.min(8, image.length) - 1; i >= 0; i--) {
                raw = raw << 8 | image[i] & 0xff;
            }
            int unused = 64 - bits;
            long number = isSigned ? raw << unused >> unused : raw << unused >>> unused;
            boolean isInt = bits <= 32 && number == (int) number;
            return isInt ? (Object) (int) number : (Object) number;
        }
        byte[] big = new byte[17];
        for (int i = 0; i < Math.min(16, image.length); i++) {
            big[16 - i] = image[i];
        }
        BigInteger number = new BigInteger(big);
        BigInteger kept = number.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
        boolean isNegative = isSigned && kept.testBit(bits - 1);
        return isNegative ? kept.subtract(BigInteger.ONE.shiftLeft(bits)) : kept;
    }

    private void checkWidth(Object where) {
        if (bits > MAX_BITS) {
            throw Errors.unsupported(where, "`_BitInt(" + bits + ")` is wider than 128 bits");
        }
    }
}
