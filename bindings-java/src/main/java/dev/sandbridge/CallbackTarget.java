package dev.sandbridge;

import java.util.function.IntBinaryOperator;

/** What C's call of a callback arrives at. The native half keeps it while C may call. */
final class CallbackTarget {

    private final Library library;
    private CallbackPlan plan;
    private Adapter adapter;
    private Object function;
    /** The function where it is what comparators are: a handle costs as much as the rest. */
    private IntBinaryOperator operator;

    CallbackTarget(CallbackPlan plan, Object function, Object where) {
        this.library = plan.library;
        this.plan = plan;
        this.adapter = plan.adapter(function, where);
        this.function = function;
        boolean isOperator = function instanceof IntBinaryOperator && plan.isIntBinary();
        this.operator = isOperator ? (IntBinaryOperator) function : null;
    }

    /** Lets go of everything, because the callback is gone. */
    void forget() {
        plan = null;
        adapter = null;
        function = null;
        operator = null;
    }

    /** The native half calls: up to two slots. */
    long two(long a, long b) throws Throwable {
        IntBinaryOperator operator = this.operator;
        if (operator == null) {
            return four(a, b, 0, 0);
        }
        Library library = this.library;
        Thread outer = library.enterCallback();
        try {
            return operator.applyAsInt((int) a, (int) b);
        } finally {
            library.leaveCallback(outer);
        }
    }

    /** The same with up to four slots. */
    long four(long a, long b, long c, long d) throws Throwable {
        CallbackPlan plan = alive();
        Thread outer = library.enterCallback();
        try {
            return adapter.quick != null
                    ? (long) adapter.quick.invokeExact(function, a, b, c, d)
                    : plan.call(adapter, function, new long[] {a, b, c, d});
        } finally {
            library.leaveCallback(outer);
        }
    }

    /** The same with any number of slots. */
    long many(long[] slots) throws Throwable {
        CallbackPlan plan = alive();
        Thread outer = library.enterCallback();
        try {
            return plan.call(adapter, function, slots);
        } finally {
            library.leaveCallback(outer);
        }
    }

    private CallbackPlan alive() {
        if (plan == null) {
            throw Errors.of(
                    "SB0605",
                    "the library called a function that the host has released",
                    "keep the callback alive for as long as the library holds it");
        }
        return plan;
    }
}
