package dev.sandbridge;

/** What C's call of a callback arrives at. The native half keeps it while C may call. */
final class CallbackTarget {

    /** All that is kept for as long as C may call; it knows nothing of the library. */
    private final Frame frame;
    private CallbackPlan plan;
    private Adapter adapter;
    /** The adapter's, where all is numbers. */
    private DirectCall direct;
    private Object function;

    CallbackTarget(CallbackPlan plan, Object function, Object where) {
        this.frame = plan.library.frame();
        this.plan = plan;
        this.adapter = plan.adapter(function, where);
        this.direct = adapter.direct;
        this.function = function;
    }

    /** Lets go of everything, because the callback is gone. */
    void forget() {
        direct = null;
        plan = null;
        adapter = null;
        function = null;
    }

    /** The native half calls: up to two slots. */
    long two(long a, long b) throws Throwable {
        DirectCall direct = this.direct;
        if (direct == null) {
            return general(new long[] {a, b});
        }
        long outer = frame.enterCallback();
        try {
            long bits = direct.call(function, a, b, 0, 0);
            frame.returned();
            return bits;
        } finally {
            frame.leaveCallback(outer);
        }
    }

    /** The same with up to four slots. */
    long four(long a, long b, long c, long d) throws Throwable {
        DirectCall direct = this.direct;
        if (direct == null) {
            return general(new long[] {a, b, c, d});
        }
        long outer = frame.enterCallback();
        try {
            long bits = direct.call(function, a, b, c, d);
            frame.returned();
            return bits;
        } finally {
            frame.leaveCallback(outer);
        }
    }

    /** The same with any number of slots. */
    long many(long[] slots) throws Throwable {
        return general(slots);
    }

    private long general(long[] slots) throws Throwable {
        CallbackPlan plan = this.plan;
        Adapter adapter = this.adapter;
        Object function = this.function;
        if (plan == null || adapter == null || function == null) {
            throw Errors.of(
                    "SB0605",
                    "the library called a function that the host has released",
                    "keep the callback alive for as long as the library holds it");
        }
        long outer = frame.enterCallback();
        try {
            long bits = plan.call(adapter, function, slots);
            frame.returned();
            return bits;
        } finally {
            frame.leaveCallback(outer);
        }
    }
}
