package dev.sandbridge;

import java.lang.ref.Reference;

/**
 * The quick way for functions with one or two pointers and otherwise numbers, behind {@link
 * Function#handle()}: small data goes through the call frame without an object being made.
 */
final class PointerCall {

    /** More slots than this go the long way. */
    static final int MAX_SLOTS = 8;

    private final Function function;
    private final Frame frame;
    private final long handle;
    private final int slots;
    private final PointerStep first;
    private final PointerStep second;

    PointerCall(Function function, PointerStep first, PointerStep second) {
        this.function = function;
        this.frame = function.library().frame();
        this.handle = function.handle;
        this.slots = function.slots();
        this.first = first;
        this.second = second;
    }

    /** Calls with one pointer; its slot and those beyond the last are ignored. */
    long call1(
            Object p, long a, long b, long c, long d, long e, long f, long g, long h) {
        if (frame.tryLock()) {
            try {
                fill(a, b, c, d, e, f, g, h);
                int end = first.stage(frame, p, 0);
                if (end >= 0) {
                    boolean isIn = first.isConst();
                    long bits = Native.callFrame(handle, end, 0, isIn ? 0 : end);
                    if (!isIn) {
                        first.unstage(frame, p, 0);
                    }
                    return bits;
                }
            } finally {
                frame.unlock();
                Reference.reachabilityFence(function);
            }
        }
        return slow(p, null, a, b, c, d, e, f, g, h);
    }

    /** Calls with two pointers. */
    long call2(
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
        if (frame.tryLock()) {
            try {
                fill(a, b, c, d, e, f, g, h);
                int middle = first.stage(frame, p, 0);
                int start = Frame.align(middle);
                int end = middle < 0 ? -1 : second.stage(frame, q, start);
                if (end >= 0) {
                    int from = first.isConst() ? start : 0;
                    int to = !second.isConst() ? end : first.isConst() ? start : middle;
                    long bits = Native.callFrame(handle, end, Math.min(from, to), to);
                    if (!first.isConst()) {
                        first.unstage(frame, p, 0);
                    }
                    if (!second.isConst()) {
                        second.unstage(frame, q, start);
                    }
                    return bits;
                }
            } finally {
                frame.unlock();
                Reference.reachabilityFence(function);
            }
        }
        return slow(p, q, a, b, c, d, e, f, g, h);
    }

    private void fill(long a, long b, long c, long d, long e, long f, long g, long h) {
        frame.slot(0, a);
        frame.slot(1, b);
        if (slots > 2) {
            frame.slot(2, c);
            frame.slot(3, d);
        }
        if (slots > 4) {
            frame.slot(4, e);
            frame.slot(5, f);
            frame.slot(6, g);
            frame.slot(7, h);
        }
    }

    /** What is large, of a rarer kind, or called while another thread has the frame. */
    private long slow(
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
        Call call = new Call(function);
        long[] all = {a, b, c, d, e, f, g, h};
        System.arraycopy(all, 0, call.slots, 0, call.slots.length);
        first.lower(p, call);
        if (second != null) {
            second.lower(q, call);
        }
        long bits = call.run();
        // What they point to must not be closed before it was passed.
        Reference.reachabilityFence(p);
        Reference.reachabilityFence(q);
        return bits;
    }
}
