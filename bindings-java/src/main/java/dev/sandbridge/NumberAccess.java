package dev.sandbridge;

/** A number in place. */
final class NumberAccess extends Access {

    private final Scalar scalar;

    NumberAccess(Scalar scalar) {
        super(scalar.size);
        this.scalar = scalar;
    }

    @Override
    Object get(Place place, int offset) {
        return scalar.box(place.get(offset, size));
    }

    @Override
    void set(Place place, int offset, Object value, Object where) {
        place.put(offset, size, scalar.bits(value, where));
    }

    @Override
    Scalar scalar() {
        return scalar;
    }
}
