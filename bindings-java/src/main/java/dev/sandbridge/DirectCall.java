package dev.sandbridge;

/**
 * A call of a function of Java's with numbers only, in the shape of slots. Each has a class of its
 * own ({@link DirectCallShape}), so that the JVM compiles it as if it had been written by hand.
 */
abstract class DirectCall {

    /** Calls; the slots that the function does not take are ignored. */
    abstract long call(Object function, long a, long b, long c, long d) throws Throwable;
}
