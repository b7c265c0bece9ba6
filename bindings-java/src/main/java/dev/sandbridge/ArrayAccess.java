package dev.sandbridge;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.List;

/** Elements one after the other. */
final class ArrayAccess implements Access {

    final Access element;
    final int count;
    final int stride;
    final int size;

    ArrayAccess(Access element, int count, int stride) {
        this.size = count * stride;
        this.element = element;
        this.count = count;
        this.stride = stride;
    }

    /** A view: what is written to it is written here. */
    @Override
    public Object get(Place place, int offset) {
        return new ArrayView(this, place, offset);
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        if (value instanceof List) {
            setAll(place, offset, (List<?>) value, where);
        } else if (value instanceof String && stride == 1 && element.scalar() != Scalar.BOOL) {
            setText(place, offset, (String) value, where);
        } else if (value instanceof ByteBuffer && stride == 1) {
            byte[] bytes = new byte[((ByteBuffer) value).remaining()];
            ((ByteBuffer) value).duplicate().get(bytes);
            setBytes(place, offset, bytes, where);
        } else if (value instanceof byte[] && stride == 1) {
            setBytes(place, offset, (byte[]) value, where);
        } else if (value != null && value.getClass().isArray()) {
            setArray(place, offset, value, where);
        } else {
            throw Errors.mismatch(where, count + " elements", value);
        }
    }

    private void setAll(Place place, int offset, List<?> values, Object where) {
        if (values.size() != count) {
            throw Errors.wrongLength(where, count, values.size());
        }
        int at = offset;
        for (Object value : values) {
            element.set(place, at, value, where);
            at += stride;
        }
    }

    private void setArray(Place place, int offset, Object array, Object where) {
        if (Array.getLength(array) != count) {
            throw Errors.wrongLength(where, count, Array.getLength(array));
        }
        for (int i = 0; i < count; i++) {
            element.set(place, offset + i * stride, Array.get(array, i), where);
        }
    }

    private void setBytes(Place place, int offset, byte[] bytes, Object where) {
        if (bytes.length != count) {
            throw Errors.wrongLength(where, count, bytes.length);
        }
        place.write(offset, bytes);
    }

    /** As C initialises a {@code char} array: the rest is zero, and a full one has no NUL. */
    private void setText(Place place, int offset, String text, Object where) {
        byte[] bytes = Text.encode(text, where);
        if (bytes.length > count) {
            throw Errors.wrongLength(where, count, bytes.length);
        }
        place.write(offset, java.util.Arrays.copyOf(bytes, count));
    }
}
