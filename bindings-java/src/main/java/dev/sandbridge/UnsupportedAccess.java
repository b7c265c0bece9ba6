package dev.sandbridge;

import java.util.Map;

/** An object of a C type that has no counterpart in Java. */
final class UnsupportedAccess implements Access {

    private final String what;

    UnsupportedAccess(Map<String, Object> tree) {
        this.what = Tree.text(tree, "access");
    }

    @Override
    public Object get(Place place, int offset) {
        throw Errors.unsupported("a value", "it cannot be read (its kind is " + what + ")");
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        throw Errors.unsupported(where, "it cannot be written (its kind is " + what + ")");
    }
}
