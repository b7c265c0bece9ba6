package dev.sandbridge;

/** The place of a value inside another, spelled out only when an error needs it. */
final class Where {

    private final Object outer;
    private final String inner;

    /** {@code inner} of {@code outer}. */
    Where(Object outer, String inner) {
        this.outer = outer;
        this.inner = inner;
    }

    @Override
    public String toString() {
        return outer + ": " + inner;
    }
}
