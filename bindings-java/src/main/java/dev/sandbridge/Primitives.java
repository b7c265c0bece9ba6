package dev.sandbridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Primitive arrays from and to the bytes that C has, at once. */
final class Primitives {

    private Primitives() {}

    /** The elements' bytes. */
    static byte[] bytes(Object array) {
        if (array instanceof byte[]) {
            return (byte[]) array;
        }
        if (array instanceof boolean[]) {
            boolean[] flags = (boolean[]) array;
            byte[] bytes = new byte[flags.length];
            for (int i = 0; i < flags.length; i++) {
                bytes[i] = (byte) (flags[i] ? 1 : 0);
            }
            return bytes;
        }
        int size = Memory.of(array).length();
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        if (array instanceof int[]) {
            buffer.asIntBuffer().put((int[]) array);
        } else if (array instanceof long[]) {
            buffer.asLongBuffer().put((long[]) array);
        } else if (array instanceof double[]) {
            buffer.asDoubleBuffer().put((double[]) array);
        } else if (array instanceof float[]) {
            buffer.asFloatBuffer().put((float[]) array);
        } else if (array instanceof short[]) {
            buffer.asShortBuffer().put((short[]) array);
        } else {
            buffer.asCharBuffer().put((char[]) array);
        }
        return buffer.array();
    }

    /** Writes the elements from their bytes. */
    static void fill(Object array, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (array instanceof byte[]) {
            buffer.get((byte[]) array);
        } else if (array instanceof boolean[]) {
            boolean[] flags = (boolean[]) array;
            for (int i = 0; i < flags.length; i++) {
                flags[i] = bytes[i] != 0;
            }
        } else if (array instanceof int[]) {
            buffer.asIntBuffer().get((int[]) array);
        } else if (array instanceof long[]) {
            buffer.asLongBuffer().get((long[]) array);
        } else if (array instanceof double[]) {
            buffer.asDoubleBuffer().get((double[]) array);
        } else if (array instanceof float[]) {
            buffer.asFloatBuffer().get((float[]) array);
        } else if (array instanceof short[]) {
            buffer.asShortBuffer().get((short[]) array);
        } else {
            buffer.asCharBuffer().get((char[]) array);
        }
    }
}
