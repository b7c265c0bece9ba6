package dev.sandbridge;

/** A function pointer in place; only null can cross. */
final class CallbackAccess implements Access {

    @Override
    public Object get(Place place, int offset) {
        if ((int) place.get(offset, 4) == 0) {
            return null;
        }
        throw Errors.unsupported("a member", REFUSAL);
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        if (value != null) {
            throw Errors.unsupported(where, REFUSAL);
        }
        place.put(offset, 4, 0);
    }

    /** Why others are refused. */
    static final String REFUSAL = "function pointers cannot cross, only null can";
}
