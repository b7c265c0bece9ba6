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
    private final int position;
    /** What says whether it is live, or null. */
    private final Tag tag;
    /** How the members find the tag of the union that this is, or null. */
    private final Tag.Beside beside;

    MemberHandle(RecordType record, int position, Map<String, Object> tree) {
        this.record = record;
        this.position = position;
        this.name = Tree.text(tree, "name");
        this.declaration = Tree.text(tree, "declaration");
        this.offset = Tree.number(tree, "offset");
        this.type = tree.get("ty") == null ? -1 : Tree.number(tree, "ty");
        this.access = Access.of(record.library(), Tree.map(tree, "access"));
        this.scalar = access.scalar();
        Tag own = record.tag();
        this.tag = own != null && own.union < 0 && own.governs(position) ? own : null;
        this.beside = own != null && own.union == position ? new Tag.Beside(own, offset) : null;
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
        int at = live(struct);
        if (beside != null) {
            return new Struct(((RecordAccess) access).type, struct.place, at, beside);
        }
        return access.get(struct.place, at);
    }

    /**
     * Writes it.
     *
     * @param struct a value of this record type
     * @param value a number, a boolean, a pointer or null; members or elements for what is nested
     */
    public void set(Struct struct, Object value) {
        int at = at(struct);
        if (beside != null) {
            record.assignUnion(this, struct, value);
            return;
        }
        access.set(struct.place, at, value, this);
        enliven(struct);
    }

    /**
     * An integer member that fits an {@code int}.
     *
     * @param struct a value of this record type
     * @return its value
     */
    public int getInt(Struct struct) {
        return number().toInt(struct.place.get(live(struct), scalar.size), this);
    }

    /**
     * An integer member; of an unsigned 64-bit one the bits.
     *
     * @param struct a value of this record type
     * @return its value
     */
    public long getLong(Struct struct) {
        return number().toLong(struct.place.get(live(struct), scalar.size), this);
    }

    /**
     * A floating member, or an integer of at most 32 bits.
     *
     * @param struct a value of this record type
     * @return its value
     */
    public double getDouble(Struct struct) {
        return number().toDouble(struct.place.get(live(struct), scalar.size), this);
    }

    /**
     * Writes a number that was an integer in Java.
     *
     * @param struct a value of this record type
     * @param value the number, which must fit
     */
    public void setLong(Struct struct, long value) {
        struct.place.put(at(struct), number().size, scalar.bits(value, this));
        enliven(struct);
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
        enliven(struct);
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

    /** Where it is, once it was found to be live. */
    private int live(Struct struct) {
        int at = at(struct);
        Tag.Beside outer = struct.beside;
        if (outer != null) {
            outer.tag.check(struct.place, struct.start - outer.back, position);
        } else if (tag != null) {
            tag.check(struct.place, struct.start, position);
        }
        return at;
    }

    /** Makes it the live one once it was written. */
    private void enliven(Struct struct) {
        Tag.Beside outer = struct.beside;
        if (outer != null) {
            outer.tag.enliven(struct.place, struct.start - outer.back, position);
        } else if (tag != null) {
            tag.enliven(struct.place, struct.start, position);
        }
    }

    /** Whether conversions show it. */
    boolean isShown(Struct struct) {
        Tag.Beside outer = struct.beside;
        if (outer != null) {
            long value = outer.tag.value(struct.place, struct.start - outer.back);
            return outer.tag.shows(position, value);
        }
        Tag own = record.tag();
        return own == null || own.union >= 0
                || own.shows(position, own.value(struct.place, struct.start));
    }

    /** Its position among the members of its record. */
    int position() {
        return position;
    }

    private Scalar number() {
        if (scalar == null) {
            throw Errors.of("SB0302", this + ": it is no plain number", "use get and set");
        }
        return scalar;
    }
}
