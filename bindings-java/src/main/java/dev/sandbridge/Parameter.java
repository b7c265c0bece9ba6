package dev.sandbridge;

/** One parameter of a function; as text it is the place that errors name. */
final class Parameter {

    private final Function function;
    private final String name;
    private final String spelling;
    /** Its form when it is a number, else null. */
    Scalar scalar;

    Parameter(Function function, String name, String spelling) {
        this.function = function;
        this.name = name;
        this.spelling = spelling;
    }

    /** An integer's bits, in range. */
    long bits(long value) {
        return scalar.bits(value, this);
    }

    /** The same for handles whose parameter is an {@code int}. */
    long intBits(int value) {
        return scalar.bits((long) value, this);
    }

    /** A floating number's bits. */
    long bits(double value) {
        if (!scalar.isFloat()) {
            throw Errors.mismatch(this, scalar.expected(), value);
        }
        return scalar.bits(value);
    }

    @Override
    public String toString() {
        return function.library().name() + "." + function.name() + ": parameter `" + name + "` ("
                + spelling + ")";
    }
}
