package bench;

/**
 * One competitor in one case.
 *
 * @param name whose row it is
 * @param loop the call, in a loop of its own
 */
record Row(String name, Loop loop) {

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
