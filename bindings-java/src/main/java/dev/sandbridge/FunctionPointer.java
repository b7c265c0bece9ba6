package dev.sandbridge;

/**
 * A C function that the library handed out a pointer to: it can be called, and given back.
 */
public final class FunctionPointer {

    private final Library library;
    private final int signature;
    private final int index;
    private final int generation;

    FunctionPointer(Library library, int signature, int index, int generation) {
        this.library = library;
        this.signature = signature;
        this.index = index;
        this.generation = generation;
    }

    /** The C function at a table index that the guest gave, or null. */
    static FunctionPointer of(Library library, int signature, int index, int life) {
        return index == 0 ? null : new FunctionPointer(library, signature, index, life);
    }

    /**
     * Calls what it points to.
     *
     * @param args as for {@link Function#call}
     * @return as of {@link Function#call}
     */
    public Object call(Object... args) {
        check(library, generation, type(), library, type());
        return function().callAt(index, true, args == null ? new Object[] {null} : args);
    }

    /**
     * Its function type.
     *
     * @return for example {@code int (*)(int)}
     */
    public String type() {
        return function().name();
    }

    /**
     * The library that it is of.
     *
     * @return the library
     */
    public Library library() {
        return library;
    }

    /**
     * The same function as one of another type; calling it fails unless that is what it is.
     *
     * @param type a function type, a pointer to one, or a {@code typedef} of either
     * @return the pointer
     */
    public FunctionPointer cast(String type) {
        return new FunctionPointer(library, library.types().signature(type), index, generation);
    }

    /** Whether the other points to the same function in the same life of the same library. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FunctionPointer)) {
            return false;
        }
        FunctionPointer pointer = (FunctionPointer) other;
        return pointer.library == library
                && pointer.generation == generation
                && pointer.index == index;
    }

    @Override
    public int hashCode() {
        return index * 31 + generation;
    }

    @Override
    public String toString() {
        return "<" + type() + " of " + library.name() + ">";
    }

    /** Its table index where C does not say what type it needs. */
    int index(Library user, Object where) {
        check(library, generation, type(), user, where);
        return index;
    }

    private Function function() {
        return library.types().function(signature);
    }

    /** The table index of what may be given for a function pointer, and lives by itself. */
    static int index(Library user, int signature, Object value, Object where) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Callback) {
            return ((Callback) value).passedTo(user, signature, where);
        }
        if (value instanceof FunctionPointer) {
            FunctionPointer pointer = (FunctionPointer) value;
            check(pointer.library, pointer.generation, pointer.type(), user, where);
            if (pointer.signature != signature) {
                checkType(user, signature, pointer.signature, value, where);
            }
            return pointer.index;
        }
        throw Errors.mismatch(
                where,
                "a callback, a C function or null",
                value,
                Adapter.isFunction(value)
                        ? "make it a callback with `callback(type, function)` and keep that"
                        : null);
    }

    /** Checks that it is of this library's present life. */
    static void check(Library own, int generation, String type, Library user, Object where) {
        if (own != user) {
            throw Errors.of(
                    "SB0604",
                    where + ": the `" + type + "` belongs to " + own.name(),
                    "a function pointer is only good in the library that it is from");
        }
        if (generation != user.generation()) {
            throw Errors.of(
                    "SB0604",
                    where + ": the `" + type + "` is from before the reset",
                    "a reset starts afresh: get or make the function pointer anew");
        }
    }

    /** Fails unless both are the same type: C may declare one twice. */
    static void checkType(Library user, int wanted, int given, Object value, Object where) {
        String name = user.types().function(wanted).name();
        if (!name.equals(user.types().function(given).name())) {
            throw Errors.mismatch(where, "a `" + name + "`", value);
        }
    }
}
