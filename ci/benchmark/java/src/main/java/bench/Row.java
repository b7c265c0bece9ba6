package bench;

/**
 * One competitor in one case.
 *
 * @param name whose row it is
 * @param loop the call, in a loop of its own
 * @param calls how many calls one round of the loop makes; the figures are for one call
 */
record Row(String name, Loop loop, int calls) {

    Row(String name, Loop loop) {
        this(name, loop, 1);
    }

    /** A call in a loop that the compiler sees as a method of its own. */
    @FunctionalInterface
    interface Loop {

        /**
         * Makes the call {@code count} times.
         *
         * @param count how often
         * @return the last call's result
         * @throws Throwable what the call throws
         */
        double run(int count) throws Throwable;
    }
}
