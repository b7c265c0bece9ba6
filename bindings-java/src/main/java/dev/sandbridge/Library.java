package dev.sandbridge;

import java.lang.ref.Cleaner;
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
    private final Frame frame;
    private volatile int generation;
    private volatile String name;
    private final Map<String, Function> functions = new ConcurrentHashMap<>();
    private volatile CLayer c;
    private volatile Types types;
    private volatile Names names;
    private volatile HandleTable handles;

    Library(long handle) {
        this.handle = handle;
        this.frame = Frame.of(handle);
        CLEANER.register(this, frame);
    }

    /**
     * Its name.
     *
     * @return the name that errors have
     */
    public String name() {
        if (name == null) {
            name = Native.name(handle);
        }
        return name;
    }

    /**
     * The library as C wrote it: the same functions without what facts make of them.
     *
     * @return its functions and constants by their C names
     */
    public CLayer c() {
        if (c == null) {
            synchronized (this) {
                if (c == null) {
                    c = new CLayer(this);
                }
            }
        }
        return c;
    }

    /**
     * Calls a function.
     *
     * @param function its name, as for {@link #function}
     * @param args as for {@link Function#call}
     * @return as of {@link Function#call}
     */
    public Object call(String function, Object... args) {
        return function(function).call(args);
    }

    /**
     * A function, to be called more than once.
     *
     * @param name its name without prefix, in C's spelling or Java's: {@code open_v2}, {@code openV2}
     * @return the same object each time
     */
    public Function function(String name) {
        Function found = functions.get(name);
        if (found != null) {
            return found;
        }
        Function made = Function.named(this, name);
        Function other = functions.putIfAbsent(name, made);
        return other != null ? other : made;
    }

    /**
     * A macro with a value or a constant of an enumeration.
     *
     * @param name its name without prefix
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
        throw Errors.mismatch(name() + "." + name, "an integer constant of 32 bits", value);
    }

    /**
     * All constants.
     *
     * @return their values by their names without prefixes, in the header's order
     */
    public Map<String, Object> constants() {
        return names().constants();
    }

    /**
     * The constants of an enumeration.
     *
     * @param name {@code enum tag}, its tag or its {@code typedef} name
     * @return their values by name, in the header's order
     */
    public Map<String, Object> enumeration(String name) {
        return names().enumeration(name);
    }

    /**
     * All functions.
     *
     * @return their names without prefixes, in the header's order
     */
    public List<String> functions() {
        return names().functions();
    }

    /**
     * A struct or union type.
     *
     * @param name {@code struct tag}, its tag or its {@code typedef} name
     * @return what makes values of it
     */
    public RecordType record(String name) {
        return types().record(name);
    }

    /**
     * Zeroed memory for one object, freed by {@link Pointer#close()} or after the pointer was
     * collected.
     *
     * @param type the object's type in C
     * @return the pointer that owns it
     */
    public Pointer alloc(String type) {
        return Allocation.make(this, type, 1);
    }

    /**
     * Memory for one object with a value.
     *
     * @param type the object's type in C
     * @param init its value, as for {@link Pointer#setValue}
     * @return the pointer that owns it
     */
    public Pointer alloc(String type, Object init) {
        return Allocation.filled(this, type, init);
    }

    /**
     * Zeroed memory for several objects.
     *
     * @param type the type of one in C
     * @param count how many
     * @return the pointer that owns them
     */
    public Pointer allocArray(String type, int count) {
        return Allocation.make(this, type, count);
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
        return Allocation.filled(this, type, count, init);
    }

    /**
     * A function of Java's as a function pointer that C may keep.
     *
     * @param type a function type, a pointer to one, or a {@code typedef} of either
     * @param function called with what C gives
     * @return the callback, alive until it is released, closed or collected
     */
    public Callback callback(String type, HostFunction function) {
        return callback(type, (Object) function);
    }

    /**
     * The same for an object of any functional interface whose method fits.
     *
     * @param type as above
     * @param function the object
     * @return the callback
     */
    public Callback callback(String type, Object function) {
        CallbackPlan plan = types().callback(types().signature(type));
        CallbackTarget target = new CallbackTarget(plan, function, name() + ".callback");
        return new Callback(this, plan, target, plan.add(target));
    }

    /**
     * A variable argument whose type is stated, rather than inferred.
     *
     * @param type its type in C
     * @param value as for a parameter of that type
     * @return what a variadic function takes
     */
    public Typed typed(String type, Object value) {
        return new Typed(types().named(type), value);
    }

    /**
     * The value of a C variable; arrays and records are seen in place.
     *
     * @param name its name in C
     * @return as of {@link Pointer#value}
     */
    public Object variable(String name) {
        return Variable.of(this, name).get();
    }

    /**
     * Writes a C variable.
     *
     * @param name its name in C
     * @param value as for {@link Pointer#setValue}
     */
    public void setVariable(String name, Object value) {
        Variable.of(this, name).set(value);
    }

    /**
     * A pointer to a C variable, of an array to its first element.
     *
     * @param name its name in C
     * @return the pointer
     */
    public Pointer address(String name) {
        return Variable.of(this, name).address();
    }

    /**
     * The C library's {@code errno}.
     *
     * @return its value
     */
    public int errno() {
        return Native.errno(handle);
    }

    /**
     * Sets {@code errno}.
     *
     * @param value its value
     */
    public void setErrno(int value) {
        Native.setErrno(handle, value);
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

    /**
     * For packages made from the library: which class the handles of a kind have from now on.
     *
     * @param kind the name of their class in the library's facts
     * @param factory makes them
     */
    public void handleFactory(String kind, HandleFactory factory) {
        handles().makeHandles(kind, factory);
    }

    /**
     * For packages made from the library: which class its failures have from now on.
     *
     * @param type the name of their class in the library's facts
     * @param factory makes them
     */
    public void errorFactory(String type, ErrorFactory factory) {
        handles().makeErrors(type, factory);
    }

    /** Starts afresh: memory and globals as after loading. Pointers from before are refused. */
    public void reset() {
        generation = frame.reset();
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
        return name() + (isClosed() ? " (closed)" : "");
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

    /** Its types, and how functions of its function types are called. */
    Types types() {
        if (types == null) {
            synchronized (this) {
                if (types == null) {
                    types = new Types(this);
                }
            }
        }
        return types;
    }

    /** Its constants, and names without prefixes. */
    Names names() {
        Names known = names;
        if (known == null) {
            known = new Names(handle);
            names = known;
        }
        return known;
    }

    /** The handles that Java refers to. */
    HandleTable handles() {
        if (handles == null) {
            synchronized (this) {
                if (handles == null) {
                    handles = new HandleTable(this, Native.handleKinds(handle));
                }
            }
        }
        return handles;
    }
}
