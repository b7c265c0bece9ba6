package dev.sandbridge;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * A fixed array inside a record, seen in place: reading and writing an element reads and writes the
 * record. It is a list whose size cannot change.
 *
 * <pre>{@code
 * ArrayView trail = (ArrayView) body.get("trail");
 * trail.set(0, Map.of("x", 1.0));
 * }</pre>
 */
public final class ArrayView extends AbstractList<Object> implements RandomAccess {

    private final ArrayAccess access;
    private final Place place;
    private final int offset;

    ArrayView(ArrayAccess access, Place place, int offset) {
        this.access = access;
        this.place = place;
        this.offset = offset;
    }

    /**
     * The element there: a box, a {@link Struct}, a {@link Pointer}, an {@link ArrayView} or null.
     *
     * @param index its position
     * @return the element
     */
    @Override
    public Object get(int index) {
        return access.element.get(place, at(index));
    }

    /**
     * Writes an element.
     *
     * @param index its position
     * @param value anything that a member of that type takes
     * @return what was there; of a record or an array, the view of what is there now
     */
    @Override
    public Object set(int index, Object value) {
        Object old = get(index);
        access.element.set(place, at(index), value, new Where("an array", "element " + index));
        return old;
    }

    /**
     * How many elements it has.
     *
     * @return the number, 0 for a flexible array member
     */
    @Override
    public int size() {
        return access.count;
    }

    /**
     * The text in a {@code char} array, up to its NUL or its end.
     *
     * @return the text
     */
    public String text() {
        Scalar unit = access.element.scalar();
        if (unit != null && !unit.isFloat() && (unit.size == 2 || unit.size == 4)) {
            return Text.ofWide(place.read(offset, access.size), unit.size, "an array");
        }
        if (access.stride != 1) {
            throw Errors.mismatch("text()", "an array of `char`", this);
        }
        return Text.decode(place.read(offset, access.size), "a `char` array");
    }

    /**
     * A copy of its memory.
     *
     * @return the bytes as C has them
     */
    public byte[] toBytes() {
        return place.read(offset, access.size);
    }

    /**
     * Copies its elements to an array of Java's, at once.
     *
     * @param array a primitive array of the elements' type and number
     */
    public void copyTo(Object array) {
        access.checkKind(array, "an array");
        Primitives.fill(array, place.read(offset, access.size));
    }

    private int at(int index) {
        // Behind a pointer, a flexible array has as many as its library says.
        boolean isFlexible = access.count == 0 && access.stride > 0 && place.isGuest();
        if (index < 0 || index >= access.count && !isFlexible) {
            throw Errors.index("an array", index, access.count);
        }
        return offset + index * access.stride;
    }
}
