package dev.sandbridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The call frame: memory shared with the core, where slots and small data are written without
 * crossing. Whoever cannot have it at once calls without it.
 *
 * <p>It lasts as long as the native part of its library, and so it is also what the cleaner runs to
 * free that: it knows nothing of the library.
 */
final class Frame implements Runnable {

    /** How many slots it has. */
    static final int SLOTS = 64;
    /** More data than this is quicker copied straight to the guest. */
    static final int SMALL = 4096;

    /** Up to here, a loop is quicker than the JVM's copying. */
    private static final int FEW = 64;
    private static final long PAUSE_NS = 50_000;
    private static final int BASE = 512;
    private static final int OUTCOME = 536;
    private static final int DATA = 1024;

    private final long owner;
    private final ByteBuffer memory;
    private final AtomicInteger isTaken = new AtomicInteger();
    /** The guest address that the data area stands for. */
    private int base;

    /**
     * The id of the thread whose callback is running, or 0. Only the thread that is inside the
     * library writes it; another that reads an old value at worst calls without the frame.
     */
    private long callingBack;

    private Frame(long owner, ByteBuffer memory) {
        this.owner = owner;
        this.memory = memory.order(ByteOrder.LITTLE_ENDIAN);
        update();
    }

    /** The frame of the native part at {@code owner}, which is freed if there is none. */
    static Frame of(long owner) {
        try {
            return new Frame(owner, Native.frame(owner));
        } catch (Throwable failure) {
            Native.dispose(owner);
            throw failure;
        }
    }

    /** Frees the native part, once neither the library nor anything of it can be used. */
    @Override
    public void run() {
        Native.dispose(owner);
    }

    /** Reads where the data area lies now. */
    private void update() {
        base = memory.getInt(BASE);
    }

    /** Never inside a callback: scratch is in use, so that the data does not lie where it says. */
    boolean tryLock() {
        return callingBack == 0 && isTaken.compareAndSet(0, 1);
    }

    /** Waits, for what is rare: until no call is running in it. */
    private void lock() {
        while (!tryLock()) {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    void unlock() {
        isTaken.setRelease(0);
    }

    /** C calls this thread's code; what {@link #leaveCallback} is to be given. */
    long enterCallback() {
        long outer = callingBack;
        callingBack = thisThread();
        return outer;
    }

    /** The callback returns. */
    void leaveCallback(long outer) {
        callingBack = outer;
    }

    /** Tells the native half that the function it called returned, and threw nothing. */
    void returned() {
        memory.putInt(OUTCOME, 0);
    }

    private static long thisThread() {
        return Thread.currentThread().getId() | Long.MIN_VALUE;
    }

    /** Starts the library afresh; its new generation. */
    int reset() {
        if (callingBack == thisThread()) {
            // The call that is running has the frame; the core says what is wrong.
            return Native.reset(owner);
        }
        lock();
        try {
            int generation = Native.reset(owner);
            update();
            return generation;
        } finally {
            unlock();
        }
    }

    void slot(int index, long bits) {
        memory.putLong(index << 3, bits);
    }

    /** The guest address of the data at {@code offset}. */
    long address(int offset) {
        return (base + offset) & 0xffff_ffffL;
    }

    long slot(int index) {
        return memory.getLong(index << 3);
    }

    void write(int offset, byte[] source, int start, int length) {
        memory.put(DATA + offset, source, start, length);
    }

    /** The same for what is a few words as a rule; it costs more to start with. */
    void writeWords(int offset, byte[] source, int start, int length) {
        if (length > FEW) {
            write(offset, source, start, length);
            return;
        }
        int to = DATA + offset;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            memory.putLong(to + i, Bytes.get(source, start + i, 8));
        }
        for (; i < length; i++) {
            memory.put(to + i, source[start + i]);
        }
    }

    void read(int offset, byte[] target, int start, int length) {
        memory.get(DATA + offset, target, start, length);
    }

    /** The same for what is a few words as a rule. */
    void readWords(int offset, byte[] target, int length) {
        if (length > FEW) {
            read(offset, target, 0, length);
            return;
        }
        int from = DATA + offset;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            Bytes.put(target, i, 8, memory.getLong(from + i));
        }
        for (; i < length; i++) {
            target[i] = memory.get(from + i);
        }
    }

    /** The next offset where any C object may lie. */
    static int align(int offset) {
        return (offset + 15) & ~15;
    }
}
