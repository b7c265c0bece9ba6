package dev.sandbridge;

import java.lang.ref.Cleaner;
import java.util.Collections;
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
    private final CLayer c = new CLayer(this);
    private final Types types = new Types(this);
    /** The thread whose callback is running; only that one finds itself here. */
    private Thread callingBack;
    /** Whether a callback keeps the frame from the calls inside it; as above. */
    private boolean hasFrame;
    private volatile Map<String, Object> constants;
    private volatile Map<String, Object> constantsOfC;
    private volatile Idioms idioms;
    private volatile HandleTable handles;

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
     * The library as C wrote it: the same functions without what facts make of them.
     *
     * @return its functions and constants by their C names
     */
    public CLayer c() {
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
        Function made = new Function(this, Native.idiom(handle, nameOfCore(name)));
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
        throw Errors.mismatch(this.name + "." + name, "an integer constant of 32 bits", value);
    }

    /**
     * All constants.
     *
     * @return their values by their names without prefixes, in the header's order
     */
    public Map<String, Object> constants() {
        Map<String, Object> known = constants;
        if (known == null) {
            known = idioms().constants(constantsOfC());
            constants = known;
        }
        return known;
    }

    /** The same by their C names. */
    Map<String, Object> constantsOfC() {
        Map<String, Object> known = constantsOfC;
        if (known == null) {
            known = Collections.unmodifiableMap(narrowed(Native.constants(handle)));
            constantsOfC = known;
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
     * @return their names without prefixes, in the header's order
     */
    public List<String> functions() {
        return idioms().functions();
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
        Pointer made = Allocation.make(this, type, 1);
        return Allocation.filled(made, type(type).access(), init, type);
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
        Pointer made = Allocation.make(this, type, count);
        CType element = type(type);
        Access all = new ArrayAccess(element.access(), count, element.size);
        return Allocation.filled(made, all, init, type);
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
        CallbackPlan plan = callbackPlan(signature(type));
        CallbackTarget target = new CallbackTarget(plan, function, name + ".callback");
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
        return new Typed(type(type), value);
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
        if (callingBack == Thread.currentThread()) {
            // The call that is running has the frame; the core says what is wrong.
            Native.reset(handle);
            return;
        }
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
        return types.named(name);
    }

    /** The type at that position of the interface. */
    CType typeAt(int id) {
        return types.at(id);
    }

    /** The record type at that position of the interface. */
    RecordType record(int id) {
        return types.record(id);
    }

    /** The function type of that name. */
    int signature(String name) {
        return types.signature(name);
    }

    /** How functions of that type are called. */
    Function functionType(int signature) {
        return types.function(signature);
    }

    /** How C calls functions of that type. */
    CallbackPlan callbackPlan(int signature) {
        return types.callback(signature);
    }

    /** The handles that Java refers to. */
    HandleTable handles() {
        HandleTable known = handles;
        return known != null ? known : makeHandles();
    }

    private synchronized HandleTable makeHandles() {
        if (handles == null) {
            handles = new HandleTable(this, Native.handleKinds(handle));
        }
        return handles;
    }

    /** The names of functions and constants once prefixes are gone. */
    Idioms idioms() {
        Idioms known = idioms;
        if (known == null) {
            known = new Idioms(Native.facts(handle));
            idioms = known;
        }
        return known;
    }

    /** A function with its facts applied, by its C name. */
    Function functionOfC(String name) {
        return new Function(this, Native.idiom(handle, name));
    }

    /** Only a name with capital letters can be in Java's habit alone. */
    private String nameOfCore(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isUpperCase(name.charAt(i))) {
                return idioms().function(name);
            }
        }
        return name;
    }

    /** How C calls host functions of which the facts at that position tell. */
    IdiomPlan idiomPlan(int facts) {
        return types.idiom(facts);
    }

    /** Whether a pointer to the one type may be passed for one to the other. */
    boolean mayPoint(int wanted, int given) {
        return types.mayPoint(wanted, given);
    }

    /** The typed pointer to an address that the guest gave, or null. */
    Pointer pointer(int pointerType, int address, int life) {
        if (address == 0) {
            return null;
        }
        return new Pointer(this, life, address, typeAt(pointerType).to(), -1, null);
    }

    /** The C function at a table index that the guest gave, or null. */
    FunctionPointer functionPointer(int signature, int index, int life) {
        return index == 0 ? null : new FunctionPointer(this, signature, index, life);
    }

    /** C calls this thread's code; what {@link #leaveCallback} is to be given. */
    Thread enterCallback() {
        Thread outer = callingBack;
        callingBack = Thread.currentThread();
        if (outer == null) {
            // Scratch is in use, so that the frame's data does not lie where it says.
            hasFrame = frame.tryLock();
        }
        return outer;
    }

    /** The callback returns. */
    void leaveCallback(Thread outer) {
        callingBack = outer;
        if (outer == null && hasFrame) {
            hasFrame = false;
            frame.unlock();
        }
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
