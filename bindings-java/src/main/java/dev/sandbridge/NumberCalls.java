package dev.sandbridge;

import java.lang.ref.Reference;

/** Calls of a {@link Function} whose arguments and result are numbers: no object is made. */
abstract class NumberCalls {

    /** How many numbers it takes when it takes nothing else and returns one, or -1. */
    int numbers;
    /** The native part, valid as long as the library. */
    long handle;
    Parameter[] parameters;
    Lift lift;

    NumberCalls() {}

    /**
     * Calls it.
     *
     * @param args one for each parameter
     * @return its result
     */
    public abstract Object call(Object... args);

    /**
     * Calls a function of no numbers without making objects.
     *
     * @return its result
     */
    public int callInt() {
        if (numbers != 0) {
            return intOf(call());
        }
        long bits = Native.call0(handle);
        Reference.reachabilityFence(this);
        return lift.scalar().toInt(bits, this);
    }

    /**
     * Calls a function of one number without making objects.
     *
     * @param a the first argument
     * @return its result
     */
    public int callInt(int a) {
        if (numbers != 1) {
            return intOf(call(a));
        }
        long bits = Native.call1(handle, parameters[0].bits((long) a));
        Reference.reachabilityFence(this);
        return lift.scalar().toInt(bits, this);
    }

    /**
     * Calls a function of two numbers without making objects.
     *
     * @param a the first argument
     * @param b the second argument
     * @return its result
     */
    public int callInt(int a, int b) {
        if (numbers != 2) {
            return intOf(call(a, b));
        }
        long bits = Native.call2(handle, parameters[0].bits((long) a), parameters[1].bits((long) b));
        Reference.reachabilityFence(this);
        return lift.scalar().toInt(bits, this);
    }

    /**
     * Calls a function of three numbers without making objects.
     *
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @return its result
     */
    public int callInt(int a, int b, int c) {
        if (numbers != 3) {
            return intOf(call(a, b, c));
        }
        long bits = Native.call3(handle, parameters[0].bits((long) a), parameters[1].bits((long) b), parameters[2].bits((long) c));
        Reference.reachabilityFence(this);
        return lift.scalar().toInt(bits, this);
    }

    /**
     * Calls a function of no numbers without making objects.
     *
     * @return its result
     */
    public long callLong() {
        if (numbers != 0) {
            return longOf(call());
        }
        long bits = Native.call0(handle);
        Reference.reachabilityFence(this);
        return lift.scalar().toLong(bits, this);
    }

    /**
     * Calls a function of one number without making objects.
     *
     * @param a the first argument
     * @return its result
     */
    public long callLong(long a) {
        if (numbers != 1) {
            return longOf(call(a));
        }
        long bits = Native.call1(handle, parameters[0].bits(a));
        Reference.reachabilityFence(this);
        return lift.scalar().toLong(bits, this);
    }

    /**
     * Calls a function of two numbers without making objects.
     *
     * @param a the first argument
     * @param b the second argument
     * @return its result
     */
    public long callLong(long a, long b) {
        if (numbers != 2) {
            return longOf(call(a, b));
        }
        long bits = Native.call2(handle, parameters[0].bits(a), parameters[1].bits(b));
        Reference.reachabilityFence(this);
        return lift.scalar().toLong(bits, this);
    }

    /**
     * Calls a function of three numbers without making objects.
     *
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @return its result
     */
    public long callLong(long a, long b, long c) {
        if (numbers != 3) {
            return longOf(call(a, b, c));
        }
        long bits = Native.call3(handle, parameters[0].bits(a), parameters[1].bits(b), parameters[2].bits(c));
        Reference.reachabilityFence(this);
        return lift.scalar().toLong(bits, this);
    }

    /**
     * Calls a function of no numbers without making objects.
     *
     * @return its result
     */
    public double callDouble() {
        if (numbers != 0) {
            return doubleOf(call());
        }
        long bits = Native.call0(handle);
        Reference.reachabilityFence(this);
        return lift.scalar().toDouble(bits, this);
    }

    /**
     * Calls a function of one number without making objects.
     *
     * @param a the first argument
     * @return its result
     */
    public double callDouble(double a) {
        if (numbers != 1) {
            return doubleOf(call(a));
        }
        long bits = Native.call1(handle, parameters[0].bits(a));
        Reference.reachabilityFence(this);
        return lift.scalar().toDouble(bits, this);
    }

    /**
     * Calls a function of two numbers without making objects.
     *
     * @param a the first argument
     * @param b the second argument
     * @return its result
     */
    public double callDouble(double a, double b) {
        if (numbers != 2) {
            return doubleOf(call(a, b));
        }
        long bits = Native.call2(handle, parameters[0].bits(a), parameters[1].bits(b));
        Reference.reachabilityFence(this);
        return lift.scalar().toDouble(bits, this);
    }

    /**
     * Calls a function of three numbers without making objects.
     *
     * @param a the first argument
     * @param b the second argument
     * @param c the third argument
     * @return its result
     */
    public double callDouble(double a, double b, double c) {
        if (numbers != 3) {
            return doubleOf(call(a, b, c));
        }
        long bits = Native.call3(handle, parameters[0].bits(a), parameters[1].bits(b), parameters[2].bits(c));
        Reference.reachabilityFence(this);
        return lift.scalar().toDouble(bits, this);
    }

    final int intOf(Object result) {
        return number(result).toInt(bitsOf(result), this);
    }

    final long longOf(Object result) {
        return number(result).toLong(bitsOf(result), this);
    }

    final double doubleOf(Object result) {
        return number(result).toDouble(bitsOf(result), this);
    }

    private Scalar number(Object result) {
        Scalar scalar = lift.scalar();
        if (scalar == null) {
            throw Errors.of("SB0302", this + ": its result is no number", "use call");
        }
        return scalar;
    }

    private long bitsOf(Object result) {
        return lift.scalar().bits(result, this);
    }
}
