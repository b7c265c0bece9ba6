package dev.sandbridge;

import java.util.Map;

/**
 * One member of a record type, found once and then used without looking its name up.
 *
 * <pre>{@code
 * MemberHandle x = vec3.member("x");
 * double value = x.getDouble(a);
 * }</pre>
 */
public final class MemberHandle {

    private final RecordType record;
    private final String name;
    private final String declaration;
    private final int offset;
    private final int type;
    private final Access access;
    private final Scalar scalar;

    MemberHandle(RecordType record, Map<String, Object> tree) {
        this.record = record;
        this.name = Tree.text(tree, "name");
        this.declaration = Tree.text(tree, "declaration");
        this.offset = Tree.number(tree, "offset");
        this.type = tree.get("ty") == null ? -1 : Tree.number(tree, "ty");
        this.access = Access.of(record.library(), Tree.map(tree, "access"));
        this.scalar = access.scalar();
    }

    /**
     * Its name.
     *
     * @return the name in C
     */
    public String name() {
        return name;
    }

    /**
     * How C declares it.
     *
     * @return for example {@code char name[8]}
     */
    public String declaration() {
        return declaration;
    }

    /**
     * Its value.
     *
     * @param struct a value of this record type
     * @return a box, a {@link Struct} or {@link ArrayView} in place, a {@link Pointer} or null
     */
    public Object get(Struct struct) {
        return access.get(struct.place, at(struct));
    }

    /**
     * Writes it.
     *
     * @param struct a value of this record type
     * @param value a number, a boolean, a pointer or null; members or elements for what is nested
     */
    public void set(Struct struct, Object value) {
        access.set(struct.place, at(struct), value, this);
    }

    /**
     * An integer member that fits an {@code int}.
     *
     * @param struct a value of this record type
     * @return its value
     */
    public int getInt(Struct struct) {
        return number().toInt(struct.place.get(at(struct), scalar.size), this);
    }

    /**
     * An integer member; of an unsigned 64-bit one the bits.
     *
     * @param struct a value of this record type
     * @return its value
     */
    public long getLong(Struct struct) {
        return number().toLong(struct.place.get(at(struct), scalar.size), this);
    }

    /**
     * A floating member, or an integer of at most 32 bits.
     *
     * @param struct a value of this record type
     * @return its value
     */
    public double getDouble(Struct struct) {
        return number().toDouble(struct.place.get(at(struct), scalar.size), this);
    }

    /**
     * Writes a number that was an integer in Java.
     *
     * @param struct a value of this record type
     * @param value the number, which must fit
     */
    public void setLong(Struct struct, long value) {
        struct.place.put(at(struct), number().size, scalar.bits(value, this));
    }

    /**
     * Writes a floating member.
     *
     * @param struct a value of this record type
     * @param value the number
     */
    public void setDouble(Struct struct, double value) {
        if (!number().isFloat()) {
            throw Errors.mismatch(this, scalar.expected(), value);
        }
        struct.place.put(at(struct), scalar.size, scalar.bits(value));
    }

    /** How it appears in errors. */
    @Override
    public String toString() {
        return record.name() + ": member `" + declaration + "`";
    }

    /** Writes it in a record that starts at {@code start}. */
    void store(Place place, int start, Object value, Object where) {
        Object whole = where == null ? this : new Where(where, "member `" + declaration + "`");
        access.set(place, start + offset, value, whole);
    }

    int offset() {
        return offset;
    }

    /** The record that it is, or that its elements are. */
    RecordType record() {
        Access at = access;
        while (at instanceof ArrayAccess) {
            at = ((ArrayAccess) at).element;
        }
        if (at instanceof RecordAccess) {
            return ((RecordAccess) at).type;
        }
        throw Errors.mismatch(this, "a struct", null);
    }

    /** The form of the number that it is, or that its elements are. */
    Scalar element() {
        Access at = access;
        while (at instanceof ArrayAccess) {
            at = ((ArrayAccess) at).element;
        }
        return at.scalar();
    }

    /** The position of its type. */
    int type() {
        return type;
    }

    private int at(Struct struct) {
        if (struct.type != record) {
            throw Errors.mismatch(this, "a `" + record.name() + "`", struct);
        }
        return struct.start + offset;
    }

    private Scalar number() {
        if (scalar == null) {
            throw Errors.of("SB0302", this + ": it is no plain number", "use get and set");
        }
        return scalar;
    }
}
