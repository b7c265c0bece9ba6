package dev.sandbridge;

import java.util.List;
import java.util.Map;

/** A struct or union in place. */
final class RecordAccess implements Access {

    final RecordType type;
    final int size;

    RecordAccess(RecordType type) {
        this.type = type;
        this.size = type.size();
    }

    /** A view: what is written to it is written here. */
    @Override
    public Object get(Place place, int offset) {
        return new Struct(type, place, offset);
    }

    /** From a value of it, or its members by name or in order; those not given are zero. */
    @Override
    public void set(Place place, int offset, Object value, Object where) {
        if (value instanceof Struct) {
            place.write(offset, ((Struct) value).imageFor(type, where));
        } else if (value instanceof Map) {
            byte[] image = new byte[size];
            setMembers(new Place(image), (Map<?, ?>) value, where);
            place.write(offset, image);
        } else if (value instanceof List) {
            byte[] image = new byte[size];
            setInOrder(new Place(image), ((List<?>) value).toArray(), where);
            place.write(offset, image);
        } else {
            throw Errors.mismatch(where, "a `" + type.name() + "` or its members", value);
        }
    }

    private void setMembers(Place image, Map<?, ?> values, Object where) {
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            MemberHandle member = type.member(String.valueOf(entry.getKey()), where);
            member.store(image, 0, entry.getValue(), where);
        }
    }

    void setInOrder(Place image, Object[] values, Object where) {
        MemberHandle[] members = type.all();
        if (values.length > members.length) {
            String message = where + ": it has " + members.length + " members, got "
                    + values.length;
            throw Errors.of("SB0310", message, null);
        }
        for (int i = 0; i < values.length; i++) {
            members[i].store(image, 0, values[i], where);
        }
    }
}
