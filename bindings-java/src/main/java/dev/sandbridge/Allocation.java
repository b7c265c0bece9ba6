package dev.sandbridge;

import java.lang.ref.Cleaner;

/**
 * Guest memory that Java owns. Its pointers share it; once none is left, the cleaner queues the
 * release, which the library's next call carries out.
 */
final class Allocation {

    private final Release release;
    private final Cleaner.Cleanable cleanable;

    Allocation(Library library, int generation, int address) {
        this.release = new Release(library, generation, address);
        this.cleanable = Library.CLEANER.register(this, release);
    }

    /** Zeroed memory for so many objects. */
    static Pointer make(Library library, String type, int count) {
        CType to = library.types().named(type);
        if (to.size < 0) {
            throw Errors.of(
                    "SB0302",
                    library.name() + ": `" + type + "` has no size, nothing can be allocated",
                    "the library makes such objects itself and hands out pointers to them");
        }
        if (count < 0) {
            throw Errors.of("SB0303", library.name() + ": " + count + " objects cannot be allocated", null);
        }
        int spare = to.align > 16 ? to.align : 0;
        long packed = Native.allocate(library.handle(), (long) to.size * count + spare);
        int life = (int) (packed >>> 32);
        int base = (int) packed;
        Allocation owned = new Allocation(library, life, base);
        int aligned = spare == 0 ? base : (base + spare - 1) & -spare;
        return new Pointer(library, life, aligned, to, count, owned);
    }

    /** Memory for one object with a value. */
    static Pointer filled(Library library, String type, Object init) {
        return filled(make(library, type, 1), library.types().named(type).access(), init, type);
    }

    /** Memory for several objects with values. */
    static Pointer filled(Library library, String type, int count, Object init) {
        Pointer made = make(library, type, count);
        CType element = library.types().named(type);
        Access all = new ArrayAccess(element.access(), count, element.size);
        return filled(made, all, init, type);
    }

    /** Writes its first value; freed where that fails. */
    private static Pointer filled(Pointer made, Access access, Object init, String type) {
        try {
            access.set(new Place(made), 0, init, type);
            return made;
        } catch (Throwable failure) {
            made.free();
            throw failure;
        }
    }

    /** Whether it was given back. */
    boolean isFreed() {
        return release.isDone;
    }

    /** Gives it back at once; twice is fine, and so is after close or reset. */
    void free() {
        synchronized (release) {
            if (release.isDone) {
                return;
            }
            release.isDone = true;
        }
        cleanable.clean();
        if (!release.library.isClosed() && release.library.generation() == release.generation) {
            Native.free(release.library.handle(), release.generation, release.address);
        }
    }

    /** What remains to be done; it knows nothing of the pointers. */
    private static final class Release implements Runnable {

        private final Library library;
        private final int generation;
        private final int address;
        private volatile boolean isDone;

        Release(Library library, int generation, int address) {
            this.library = library;
            this.generation = generation;
            this.address = address;
        }

        @Override
        public void run() {
            if (!isDone) {
                Native.queueFree(library.handle(), generation, address);
            }
        }
    }
}
