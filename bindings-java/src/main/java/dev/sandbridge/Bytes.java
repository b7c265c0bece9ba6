package dev.sandbridge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Words of a byte array as C has them: little-endian, at any offset. */
final class Bytes {

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private Bytes() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** The word of 1, 2, 4 or 8 bytes, its upper bits unspecified. */
    static long get(byte[] bytes, int offset, int size) {
        switch (size) {
            case 1: return bytes[offset];
            case 2: return (short) SHORT.get(bytes, offset);
            case 4: return (int) INT.get(bytes, offset);
            default: return (long) LONG.get(bytes, offset);
        }
    }

    /** Writes the low 1, 2, 4 or 8 bytes. */
    static void put(byte[] bytes, int offset, int size, long value) {
        switch (size) {
            case 1:
                bytes[offset] = (byte) value;
                return;
            case 2:
                SHORT.set(bytes, offset, (short) value);
                return;
            case 4:
                INT.set(bytes, offset, (int) value);
                return;
            default:
                LONG.set(bytes, offset, value);
        }
    }
}
