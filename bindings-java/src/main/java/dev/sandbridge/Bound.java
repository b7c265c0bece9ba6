package dev.sandbridge;

import java.lang.ref.Reference;

/**
 * A function as the packages made from a library call it. It is looked up at its first call.
 *
 * <p>Functions of numbers and handles are called with bits: {@code call}. Those that take one or two
 * pointers besides, and have no facts, are called with the objects too: {@code call1}, {@code call2}.
 * All others are called through an {@link Invocation}.
 */
public final class Bound {

    private final Library library;
    private final String name;
    /**
     * What calls are given: the address of the native part, which is even, and one more where facts
     * surround the call; 0 until it was looked up. One word, because the first thing that a call does
     * is to wait for it.
     */
    private volatile long tagged;
    private volatile Target target;

    /**
     * A function of a library.
     *
     * @param library the library
     * @param name its name in C
     */
    public Bound(Library library, String name) {
        this.library = library;
        this.name = name;
    }

    /** The function with what its calls need that are no numbers. */
    private static final class Target {
        final Function function;
        /** The quick way with pointers, or null. */
        final PointerCall pointers;

        Target(Function function) {
            this.function = function;
            this.pointers = function.program() != null ? null : Handles.pointerCall(function);
        }
    }

    private Target target() {
        Target known = target;
        return known != null ? known : find();
    }

    private Target find() {
        Target made = new Target(Function.ofC(library, name));
        target = made;
        tagged = made.function.handle + (made.function.program() != null ? 1 : 0);
        return made;
    }

    private long found() {
        find();
        return tagged;
    }

    /**
     * A call that is put together argument by argument.
     *
     * @return the call
     */
    public Invocation start() {
        return new Invocation(target().function);
    }

    /**
     * Calls it.
     *
     * @return the bits of its result
     */
    public long call() {
        long at = tagged;
        if (at == 0) {
            at = found();
        }
        long bits;
        try {
            bits = (at & 1) == 0 ? Native.call0(at) : Native.run0(at - 1);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        }
        Reference.reachabilityFence(this);
        return bits;
    }

    /**
     * Calls it.
     *
     * @param a the first argument's bits
     * @return the bits of its result
     */
    public long call(long a) {
        long at = tagged;
        if (at == 0) {
            at = found();
        }
        long bits;
        try {
            bits = (at & 1) == 0 ? Native.call1(at, a) : Native.run1(at - 1, a);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        }
        Reference.reachabilityFence(this);
        return bits;
    }

    /**
     * Calls it.
     *
     * @param a the first argument's bits
     * @param b the second's
     * @return the bits of its result
     */
    public long call(long a, long b) {
        long at = tagged;
        if (at == 0) {
            at = found();
        }
        long bits;
        try {
            bits = (at & 1) == 0 ? Native.call2(at, a, b) : Native.run2(at - 1, a, b);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        }
        Reference.reachabilityFence(this);
        return bits;
    }

    /**
     * Calls it.
     *
     * @param a the first argument's bits
     * @param b the second's
     * @param c the third's
     * @return the bits of its result
     */
    public long call(long a, long b, long c) {
        long at = tagged;
        if (at == 0) {
            at = found();
        }
        long bits;
        try {
            bits = (at & 1) == 0 ? Native.call3(at, a, b, c) : Native.run3(at - 1, a, b, c);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        }
        Reference.reachabilityFence(this);
        return bits;
    }

    /**
     * Calls it.
     *
     * @param a the first argument's bits
     * @param b the second's
     * @param c the third's
     * @param d the fourth's
     * @return the bits of its result
     */
    public long call(long a, long b, long c, long d) {
        long at = tagged;
        if (at == 0) {
            at = found();
        }
        long bits;
        try {
            bits = (at & 1) == 0 ? Native.call4(at, a, b, c, d) : Native.run4(at - 1, a, b, c, d);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        }
        Reference.reachabilityFence(this);
        return bits;
    }

    /**
     * Calls it.
     *
     * @param a the first argument's bits
     * @param b the second's
     * @param c the third's
     * @param d the fourth's
     * @param e the fifth's
     * @return the bits of its result
     */
    public long call(long a, long b, long c, long d, long e) {
        long at = tagged;
        if (at == 0) {
            at = found();
        }
        long bits;
        try {
            bits = (at & 1) == 0
                    ? Native.call5(at, a, b, c, d, e)
                    : Native.run5(at - 1, a, b, c, d, e);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        }
        Reference.reachabilityFence(this);
        return bits;
    }

    /**
     * Calls it.
     *
     * @param a the first argument's bits
     * @param b the second's
     * @param c the third's
     * @param d the fourth's
     * @param e the fifth's
     * @param f the sixth's
     * @return the bits of its result
     */
    public long call(long a, long b, long c, long d, long e, long f) {
        long at = tagged;
        if (at == 0) {
            at = found();
        }
        long bits;
        try {
            bits = (at & 1) == 0
                    ? Native.call6(at, a, b, c, d, e, f)
                    : Native.run6(at - 1, a, b, c, d, e, f);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        }
        Reference.reachabilityFence(this);
        return bits;
    }

    /**
     * Calls it with one object for a pointer. The bits in its place are ignored, and so are those
     * behind the last argument.
     *
     * @param p what the pointer is given
     * @param a the first argument's bits
     * @param b the second's
     * @param c the third's
     * @param d the fourth's
     * @param e the fifth's
     * @param f the sixth's
     * @param g the seventh's
     * @param h the eighth's
     * @return the bits of its result
     */
    public long call1(
            Object p, long a, long b, long c, long d, long e, long f, long g, long h) {
        return target().pointers.call1(p, a, b, c, d, e, f, g, h);
    }

    /**
     * The same with two objects for two pointers.
     *
     * @param p what the first pointer is given
     * @param q what the second pointer is given
     * @param a the first argument's bits
     * @param b the second's
     * @param c the third's
     * @param d the fourth's
     * @param e the fifth's
     * @param f the sixth's
     * @param g the seventh's
     * @param h the eighth's
     * @return the bits of its result
     */
    public long call2(
            Object p,
            Object q,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h) {
        return target().pointers.call2(p, q, a, b, c, d, e, f, g, h);
    }

    /**
     * The bits of an integer argument that has to be in range.
     *
     * @param argument its position
     * @param value its value
     * @return its bits
     */
    public long bits(int argument, long value) {
        return target().function.parameters()[argument].bits(value);
    }

    /**
     * What stands for a handle.
     *
     * @param argument its position
     * @param value the handle, or null where that may be given
     * @return its bits
     */
    public long bits(int argument, Handle value) {
        return target().function.program().handle(argument).id(value);
    }

    /**
     * The handle that a result is.
     *
     * @param bits the bits of the result
     * @return the handle, or null
     */
    public Handle handle(long bits) {
        return target().function.program().handle(bits);
    }

    /**
     * The integer that a result of less than 64 bits is.
     *
     * @param bits the bits of the result
     * @return its value
     */
    public long integer(long bits) {
        Function function = target().function;
        Program program = function.program();
        Scalar scalar = program == null ? function.lift().scalar() : program.scalar(0);
        return scalar.widen(bits);
    }

    /**
     * The bits of an argument.
     *
     * @param value its value
     * @return its bits
     */
    public static long bits(boolean value) {
        return SlotCall.bits(value);
    }

    /**
     * The bits of an argument.
     *
     * @param value its value
     * @return its bits
     */
    public static long bits(float value) {
        return SlotCall.bits(value);
    }

    /**
     * The bits of an argument.
     *
     * @param value its value
     * @return its bits
     */
    public static long bits(double value) {
        return SlotCall.bits(value);
    }

    /**
     * The truth that a result is.
     *
     * @param bits the bits of the result
     * @return its value
     */
    public static boolean toBoolean(long bits) {
        return SlotCall.toBoolean(bits);
    }

    /**
     * The {@code float} that a result is.
     *
     * @param bits the bits of the result
     * @return its value
     */
    public static float toFloat(long bits) {
        return SlotCall.toFloat(bits);
    }

    /**
     * The {@code double} that a result is.
     *
     * @param bits the bits of the result
     * @return its value
     */
    public static double toDouble(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
