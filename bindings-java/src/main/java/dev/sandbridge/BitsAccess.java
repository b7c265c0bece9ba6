package dev.sandbridge;

import java.math.BigInteger;
import java.util.Map;

/** A bit-field: some bits of the little-endian integer at its offset. */
final class BitsAccess implements Access {

    private final int shift;
    private final int width;
    /** How many bytes it touches, at most 9. */
    private final int size;
    private final boolean isSigned;
    private final boolean isBoolean;

    BitsAccess(Map<String, Object> tree) {
        shift = Tree.number(tree, "shift");
        width = Tree.number(tree, "width");
        size = (shift + width + 7) / 8;
        isSigned = Tree.flag(tree, "signed");
        isBoolean = Tree.flag(tree, "is_bool");
    }

    @Override
    public Object get(Place place, int offset) {
        byte[] around = place.read(offset, size);
        long bits = 0;
        for (int i = size - 1; i >= 0; i--) {
            // The ninth byte's bits below `shift` would be lost to the left.
            bits = i == 0 ? bits << (8 - shift) | (around[0] & 0xff) >>> shift
                    : bits << 8 | around[i] & 0xff;
        }
        int unused = 64 - width;
        bits = isSigned ? bits << unused >> unused : bits << unused >>> unused;
        if (isBoolean) {
            return bits != 0;
        }
        boolean isInt = width < 32 || width == 32 && isSigned;
        return isInt ? (Object) (int) bits : (Object) bits;
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        long bits = isBoolean ? Scalar.BOOL.bits(value, where) : checked(value, where);
        byte[] around = place.read(offset, size);
        for (int i = 0; i < width; i++) {
            int at = shift + i;
            int mask = 1 << (at & 7);
            boolean isSet = (bits >>> i & 1) != 0;
            around[at >> 3] = (byte) (isSet ? around[at >> 3] | mask : around[at >> 3] & ~mask);
        }
        place.write(offset, around);
    }

    private long checked(Object value, Object where) {
        long bits = isSigned || width < 64
                ? Scalar.I64.bits(value, where)
                : Scalar.U64.bits(value, where);
        long min = isSigned ? -1L << (width - 1) : 0;
        long max = isSigned ? ~min : width == 64 ? -1 : (1L << width) - 1;
        boolean fits = width == 64 || bits >= min && bits <= max;
        if (!fits) {
            String message = where + ": expected an integer from " + min + " to "
                    + (isSigned ? Long.toString(max) : new BigInteger(Long.toUnsignedString(max)))
                    + ", got " + value;
            throw Errors.of("SB0303", message, null);
        }
        return bits;
    }
}
