package dev.sandbridge;

import dev.sandbridge.error.SandbridgeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What says which member of a union is live: a number beside it, as the facts tell. Members are named
 * by their positions, among those of the union or, where that has no name, of the record.
 */
final class Tag {

    private final Library library;
    private final int record;
    /** The position of the tag. */
    private final int member;
    /** The position of the union in the record, or -1 when it has no name. */
    final int union;
    private final int offset;
    private final BitsAccess access;
    private final Map<Integer, List<Object>> cases = new HashMap<>();
    private final Set<Integer> others = new HashSet<>();

    Tag(Library library, int record, Map<String, Object> tree) {
        this.library = library;
        this.record = record;
        this.member = Tree.number(tree, "member");
        this.union = tree.get("union") == null ? -1 : Tree.number(tree, "union");
        this.offset = Tree.number(tree, "offset");
        this.access = new BitsAccess(Tree.map(tree, "access"));
        for (Map<String, Object> one : Tree.list(tree, "cases")) {
            cases.put(Tree.number(one, "member"), Tree.items(one, "values"));
        }
        for (Object other : Tree.items(tree, "others")) {
            others.add(((Number) other).intValue());
        }
    }

    /** Whether it says of that member of the union whether it is live. */
    boolean governs(int position) {
        return cases.containsKey(position);
    }

    /** Its value in the record that starts there. */
    long value(Place place, int start) {
        return ((Number) access.get(place, start + offset)).longValue();
    }

    private boolean isLive(int position, long value) {
        List<Object> values = cases.get(position);
        return values == null || values.contains(value);
    }

    /** Whether conversions show the member. */
    boolean shows(int position, long value) {
        return !others.contains(position) && isLive(position, value);
    }

    /** The member that a value stands for, or -1. */
    int live(long value) {
        for (Map.Entry<Integer, List<Object>> one : cases.entrySet()) {
            if (one.getValue().contains(value)) {
                return one.getKey();
            }
        }
        return -1;
    }

    /** Refuses to read a member that is not live. */
    void check(Place place, int start, int position) {
        long value = value(place, start);
        if (!isLive(position, value)) {
            throw refused("read", position, value);
        }
    }

    /** Makes a member that was written the live one. */
    void enliven(Place place, int start, int position) {
        if (!isLive(position, value(place, start))) {
            put(place, start, (Long) cases.get(position).get(0));
        }
    }

    private void put(Place place, int start, Long value) {
        access.set(place, start + offset, value, library.name());
    }

    private RuntimeException refused(String what, int position, long other) {
        try {
            Native.tagRefused(library.handle(), record, what, position, other);
        } catch (SandbridgeException error) {
            return error;
        }
        throw new AssertionError("Native.tagRefused returned");
    }

    /** What was given of a record that is being made, as far as its tag goes. */
    final class Making {

        private Long value;
        private int live = -1;

        /** A member of the record, whose image starts there, was written. */
        void wrote(int position, Place place, int start) {
            if (position == member) {
                value = Tag.this.value(place, start);
            } else if (union < 0) {
                gave(position);
            }
        }

        /** A member of the union was given. */
        void gave(int position) {
            if (!governs(position) || live == position) {
                return;
            }
            if (live >= 0) {
                throw refused("both", live, position);
            }
            live = position;
        }

        /** Sets the tag, unless it was given. */
        void settle(Place place, int start) {
            if (value != null) {
                // A member of a union that is the record itself may have overwritten it.
                put(place, start, value);
            }
            if (live < 0) {
                return;
            }
            if (value == null) {
                enliven(place, start, live);
            } else if (!isLive(live, value)) {
                throw refused("contradiction", live, value);
            }
        }
    }

    /** A tag as the members of a union find it. */
    static final class Beside {

        final Tag tag;
        /** Where the record starts, so many bytes before the union. */
        final int back;

        Beside(Tag tag, int back) {
            this.tag = tag;
            this.back = back;
        }
    }
}
