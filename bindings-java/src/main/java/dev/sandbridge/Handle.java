package dev.sandbridge;

import dev.sandbridge.error.LibraryException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * An object of a library's that Java refers to: a database, a parser, a stream. Packages made from a
 * library have a class of their own for each kind.
 *
 * <p>{@link #close()} ends it, and what depends on it before. One that is never closed ends some time
 * after it was collected, at the library's next call, and not before what depends on it. Use after
 * that is an error.
 *
 * <pre>{@code
 * try (Handle shelf = (Handle) library.call("shelfOpen", "kitchen")) {
 *     Handle box = (Handle) shelf.call("add", 3);
 *     box.call("put", 1);
 * }
 * }</pre>
 */
public class Handle implements AutoCloseable {

    private final HandleOrigin origin;
    /** What the cleaner would do once this was collected; null for what is only lent. */
    Cleaner.Cleanable release;

    /**
     * For the classes of packages, which {@link HandleFactory} makes.
     *
     * @param origin which object it is
     */
    protected Handle(HandleOrigin origin) {
        this.origin = origin;
    }

    /**
     * The library that it belongs to.
     *
     * @return the library
     */
    public final Library library() {
        return origin.library;
    }

    /**
     * What kind of object it is.
     *
     * @return the name of its class in the library's facts, such as {@code Database}
     */
    public final String kind() {
        return origin.library.handles().name(origin.kind);
    }

    /**
     * Whether it may still be used.
     *
     * @return false once it was closed, by itself or with what it depends on
     */
    public final boolean isOpen() {
        Library library = origin.library;
        return !library.isClosed() && Native.handleIsOpen(library.handle(), origin.id);
    }

    /**
     * Calls one of its methods: a function whose first argument it is.
     *
     * @param method the function's name without prefix, in C's spelling or Java's
     * @param args what follows, as for {@link Function#call}
     * @return as of {@link Function#call}
     */
    public final Object call(String method, Object... args) {
        Object[] all = new Object[args == null ? 2 : args.length + 1];
        all[0] = this;
        if (args != null) {
            System.arraycopy(args, 0, all, 1, args.length);
        }
        return origin.library.handles().method(origin.kind, method).call(all);
    }

    /** Ends it, and before it what depends on it. Twice is fine. */
    @Override
    public void close() {
        try {
            Native.closeHandle(origin.library.handle(), origin.id);
            if (release != null) {
                origin.library.handles().closed(origin.id);
                release.clean();
            }
        } catch (LibraryException failure) {
            throw HandleTable.own(origin.library, failure);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Whether the other stands for the same object. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Handle
                && ((Handle) other).origin.id == origin.id
                && ((Handle) other).origin.library == origin.library;
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(origin.id);
    }

    @Override
    public String toString() {
        return "<" + kind() + " of " + origin.library.name() + ">";
    }

    /** Its id where {@code user} needs a handle. */
    final long passedTo(Library user, Object where) {
        if (origin.library != user) {
            throw Errors.of(
                    "SB0604",
                    where + ": the `" + kind() + "` belongs to another library, "
                            + origin.library.name() + " rather than " + user.name(),
                    "each loaded library has objects of its own");
        }
        return origin.id;
    }

    /** What to pass where C has a pointer to {@code wanted}, any pointer when null. */
    final int addressFor(Library user, CType wanted, Object where) {
        long id = passedTo(user, where);
        int type = wanted == null ? -1 : wanted.id;
        try {
            long address = Native.handleAddress(user.handle(), id, origin.kind, type, null);
            if (address >= 0) {
                return (int) address;
            }
            // Where it is spelled out only for the error.
            return (int) Native.handleAddress(
                    user.handle(), id, origin.kind, type, where.toString());
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
