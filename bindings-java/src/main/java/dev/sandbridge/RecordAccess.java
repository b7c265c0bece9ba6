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
            return;
        }
        byte[] image = new byte[size];
        if (value instanceof Map) {
            setMembers(new Place(image), (Map<?, ?>) value, where);
        } else if (value instanceof List) {
            setInOrder(new Place(image), ((List<?>) value).toArray(), where);
        } else {
            throw Errors.mismatch(where, "a `" + type.name() + "` or its members", value);
        }
        place.write(offset, image);
    }

    private void setMembers(Place image, Map<?, ?> values, Object where) {
        Filling filling = new Filling(type, image, where);
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            filling.set(type.member(String.valueOf(entry.getKey()), where), entry.getValue());
        }
        filling.end();
    }

    void setInOrder(Place image, Object[] values, Object where) {
        MemberHandle[] members = type.all();
        if (values.length > members.length) {
            String message = where + ": it has " + members.length + " members, got "
                    + values.length;
            throw Errors.of("SB0310", message, null);
        }
        Filling filling = new Filling(type, image, where);
        for (int i = 0; i < values.length; i++) {
            filling.set(members[i], values[i]);
        }
        filling.end();
    }
}
