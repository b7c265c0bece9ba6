package dev.sandbridge;

import java.lang.ref.Reference;

/** Calls with numbers only, at most 8 of them; it keeps the function alive meanwhile. */
final class SlotCall {

    private final Function function;
    private final long handle;

    SlotCall(Function function) {
        this.function = function;
        this.handle = function.handle;
    }

    /** Calls with as many slots as there are, at most 8. */
    static long call(Function function, long[] s) {
        long h = function.handle;
        long bits;
        switch (s.length) {
            case 0: bits = Native.call0(h); break;
            case 1: bits = Native.call1(h, s[0]); break;
            case 2: bits = Native.call2(h, s[0], s[1]); break;
            case 3: bits = Native.call3(h, s[0], s[1], s[2]); break;
            case 4: bits = Native.call4(h, s[0], s[1], s[2], s[3]); break;
            case 5: bits = Native.call5(h, s[0], s[1], s[2], s[3], s[4]); break;
            case 6: bits = Native.call6(h, s[0], s[1], s[2], s[3], s[4], s[5]); break;
            case 7: bits = Native.call7(h, s[0], s[1], s[2], s[3], s[4], s[5], s[6]); break;
            default:
                bits = Native.call8(h, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
        }
        Reference.reachabilityFence(function);
        return bits;
    }

    static long bits(boolean value) {
        return value ? 1 : 0;
    }

    static long bits(float value) {
        return Float.floatToRawIntBits(value) & 0xffff_ffffL;
    }

    static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    static float toFloat(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    static boolean toBoolean(long bits) {
        return (byte) bits != 0;
    }

    long call0() {
        long bits = Native.call0(handle);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call1(long a) {
        long bits = Native.call1(handle, a);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call2(long a, long b) {
        long bits = Native.call2(handle, a, b);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call3(long a, long b, long c) {
        long bits = Native.call3(handle, a, b, c);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call4(long a, long b, long c, long d) {
        long bits = Native.call4(handle, a, b, c, d);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call5(long a, long b, long c, long d, long e) {
        long bits = Native.call5(handle, a, b, c, d, e);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call6(long a, long b, long c, long d, long e, long f) {
        long bits = Native.call6(handle, a, b, c, d, e, f);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call7(long a, long b, long c, long d, long e, long f, long g) {
        long bits = Native.call7(handle, a, b, c, d, e, f, g);
        Reference.reachabilityFence(function);
        return bits;
    }

    long call8(long a, long b, long c, long d, long e, long f, long g, long h) {
        long bits = Native.call8(handle, a, b, c, d, e, f, g, h);
        Reference.reachabilityFence(function);
        return bits;
    }
}
