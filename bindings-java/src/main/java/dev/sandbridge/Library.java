package dev.sandbridge;

import java.lang.ref.Cleaner;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A loaded C library: its functions, constants and types by name. Any thread may use it; one call
 * runs at a time, others wait or fail as the {@link Options} say.
 *
 * <pre>{@code
 * try (Library library = Sandbridge.load(path)) {
 *     long sum = (Long) library.call("sum", data, data.length);
 * }
 * }</pre>
 */
public final class Library implements AutoCloseable {

    /** Runs what must not happen before the last use. */
    static final Cleaner CLEANER = Cleaner.create();

    private final long handle;
    private final String name;
    private final Frame frame;
    private volatile int generation;
    private final Map<String, Function> functions = new ConcurrentHashMap<>();
    private final Map<Integer, RecordType> records = new HashMap<>();
    private final Map<Integer, CType> typesById = new ConcurrentHashMap<>();
    private final Map<String, CType> typesByName = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> mayPoint = new ConcurrentHashMap<>();
    private volatile Map<String, Object> constants;

    Library(long handle) {
        this.handle = handle;
        CLEANER.register(this, new Disposal(handle));
        this.name = Native.name(handle);
        this.frame = new Frame(Native.frame(handle));
    }

    /**
     * Its name.
     *
     * @return the name that errors have
     */
    public String name() {
        return name;
    }

    /**
     * Calls a function.
     *
     * @param function its name
     * @param args as for {@link Function#call}
     * @return as of {@link Function#call}
     */
    public Object call(String function, Object... args) {
        return function(function).call(args);
    }

    /**
     * A function, to be called more than once.
     *
     * @param name its name in C
     * @return the same object each time
     */
    public Function function(String name) {
        Function found = functions.get(name);
        if (found != null) {
            return found;
        }
        Function made = new Function(this, Native.function(handle, name));
        Function other = functions.putIfAbsent(name, made);
        return other != null ? other : made;
    }

    /**
     * A macro with a value or a constant of an enumeration.
     *
     * @param name its name in C
     * @return an {@code Integer} where it fits, a {@code Long} (unsigned ones as their bits), a
     *     {@code Double} or a {@code String}
     */
    public Object constant(String name) {
        Object value = constants().get(name);
        if (value == null) {
            Native.unknownName(handle, name);
        }
        return value;
    }

    /**
     * An integer constant that fits an {@code int}.
     *
     * @param name its name in C
     * @return its value
     */
    public int intConstant(String name) {
        Object value = constant(name);
        if (value instanceof Integer) {
            return (Integer) value;
        }
        throw Errors.mismatch(this.name + "." + name, "an integer constant of 32 bits", value);
    }

    /**
     * All constants.
     *
     * @return their values by name, in the header's order
     */
    public Map<String, Object> constants() {
        Map<String, Object> known = constants;
        if (known == null) {
            known = Collections.unmodifiableMap(narrowed(Native.constants(handle)));
            constants = known;
        }
        return known;
    }

    /**
     * The constants of an enumeration.
     *
     * @param name {@code enum tag}, its tag or its {@code typedef} name
     * @return their values by name, in the header's order
     */
    public Map<String, Object> enumeration(String name) {
        return Collections.unmodifiableMap(narrowed(Native.enumeration(handle, name)));
    }

    private static Map<String, Object> narrowed(Map<String, Object> values) {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            Object value = entry.getValue();
            if (value instanceof Long && (Long) value == ((Long) value).intValue()) {
                entry.setValue(((Long) value).intValue());
            }
        }
        return values;
    }

    /**
     * All functions.
     *
     * @return their names in the header's order
     */
    public List<String> functions() {
        return List.of(Native.functions(handle));
    }

    /**
     * A struct or union type.
     *
     * @param name {@code struct tag}, its tag or its {@code typedef} name
     * @return what makes values of it
     */
    public RecordType record(String name) {
        Access access = type(name).access();
        if (access instanceof RecordAccess) {
            return ((RecordAccess) access).type;
        }
        throw Errors.of(
                "SB0302",
                this.name + ": `" + name + "` is no struct or union whose members are known",
                "the library makes such objects itself and hands out pointers to them");
    }

    /**
     * Zeroed memory for one object, freed by {@link Pointer#close()} or after the pointer was
     * collected.
     *
     * @param type the object's type in C
     * @return the pointer that owns it
     */
    public Pointer alloc(String type) {
        return allocate(type, 1, null, false);
    }

    /**
     * Memory for one object with a value.
     *
     * @param type the object's type in C
     * @param init its value, as for {@link Pointer#setValue}
     * @return the pointer that owns it
     */
    public Pointer alloc(String type, Object init) {
        return allocate(type, 1, init, true);
    }

    /**
     * Zeroed memory for several objects.
     *
     * @param type the type of one in C
     * @param count how many
     * @return the pointer that owns them
     */
    public Pointer allocArray(String type, int count) {
        return allocate(type, count, null, false);
    }

    /**
     * Memory for several objects with values.
     *
     * @param type the type of one in C
     * @param count how many
     * @param init as many values: a list, an array, or text for {@code char}
     * @return the pointer that owns them
     */
    public Pointer allocArray(String type, int count, Object init) {
        Pointer made = allocate(type, count, null, false);
        CType element = type(type);
        Access all = new ArrayAccess(element.access(), count, element.size);
        return filled(made, all, init, type);
    }

    private Pointer allocate(String type, int count, Object init, boolean hasInit) {
        CType to = type(type);
        if (to.size < 0) {
            throw Errors.of(
                    "SB0302",
                    name + ": `" + type + "` has no size, nothing can be allocated",
                    "the library makes such objects itself and hands out pointers to them");
        }
        if (count < 0) {
            throw Errors.of("SB0303", name + ": " + count + " objects cannot be allocated", null);
        }
        int spare = to.align > 16 ? to.align : 0;
        long packed = Native.allocate(handle, (long) to.size * count + spare);
        int life = (int) (packed >>> 32);
        int base = (int) packed;
        Allocation owned = new Allocation(this, life, base);
        int aligned = spare == 0 ? base : (base + spare - 1) & -spare;
        Pointer made = new Pointer(this, life, aligned, to, count, owned);
        return hasInit ? filled(made, to.access(), init, type) : made;
    }

    private static Pointer filled(Pointer made, Access access, Object init, String type) {
        try {
            access.set(new Place(made), 0, init, type);
            return made;
        } catch (Throwable failure) {
            made.free();
            throw failure;
        }
    }

    /**
     * The library as an object with an interface's methods, each bound to the function of its name.
     *
     * <pre>{@code
     * interface Sums {
     *     long sum(byte[] data, long size);
     * }
     * Sums sums = library.as(Sums.class);
     * }</pre>
     *
     * @param type the interface
     * @param <T> its type
     * @return an object with its methods
     */
    public <T> T as(Class<T> type) {
        return Binder.bind(this, type);
    }

    /** Starts afresh: memory and globals as after loading. Pointers from before are refused. */
    public void reset() {
        frame.lock();
        try {
            generation = Native.reset(handle);
            frame.update();
        } finally {
            frame.unlock();
        }
    }

    /**
     * Whether it was closed.
     *
     * @return true after {@link #close()}
     */
    public boolean isClosed() {
        return Native.isClosed(handle);
    }

    /** Gives its memory back. Further use is an error, closing again is not. */
    @Override
    public void close() {
        Native.close(handle);
    }

    @Override
    public String toString() {
        return name + (isClosed() ? " (closed)" : "");
    }

    long handle() {
        return handle;
    }

    Frame frame() {
        return frame;
    }

    int generation() {
        return generation;
    }

    /** The type of that C name. */
    CType type(String name) {
        CType known = typesByName.get(name);
        if (known == null) {
            known = typeAt(Tree.number(Native.typeNamed(handle, name), "id"));
            typesByName.put(name, known);
        }
        return known;
    }

    /** The type at that position of the interface. */
    CType typeAt(int id) {
        CType known = typesById.get(id);
        if (known == null) {
            known = new CType(this, Native.typeAt(handle, id));
            typesById.put(id, known);
        }
        return known;
    }

    /** The record type at that position of the interface. */
    RecordType record(int id) {
        synchronized (records) {
            RecordType known = records.get(id);
            if (known == null) {
                known = new RecordType(this, Native.shape(handle, id));
                records.put(id, known);
            }
            return known;
        }
    }

    /** The typed pointer to an address that the guest gave, or null. */
    Pointer pointer(int pointerType, int address, int life) {
        if (address == 0) {
            return null;
        }
        return new Pointer(this, life, address, typeAt(pointerType).to(), -1, null);
    }

    /** Whether a pointer to the one type may be passed for one to the other. */
    boolean mayPoint(int wanted, int given) {
        Long key = (long) wanted << 32 | given;
        Boolean known = mayPoint.get(key);
        if (known == null) {
            known = Native.mayPoint(handle, wanted, given);
            mayPoint.put(key, known);
        }
        return known;
    }

    /** Frees the native part once neither the library nor anything of it can be used. */
    private static final class Disposal implements Runnable {

        private final long handle;

        Disposal(long handle) {
            this.handle = handle;
        }

        @Override
        public void run() {
            Native.dispose(handle);
        }
    }
}
