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
        } else if (value instanceof String && isWide()) {
            byte[] text = Text.wide((String) value, stride, false, where);
            if (text.length > size) {
                throw Errors.wrongLength(where, count, text.length / stride);
            }
            place.write(offset, java.util.Arrays.copyOf(text, size));
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

    /** Fails unless it is a primitive array of the elements' type and number. */
    void checkKind(Object array, Object where) {
        Memory memory = Memory.of(array);
        if (memory == null || !memory.holds(element.scalar(), stride)) {
            throw Errors.of(
                    "SB0308",
                    where + ": the elements have another type, got " + Errors.describe(array),
                    "pass an array of the element type");
        }
        if (Array.getLength(array) != count) {
            throw Errors.wrongLength(where, count, Array.getLength(array));
        }
    }

    private void setAll(Place place, int offset, List<?> values, Object where) {
        if (values.size() != count) {
            throw Errors.wrongLength(where, count, values.size());
        }
        // Elements behind a pointer cross at once.
        byte[] image = place.isGuest() ? place.read(offset, size) : null;
        Place near = image == null ? place : new Place(image);
        int at = image == null ? offset : 0;
        for (Object value : values) {
            element.set(near, at, value, where);
            at += stride;
        }
        if (image != null) {
            place.write(offset, image);
        }
    }

    private void setArray(Place place, int offset, Object array, Object where) {
        if (Array.getLength(array) != count) {
            throw Errors.wrongLength(where, count, Array.getLength(array));
        }
        Memory memory = Memory.of(array);
        if (memory != null && memory.holds(element.scalar(), stride)) {
            place.write(offset, Primitives.bytes(array));
            return;
        }
        for (int i = 0; i < count; i++) {
            element.set(place, offset + i * stride, Array.get(array, i), where);
        }
    }

    /** Whether its elements may be units of wide text. */
    private boolean isWide() {
        return element.scalar() != null && !element.scalar().isFloat()
                && (stride == 2 || stride == 4);
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
