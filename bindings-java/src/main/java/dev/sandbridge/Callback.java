package dev.sandbridge;

/**
 * A function of Java's as a function pointer that C may keep, made by {@link Library#callback}. It
 * lives until it is released, closed or collected, whichever is first: keep it for as long as the
 * library may call it.
 */
public final class Callback implements AutoCloseable {

    private final Library library;
    private final CallbackPlan plan;
    private final Release release;

    Callback(Library library, CallbackPlan plan, CallbackTarget target, long place) {
        this.library = library;
        this.plan = plan;
        this.release = new Release(library, target, (int) (place >>> 32), (int) place);
        Library.CLEANER.register(this, release);
    }

    /**
     * The function type that it has in C.
     *
     * @return for example {@code int (*)(int)}
     */
    public String type() {
        return plan.declaration;
    }

    /** Takes it back: C may keep the pointer, but calling it is an error. Twice is fine. */
    public void release() {
        release.now();
    }

    /** The same as {@link #release()}. */
    @Override
    public void close() {
        release();
    }

    @Override
    public String toString() {
        return "<callback " + type() + " of " + library.name() + ">";
    }

    /** Its table index where a function of the type {@code signature} is needed. */
    int passedTo(Library user, int signature, Object where) {
        if (release.isDone) {
            throw Errors.of(
                    "SB0605",
                    where + ": the callback was released",
                    "release it once the library no longer needs it");
        }
        FunctionPointer.check(library, release.generation, type(), user, where);
        if (signature != plan.signature) {
            FunctionPointer.checkType(user, signature, plan.signature, this, where);
        }
        return release.index;
    }

    /** The same where C does not say what type it needs. */
    int index(Library user, Object where) {
        return passedTo(user, plan.signature, where);
    }

    /** What remains to be done; it knows nothing of the callback itself. */
    private static final class Release implements Runnable {

        private final Library library;
        private final CallbackTarget target;
        private final int generation;
        private final int index;
        private volatile boolean isDone;

        Release(Library library, CallbackTarget target, int generation, int index) {
            this.library = library;
            this.target = target;
            this.generation = generation;
            this.index = index;
        }

        void now() {
            synchronized (this) {
                if (isDone) {
                    return;
                }
                isDone = true;
            }
            Native.removeCallback(library.handle(), generation, index);
            target.forget();
        }

        /** It was collected. What it held goes at once, the table's place at the next call. */
        @Override
        public void run() {
            if (!isDone) {
                Native.queueCallback(library.handle(), generation, index);
                target.forget();
            }
        }
    }
}
