package dev.sandbridge;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Copies between direct buffers and guest memory, for the native half. Java's own methods throw
 * where a buffer's memory was freed (since Java 22 an arena may be closed while its buffers live);
 * its address would say nothing of that.
 */
final class DirectBuffers {

    private DirectBuffers() {}

    /**
     * Copies as many bytes as {@code guest} has from {@code buffer}, whose elements are little-endian,
     * or to it.
     *
     * @param offset the first byte in {@code buffer}
     */
    static void copy(Buffer buffer, int offset, ByteBuffer guest, boolean isBack) {
        int length = guest.capacity();
        guest.order(ByteOrder.LITTLE_ENDIAN);
        if (buffer instanceof ByteBuffer) {
            ByteBuffer host = (ByteBuffer) buffer;
            if (isBack) {
                host.put(offset, guest, 0, length);
            } else {
                guest.put(0, host, offset, length);
            }
        } else if (buffer instanceof IntBuffer) {
            copy((IntBuffer) buffer, offset / 4, guest.asIntBuffer(), isBack);
        } else if (buffer instanceof LongBuffer) {
            copy((LongBuffer) buffer, offset / 8, guest.asLongBuffer(), isBack);
        } else if (buffer instanceof DoubleBuffer) {
            copy((DoubleBuffer) buffer, offset / 8, guest.asDoubleBuffer(), isBack);
        } else if (buffer instanceof FloatBuffer) {
            copy((FloatBuffer) buffer, offset / 4, guest.asFloatBuffer(), isBack);
        } else if (buffer instanceof ShortBuffer) {
            copy((ShortBuffer) buffer, offset / 2, guest.asShortBuffer(), isBack);
        } else {
            copy((CharBuffer) buffer, offset / 2, guest.asCharBuffer(), isBack);
        }
    }

    private static void copy(IntBuffer host, int start, IntBuffer guest, boolean isBack) {
        if (isBack) {
            host.put(start, guest, 0, guest.capacity());
        } else {
            guest.put(0, host, start, guest.capacity());
        }
    }

    private static void copy(LongBuffer host, int start, LongBuffer guest, boolean isBack) {
        if (isBack) {
            host.put(start, guest, 0, guest.capacity());
        } else {
            guest.put(0, host, start, guest.capacity());
        }
    }

    private static void copy(DoubleBuffer host, int start, DoubleBuffer guest, boolean isBack) {
        if (isBack) {
            host.put(start, guest, 0, guest.capacity());
        } else {
            guest.put(0, host, start, guest.capacity());
        }
    }

    private static void copy(FloatBuffer host, int start, FloatBuffer guest, boolean isBack) {
        if (isBack) {
            host.put(start, guest, 0, guest.capacity());
        } else {
            guest.put(0, host, start, guest.capacity());
        }
    }

    private static void copy(ShortBuffer host, int start, ShortBuffer guest, boolean isBack) {
        if (isBack) {
            host.put(start, guest, 0, guest.capacity());
        } else {
            guest.put(0, host, start, guest.capacity());
        }
    }

    private static void copy(CharBuffer host, int start, CharBuffer guest, boolean isBack) {
        if (isBack) {
            host.put(start, guest, 0, guest.capacity());
        } else {
            guest.put(0, host, start, guest.capacity());
        }
    }
}
