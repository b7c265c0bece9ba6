package dev.sandbridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A struct or union type of a library: makes values of it and knows its members.
 *
 * <pre>{@code
 * RecordType vec3 = library.record("vec3");
 * Struct a = vec3.create(1.0, 2.0, 3.0);
 * Struct b = vec3.create(Map.of("y", 2.0));
 * }</pre>
 */
public final class RecordType {

    private final Library library;
    private final String name;
    private final int size;
    private final boolean isUnion;
    private MemberHandle[] members;
    private Map<String, MemberHandle> byName;
    private List<Map<String, Object>> trees;
    /** What says which member of its union is live, or null. */
    private final Tag tag;

    RecordType(Library library, int id, Map<String, Object> shape) {
        this.library = library;
        this.name = Tree.text(shape, "name");
        this.isUnion = Tree.flag(shape, "is_union");
        this.size = Tree.number(Tree.map(shape, "layout"), "size");
        this.trees = Tree.list(shape, "members");
        boolean isTagged = shape.get("tag") != null;
        this.tag = isTagged ? new Tag(library, id, Tree.map(shape, "tag")) : null;
    }

    /**
     * Its name in C.
     *
     * @return {@code struct tag}, or its {@code typedef} name
     */
    public String name() {
        return name;
    }

    /**
     * Its size.
     *
     * @return bytes, as in the library
     */
    public int size() {
        return size;
    }

    /**
     * Whether it is a union.
     *
     * @return true when its members share their storage
     */
    public boolean isUnion() {
        return isUnion;
    }

    /**
     * A value of it, all zero.
     *
     * @return the value, on Java's heap
     */
    public Struct create() {
        return new Struct(this, new Place(new byte[size]), 0);
    }

    /**
     * A value of it from its members in order; those not given are zero. A single map gives them by
     * name.
     *
     * @param values the members' values
     * @return the value, on Java's heap
     */
    public Struct create(Object... values) {
        Place image = new Place(new byte[size]);
        if (values != null && values.length == 1 && values[0] instanceof Map) {
            new RecordAccess(this).set(image, 0, values[0], name);
        } else {
            fill(image, values == null ? new Object[] {null} : values);
        }
        return new Struct(this, image, 0);
    }

    private void fill(Place image, Object[] values) {
        MemberHandle[] all = all();
        if (values.length > all.length || tag != null) {
            new RecordAccess(this).setInOrder(image, values, name);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            all[i].store(image, 0, values[i], null);
        }
    }

    /**
     * The member of that name.
     *
     * @param name its name in C
     * @return the handle to read and write it with
     */
    public MemberHandle member(String name) {
        return member(name, null);
    }

    /** The same with the place that an error names. */
    MemberHandle member(String wanted, Object where) {
        all();
        MemberHandle member = byName.get(wanted);
        if (member == null) {
            String record = (where == null ? "" : where + ": ") + "`" + name + "`";
            throw Errors.unknownMember(record, wanted, byName.keySet().toArray(new String[0]));
        }
        return member;
    }

    /**
     * Its members in the order of their declaration.
     *
     * @return their handles
     */
    public List<MemberHandle> members() {
        return List.of(all());
    }

    @Override
    public String toString() {
        return name;
    }

    Library library() {
        return library;
    }

    Tag tag() {
        return tag;
    }

    /** Assigns the union with the tag; its member that is given becomes the live one. */
    void assignUnion(MemberHandle union, Struct struct, Object value) {
        Place image = new Place(struct.toBytes());
        Filling filling = new Filling(this, image, null);
        filling.set(union, value);
        filling.end();
        struct.place.write(struct.start, image.bytes);
    }

    /** All members, made when first needed: a record may contain pointers to itself. */
    MemberHandle[] all() {
        MemberHandle[] made = members;
        return made != null ? made : make();
    }

    private synchronized MemberHandle[] make() {
        if (members == null) {
            MemberHandle[] made = new MemberHandle[trees.size()];
            Map<String, MemberHandle> names = new LinkedHashMap<>();
            for (int i = 0; i < made.length; i++) {
                made[i] = new MemberHandle(this, i, trees.get(i));
                names.put(made[i].name(), made[i]);
            }
            byName = names;
            trees = null;
            members = made;
        }
        return members;
    }
}
