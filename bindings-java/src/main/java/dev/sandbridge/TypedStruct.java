package dev.sandbridge;

/**
 * What the classes for a library's structs extend that packages have: members at the places that C
 * gave them, with no name looked up and nothing boxed.
 *
 * <p>Places are checked, so that a class that is not the library's own reads wrong values, but never
 * what lies outside the struct's memory.
 */
public abstract class TypedStruct extends Struct {

    /**
     * The same bytes in a class of their own.
     *
     * @param of the struct
     * @param name its type in C
     */
    protected TypedStruct(Struct of, String name) {
        super(of);
        if (!type.name().equals(name)) {
            throw Errors.mismatch("a struct of a package", "a `" + name + "`", of);
        }
    }

    /**
     * A struct inside another, in place.
     *
     * @param outer the other
     * @param member the position of the member that it is in
     * @param offset where it starts
     */
    protected TypedStruct(TypedStruct outer, int member, int offset) {
        super(outer.type.all()[member].record(), outer.place, outer.start + offset);
    }

    /**
     * What a pointer points to, in place.
     *
     * @param pointer the pointer
     * @param name the type in C
     * @return the struct
     */
    protected static Struct behind(Pointer pointer, String name) {
        Object value = pointer.value();
        if (value instanceof Struct) {
            return (Struct) value;
        }
        throw Errors.mismatch("a struct of a package", "a pointer to a `" + name + "`", pointer);
    }

    /**
     * What the class of its own makes its copy of.
     *
     * @return a copy that shares nothing with it
     */
    protected final Struct copied() {
        return super.copy();
    }

    /**
     * Where an element of an array starts.
     *
     * @param offset where the array starts
     * @param index the element's position
     * @param count how many the array has, 0 for a flexible one
     * @param stride bytes from one element to the next
     * @return where it starts
     */
    protected final int element(int offset, int index, int count, int stride) {
        // Behind a pointer, a flexible array has as many as its library says.
        boolean isFlexible = count == 0 && place.isGuest();
        if (index < 0 || index >= count && !isFlexible) {
            throw Errors.index("an array", index, count);
        }
        return offset + index * stride;
    }

    /**
     * A member that is no plain number.
     *
     * @param member its position
     * @return as of {@link MemberHandle#get}
     */
    protected final Object read(int member) {
        return type.all()[member].get(this);
    }

    /**
     * Writes such a member.
     *
     * @param member its position
     * @param value as for {@link MemberHandle#set}
     */
    protected final void write(int member, Object value) {
        type.all()[member].set(this, value);
    }

    /**
     * An element of an array of what are no plain numbers.
     *
     * @param member the array's position
     * @param index the element's
     * @return the element
     */
    protected final Object readElement(int member, int index) {
        return ((ArrayView) read(member)).get(index);
    }

    /**
     * Writes such an element.
     *
     * @param member the array's position
     * @param index the element's
     * @param value as for {@link ArrayView#set}
     */
    protected final void writeElement(int member, int index, Object value) {
        ((ArrayView) read(member)).set(index, value);
    }

    /**
     * The text in an array of {@code char}.
     *
     * @param member its position
     * @return the text up to its NUL or its end
     */
    protected final String readText(int member) {
        return ((ArrayView) read(member)).text();
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final boolean readBool(int offset) {
        return (byte) place.get(start + offset, 1) != 0;
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final int readI8(int offset) {
        return (byte) place.get(start + offset, 1);
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final int readU8(int offset) {
        return (int) place.get(start + offset, 1) & 0xff;
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final int readI16(int offset) {
        return (short) place.get(start + offset, 2);
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final int readU16(int offset) {
        return (int) place.get(start + offset, 2) & 0xffff;
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final int readI32(int offset) {
        return (int) place.get(start + offset, 4);
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final long readU32(int offset) {
        return place.get(start + offset, 4) & 0xffff_ffffL;
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final long readI64(int offset) {
        return place.get(start + offset, 8);
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final float readF32(int offset) {
        return Float.intBitsToFloat((int) place.get(start + offset, 4));
    }

    /**
     * A number in place.
     *
     * @param offset where it is
     * @return its value
     */
    protected final double readF64(int offset) {
        return Double.longBitsToDouble(place.get(start + offset, 8));
    }

    /**
     * Writes a number in place.
     *
     * @param offset where it is
     * @param value its value
     */
    protected final void writeBool(int offset, boolean value) {
        place.put(start + offset, 1, value ? 1 : 0);
    }

    /**
     * Writes a number in place, which must fit.
     *
     * @param member its position, for errors
     * @param offset where it is
     * @param value its value
     */
    protected final void writeI8(int member, int offset, int value) {
        if (value != (byte) value) {
            throw outOfRange(member, value);
        }
        place.put(start + offset, 1, value);
    }

    /**
     * Writes a number in place, which must fit.
     *
     * @param member its position, for errors
     * @param offset where it is
     * @param value its value
     */
    protected final void writeU8(int member, int offset, int value) {
        if (value != (value & 0xff)) {
            throw outOfRange(member, value);
        }
        place.put(start + offset, 1, value);
    }

    /**
     * Writes a number in place, which must fit.
     *
     * @param member its position, for errors
     * @param offset where it is
     * @param value its value
     */
    protected final void writeI16(int member, int offset, int value) {
        if (value != (short) value) {
            throw outOfRange(member, value);
        }
        place.put(start + offset, 2, value);
    }

    /**
     * Writes a number in place, which must fit.
     *
     * @param member its position, for errors
     * @param offset where it is
     * @param value its value
     */
    protected final void writeU16(int member, int offset, int value) {
        if (value != (value & 0xffff)) {
            throw outOfRange(member, value);
        }
        place.put(start + offset, 2, value);
    }

    /**
     * Writes a number in place.
     *
     * @param offset where it is
     * @param value its value
     */
    protected final void writeI32(int offset, int value) {
        place.put(start + offset, 4, value);
    }

    /**
     * Writes a number in place, which must fit.
     *
     * @param member its position, for errors
     * @param offset where it is
     * @param value its value
     */
    protected final void writeU32(int member, int offset, long value) {
        if (value != (value & 0xffff_ffffL)) {
            throw outOfRange(member, value);
        }
        place.put(start + offset, 4, value);
    }

    /**
     * Writes a number in place.
     *
     * @param offset where it is
     * @param value its value
     */
    protected final void writeI64(int offset, long value) {
        place.put(start + offset, 8, value);
    }

    /**
     * Writes a number in place.
     *
     * @param offset where it is
     * @param value its value
     */
    protected final void writeF32(int offset, float value) {
        place.put(start + offset, 4, Float.floatToRawIntBits(value));
    }

    /**
     * Writes a number in place.
     *
     * @param offset where it is
     * @param value its value
     */
    protected final void writeF64(int offset, double value) {
        place.put(start + offset, 8, Double.doubleToRawLongBits(value));
    }

    private RuntimeException outOfRange(int member, long value) {
        MemberHandle handle = type.all()[member];
        Scalar scalar = handle.element();
        String expected = scalar == null ? "a number that fits" : scalar.expected();
        String message = handle + ": expected " + expected + ", got " + value;
        return Errors.of("SB0303", message, null);
    }
}
