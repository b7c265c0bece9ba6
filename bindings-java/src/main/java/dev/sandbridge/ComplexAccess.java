package dev.sandbridge;

/** A complex number in place: two floating numbers of the same size. */
final class ComplexAccess implements Access {

    private final int part;

    ComplexAccess(int part) {
        this.part = part;
    }

    @Override
    public Object get(Place place, int offset) {
        byte[] image = place.read(offset, 2 * part);
        return new Complex(load(image, 0), load(image, part));
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        byte[] image = new byte[2 * part];
        if (value instanceof Complex) {
            store(image, 0, ((Complex) value).real());
            store(image, part, ((Complex) value).imaginary());
        } else if (value instanceof Number) {
            store(image, 0, ((Number) value).doubleValue());
        } else {
            throw Errors.mismatch(where, "a complex number", value);
        }
        place.write(offset, image);
    }

    private double load(byte[] image, int at) {
        if (part == 4) {
            return Float.intBitsToFloat((int) Bytes.get(image, at, 4));
        }
        return part == 8
                ? Double.longBitsToDouble(Bytes.get(image, at, 8))
                : Native.quadToDouble(Bytes.get(image, at, 8), Bytes.get(image, at + 8, 8));
    }

    private void store(byte[] image, int at, double value) {
        if (part == 4) {
            Bytes.put(image, at, 4, Float.floatToRawIntBits((float) value));
        } else if (part == 8) {
            Bytes.put(image, at, 8, Double.doubleToRawLongBits(value));
        } else {
            System.arraycopy(Native.quadFromDouble(value), 0, image, at, part);
        }
    }
}
