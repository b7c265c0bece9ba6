package dev.sandbridge;

import java.util.List;
import java.util.Map;

/** A record's image while its members are given, of which one may be a union with a tag. */
final class Filling {

    private final Place image;
    private final Object where;
    private final Tag tag;
    private final Tag.Making making;

    Filling(RecordType type, Place image, Object where) {
        this.image = image;
        this.where = where;
        this.tag = type.tag();
        this.making = tag == null ? null : tag.new Making();
    }

    /** Writes a member. */
    void set(MemberHandle member, Object value) {
        if (making == null) {
            member.store(image, 0, value, where);
        } else if (member.position() == tag.union) {
            union(member, value);
        } else {
            member.store(image, 0, value, where);
            making.wrote(member.position(), image, 0);
        }
    }

    /** Sets the tag as the members that were given need it. */
    void end() {
        if (making != null) {
            making.settle(image, 0);
        }
    }

    /** The union with the tag, whose member that is given becomes the live one. */
    private void union(MemberHandle member, Object value) {
        if (value instanceof Map) {
            for (Object name : ((Map<?, ?>) value).keySet()) {
                making.gave(member.record().member(String.valueOf(name), member).position());
            }
        } else if (value instanceof List) {
            for (int i = 0; i < ((List<?>) value).size(); i++) {
                making.gave(i);
            }
        } else if (value instanceof Struct && ((Struct) value).live() >= 0) {
            making.gave(((Struct) value).live());
        }
        member.store(image, 0, value, where);
    }
}
