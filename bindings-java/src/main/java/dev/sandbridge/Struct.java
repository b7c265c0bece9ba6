package dev.sandbridge;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A struct or union: bytes laid out as C has them, on Java's heap or in place in the library's
 * memory. Passing one by pointer copies it in, and back where C may write; C gets the address of
 * one that lies in its memory already.
 *
 * <p>The classes that packages have for the structs of a library extend it.
 */
public class Struct implements AutoCloseable {

    final RecordType type;
    final Place place;
    /** Where it starts. */
    final int start;
    /** Of a union whose tag is beside it: where that is. Otherwise null. */
    final Tag.Beside beside;

    Struct(RecordType type, Place place, int start) {
        this(type, place, start, null);
    }

    Struct(RecordType type, Place place, int start, Tag.Beside beside) {
        this.type = type;
        this.place = place;
        this.start = start;
        this.beside = beside;
    }

    /** The same bytes, seen through another object. */
    Struct(Struct of) {
        this(of.type, of.place, of.start, of.beside);
    }

    /**
     * Its type.
     *
     * @return the record type
     */
    public final RecordType type() {
        return type;
    }

    /**
     * A member's value.
     *
     * @param member its name
     * @return a box, a {@link Struct} or {@link ArrayView} in place, a {@link Pointer} or null
     */
    public final Object get(String member) {
        return type.member(member).get(this);
    }

    /**
     * Writes a member.
     *
     * @param member its name
     * @param value a number, a boolean, a pointer or null; members or elements for what is nested
     * @return this value
     */
    public final Struct set(String member, Object value) {
        type.member(member).set(this, value);
        return this;
    }

    /**
     * An integer member that fits an {@code int}.
     *
     * @param member its name
     * @return its value
     */
    public final int getInt(String member) {
        return type.member(member).getInt(this);
    }

    /**
     * An integer member.
     *
     * @param member its name
     * @return its value; of an unsigned 64-bit one the bits
     */
    public final long getLong(String member) {
        return type.member(member).getLong(this);
    }

    /**
     * A floating member.
     *
     * @param member its name
     * @return its value
     */
    public final double getDouble(String member) {
        return type.member(member).getDouble(this);
    }

    /**
     * An integer member by its position, for packages made from a library.
     *
     * @param member its position
     * @return its value
     */
    public final long getLong(int member) {
        return type.all()[member].getLong(this);
    }

    /**
     * A floating member by its position, for packages made from a library.
     *
     * @param member its position
     * @return its value
     */
    public final double getDouble(int member) {
        return type.all()[member].getDouble(this);
    }

    /**
     * Writes an integer member by its position, for packages made from a library.
     *
     * @param member its position
     * @param value its value, which is checked
     * @return this value
     */
    public final Struct set(int member, long value) {
        type.all()[member].setLong(this, value);
        return this;
    }

    /**
     * Writes a floating member by its position, for packages made from a library.
     *
     * @param member its position
     * @param value its value
     * @return this value
     */
    public final Struct set(int member, double value) {
        type.all()[member].setDouble(this, value);
        return this;
    }

    /**
     * A copy that shares nothing with it, on Java's heap.
     *
     * @return the copy
     */
    public Struct copy() {
        return new Struct(type, new Place(toBytes()), 0);
    }

    /**
     * A copy of its memory.
     *
     * @return the bytes as C has them
     */
    public final byte[] toBytes() {
        return place.read(start, type.size());
    }

    /**
     * The pointer to it, where it lies in the library's memory.
     *
     * @return a pointer that keeps that memory as this does
     */
    public final Pointer pointer() {
        if (!place.isGuest()) {
            throw Errors.of(
                    "SB0302",
                    "the `" + type.name() + "` is on Java's heap, which C cannot point to",
                    "make it with alloc where C keeps its address");
        }
        return place.guest.other(start, type.library().types().named(type.name()), 1);
    }

    /** Frees its memory where that is from {@code alloc}, else does nothing. Twice is fine. */
    @Override
    public final void close() {
        if (place.isGuest()) {
            place.guest.close();
        }
    }

    /** Whether the other is of the same type and has the same bytes. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Struct
                && ((Struct) other).type == type
                && Arrays.equals(((Struct) other).toBytes(), toBytes());
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    /** Its type and members: {@code struct vec3(x=1.0, y=2.0, z=3.0)}. */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(type.name()).append('(');
        String separator = "";
        for (MemberHandle member : type.all()) {
            if (!member.isShown(this)) {
                continue;
            }
            text.append(separator).append(member.name()).append('=').append(shown(member));
            separator = ", ";
        }
        return text.append(')').toString();
    }

    private Object shown(MemberHandle member) {
        try {
            return member.get(this);
        } catch (dev.sandbridge.error.SandbridgeException unreadable) {
            return "?";
        }
    }

    /** Its bytes where a value of {@code wanted} is needed. */
    final byte[] imageFor(RecordType wanted, Object where) {
        check(wanted, where);
        return toBytes();
    }

    /** Where C finds it, which is in the library's memory. */
    final int addressFor(RecordType wanted, Object where) {
        check(wanted, where);
        return place.guest.passedTo(wanted.library(), null, where) + start;
    }

    private void check(RecordType wanted, Object where) {
        if (type != wanted) {
            if (type.library() != wanted.library() && type.name().equals(wanted.name())) {
                String message = where + ": the `" + type.name() + "` belongs to "
                        + type.library().name();
                throw Errors.of("SB0604", message, "make it with the library that it is given to");
            }
            throw Errors.mismatch(where, "a `" + wanted.name() + "`", this);
        }
    }

    /** Overwrites it with what C left. */
    final void update(byte[] image) {
        place.write(start, image);
    }

    /** The live member of a union whose tag is beside it, or -1. */
    final int live() {
        return beside == null ? -1 : beside.tag.live(beside.tag.value(place, start - beside.back));
    }

    /** Whether a value may stand for a record's members. */
    static boolean areMembers(Object value) {
        return value instanceof Map || value instanceof List;
    }
}
