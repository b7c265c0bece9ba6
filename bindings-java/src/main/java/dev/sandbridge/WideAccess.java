package dev.sandbridge;

import java.util.Map;

/** A number in place that Java has not: {@code __int128}, {@code long double} and the like. */
final class WideAccess implements Access {

    private final Wide wide;
    private final int size;

    WideAccess(Map<String, Object> tree) {
        this.wide = Wide.of(tree);
        this.size = Tree.number(tree, "size");
    }

    @Override
    public Object get(Place place, int offset) {
        return wide.value(place.read(offset, size), "a value");
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        place.write(offset, wide.image(value, size, where));
    }
}
