package dev.sandbridge;

/** A number in place. */
final class NumberAccess implements Access {

    private final Scalar scalar;
    private final int size;

    NumberAccess(Scalar scalar) {
        this.size = scalar.size;
        this.scalar = scalar;
    }

    @Override
    public Object get(Place place, int offset) {
        return scalar.box(place.get(offset, size));
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        place.put(offset, size, scalar.bits(value, where));
    }

    @Override
    public Scalar scalar() {
        return scalar;
    }
}
