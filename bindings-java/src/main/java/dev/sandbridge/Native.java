package dev.sandbridge;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * The entries into the native library. Those for calls and words of memory are registered raw and
 * take primitives only; {@code owner} and {@code function} are addresses that live as long as any
 * object of the {@link Library}.
 */
final class Native {

    static {
        NativeLibrary.load();
    }

    private Native() {}

    static native long call0(long function);

    static native long call1(long function, long a);

    static native long call2(long function, long a, long b);

    static native long call3(long function, long a, long b, long c);

    static native long call4(long function, long a, long b, long c, long d);

    static native long call5(long function, long a, long b, long c, long d, long e);

    static native long call6(long function, long a, long b, long c, long d, long e, long f);

    static native long call7(
            long function, long a, long b, long c, long d, long e, long f, long g);

    static native long call8(
            long function, long a, long b, long c, long d, long e, long f, long g, long h);

    static native long callFrame(long function, int input, int outputStart, int outputEnd);

    static native long callData(
            long function,
            int pointer,
            int generation,
            long[] slots,
            Object[] data,
            int[] places);

    static native String callText(
            long function,
            int pointer,
            int generation,
            long[] slots,
            Object[] data,
            int[] places);

    static native long load(String path, byte[] bytes, String[] options);

    static native void close(long owner);

    static native int reset(long owner);

    static native boolean isClosed(long owner);

    static native void dispose(long owner);

    static native String name(long owner);

    static native ByteBuffer frame(long owner);

    static native String[] functions(long owner);

    static native Map<String, Object> constants(long owner);

    static native Map<String, Object> function(long owner, String name);

    static native Map<String, Object> idiom(long owner, String name);

    static native Map<String, Object> idiomPlan(long owner, int facts);

    static native Map<String, Object> facts(long owner);

    static native Map<String, Object> method(long owner, int kind, String name);

    static native List<Map<String, Object>> handleKinds(long owner);

    static native long run0(long function);

    static native long run1(long function, long a);

    static native long run2(long function, long a, long b);

    static native long run3(long function, long a, long b, long c);

    static native long run4(long function, long a, long b, long c, long d);

    static native long run5(long function, long a, long b, long c, long d, long e);

    static native long run6(long function, long a, long b, long c, long d, long e, long f);

    static native Object runFrame(long function, int end, long offsets);

    static native Object[] run(
            long function,
            int generation,
            long[] registers,
            Object[] data,
            int[] places,
            Object[] functions,
            int[] gives);

    static native void closeHandle(long owner, long id);

    static native void releaseHandle(long owner, long id);

    static native boolean handleIsOpen(long owner, long id);

    static native long handleAddress(long owner, long id, int kind, int wanted, String place);

    static native void checkLease(long owner, long lease);

    static native String doc(long owner, String path);

    static native void unknownName(long owner, String name);

    static native String nearest(String wanted, String[] names);

    static native void fail(String code, String message, String help);

    static native Map<String, Object> typeNamed(long owner, String name);

    static native Map<String, Object> typeAt(long owner, int id);

    static native void tagRefused(long owner, int record, String what, int member, long other);

    static native Map<String, Object> shape(long owner, int record);

    static native Map<String, Object> enumeration(long owner, String name);

    static native boolean mayPoint(long owner, int wanted, int given);

    static native long allocate(long owner, long size);

    static native void free(long owner, int generation, int address);

    static native void queueFree(long owner, int generation, int address);

    static native String text(long owner, int generation, int address);

    static native long peek(long owner, int generation, int address, int size);

    static native void poke(long owner, int generation, int address, int size, long value);

    static native void readBytes(
            long owner, int generation, int address, byte[] target, int offset, int length);

    static native void writeBytes(
            long owner, int generation, int address, byte[] source, int offset, int length);

    static native long view(long owner, int generation, int address, int length);

    static native ByteBuffer viewBuffer(long view);

    static native void viewFree(long view);

    static native int signatureNamed(long owner, String name);

    static native Map<String, Object> callbackPlan(long owner, int signature);

    static native long addCallback(long owner, int signature, int slots, CallbackTarget target);

    static native void removeCallback(long owner, int generation, int pointer);

    static native void queueCallback(long owner, int generation, int pointer);

    static native Map<String, Object> functionType(long owner, int signature);

    static native int[] variadic(long owner, int[] types);

    static native Map<String, Object> variable(long owner, String name);

    static native int errno(long owner);

    static native void setErrno(long owner, int value);

    static native double quadToDouble(long low, long high);

    static native byte[] quadFromDouble(double value);

    static native byte[] quadFromInteger(long low, long high, boolean isSigned);

    static native double halfToDouble(int bits);

    static native int halfFromDouble(double value);
}
