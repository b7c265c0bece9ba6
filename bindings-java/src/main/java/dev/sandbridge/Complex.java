package dev.sandbridge;

/** A complex number: what C calls {@code double _Complex} and the like. */
public final class Complex {

    private final double real;
    private final double imaginary;

    /**
     * The number with these parts.
     *
     * @param real the real part
     * @param imaginary the imaginary part
     */
    public Complex(double real, double imaginary) {
        this.real = real;
        this.imaginary = imaginary;
    }

    /**
     * Its real part.
     *
     * @return the part
     */
    public double real() {
        return real;
    }

    /**
     * Its imaginary part.
     *
     * @return the part
     */
    public double imaginary() {
        return imaginary;
    }

    /** Whether the other has the same parts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Complex
                && Double.compare(((Complex) other).real, real) == 0
                && Double.compare(((Complex) other).imaginary, imaginary) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(real) * 31 + Double.hashCode(imaginary);
    }

    @Override
    public String toString() {
        return real + " + " + imaginary + "i";
    }
}
