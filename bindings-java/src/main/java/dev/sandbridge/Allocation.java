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
