package dev.sandbridge;

/** What C's call of a host function with facts arrives at. The native half keeps it while C may call. */
final class IdiomTarget {

    private final IdiomPlan plan;
    private final HostFunction function;

    IdiomTarget(IdiomPlan plan, Object function, Object where) {
        this.plan = plan;
        this.function = plan.adapted(function, where);
    }

    /** The native half calls: C's slots and the program's registers, and what they point to. */
    long call(long[] registers, Object[] lifted) throws Throwable {
        Library library = plan.library;
        long outer = library.frame().enterCallback();
        try {
            Object came = function.apply(plan.arguments(registers, lifted));
            return plan.give(came, registers, lifted);
        } finally {
            library.frame().leaveCallback(outer);
        }
    }
}
