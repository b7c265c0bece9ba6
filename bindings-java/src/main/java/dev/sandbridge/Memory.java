package dev.sandbridge;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** An array or buffer of Java's as memory for C: where its bytes are, and of what kind. */
final class Memory {

    private final Object object;
    private final Class<?> kind;
    private final int size;
    private final int start;
    private final int count;
    private final boolean isReadOnly;

    private Memory(
            Object object, Class<?> kind, int size, int start, int count, boolean isReadOnly) {
        this.object = object;
        this.kind = kind;
        this.size = size;
        this.start = start;
        this.count = count;
        this.isReadOnly = isReadOnly;
    }

    /** The memory of a primitive array, or of what remains of a buffer; else null. */
    static Memory of(Object value) {
        if (value instanceof Buffer) {
            return ofBuffer((Buffer) value);
        }
        Class<?> kind = value.getClass().getComponentType();
        if (kind == null || !kind.isPrimitive()) {
            return null;
        }
        return new Memory(value, kind, sizeOf(kind), 0, Array.getLength(value), false);
    }

    private static Memory ofBuffer(Buffer buffer) {
        Class<?> kind = kindOf(buffer);
        int size = sizeOf(kind);
        if (size > 1 && orderOf(buffer) != ByteOrder.LITTLE_ENDIAN) {
            // Its elements would arrive with their bytes reversed.
            return null;
        }
        int position = buffer.position();
        int count = buffer.remaining();
        if (buffer.isDirect()) {
            return new Memory(buffer, kind, size, position, count, buffer.isReadOnly());
        }
        if (buffer.hasArray()) {
            Object array = buffer.array();
            boolean isOwn = array.getClass().getComponentType() == kind;
            return isOwn
                    ? new Memory(array, kind, size, buffer.arrayOffset() + position, count, false)
                    : null;
        }
        // Java hides the array of a read-only buffer: a copy it is.
        return copyOf(buffer, kind, size, count);
    }

    private static Memory copyOf(Buffer buffer, Class<?> kind, int size, int count) {
        if (buffer instanceof ByteBuffer) {
            byte[] copy = new byte[count];
            ((ByteBuffer) buffer).duplicate().get(copy);
            return new Memory(copy, kind, size, 0, count, true);
        }
        ByteBuffer copy = ByteBuffer.allocateDirect(count * size).order(ByteOrder.nativeOrder());
        if (buffer instanceof IntBuffer) {
            copy.asIntBuffer().put(((IntBuffer) buffer).duplicate());
        } else if (buffer instanceof LongBuffer) {
            copy.asLongBuffer().put(((LongBuffer) buffer).duplicate());
        } else if (buffer instanceof DoubleBuffer) {
            copy.asDoubleBuffer().put(((DoubleBuffer) buffer).duplicate());
        } else if (buffer instanceof FloatBuffer) {
            copy.asFloatBuffer().put(((FloatBuffer) buffer).duplicate());
        } else if (buffer instanceof ShortBuffer) {
            copy.asShortBuffer().put(((ShortBuffer) buffer).duplicate());
        } else {
            copy.asCharBuffer().put(((CharBuffer) buffer).duplicate());
        }
        return new Memory(copy, kind, size, 0, count, true);
    }

    boolean isReadOnly() {
        return isReadOnly;
    }

    /** Whether its elements are those of a pointer to {@code scalar}. Bytes in a buffer are raw. */
    boolean holds(Scalar scalar, int stride) {
        if (scalar == null) {
            return false;
        }
        switch (scalar) {
            case BOOL: return kind == boolean.class || kind == byte.class;
            case I8: case U8: return kind == byte.class;
            case I16: case U16: return kind == short.class || kind == char.class;
            case I32: case U32: return kind == int.class;
            case I64: case U64: return kind == long.class;
            case F32: return kind == float.class;
            default: return kind == double.class;
        }
    }

    /** How many bytes it has. */
    int length() {
        return Math.multiplyExact(count, size);
    }

    Datum datum(int slot, int align, int flags) {
        int direct = object instanceof Buffer ? Datum.DIRECT : 0;
        int offset = Math.multiplyExact(start, size);
        return new Datum(
                object, slot, offset, Math.multiplyExact(count, size), align, flags | direct);
    }

    private static Class<?> kindOf(Buffer buffer) {
        return buffer instanceof ByteBuffer ? byte.class
                : buffer instanceof IntBuffer ? int.class
                : buffer instanceof LongBuffer ? long.class
                : buffer instanceof DoubleBuffer ? double.class
                : buffer instanceof FloatBuffer ? float.class
                : buffer instanceof ShortBuffer ? short.class
                : char.class;
    }

    private static ByteOrder orderOf(Buffer buffer) {
        return buffer instanceof IntBuffer ? ((IntBuffer) buffer).order()
                : buffer instanceof LongBuffer ? ((LongBuffer) buffer).order()
                : buffer instanceof DoubleBuffer ? ((DoubleBuffer) buffer).order()
                : buffer instanceof FloatBuffer ? ((FloatBuffer) buffer).order()
                : buffer instanceof ShortBuffer ? ((ShortBuffer) buffer).order()
                : ((CharBuffer) buffer).order();
    }

    private static int sizeOf(Class<?> kind) {
        return kind == byte.class || kind == boolean.class ? 1
                : kind == short.class || kind == char.class ? 2
                : kind == int.class || kind == float.class ? 4
                : 8;
    }
}
