package dev.sandbridge;

import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;

/**
 * A C function of a library.
 *
 * <p>{@link #call} takes and returns objects. {@code callInt}, {@code callLong} and {@code
 * callDouble} with fixed arguments make none where all is numbers. {@link #handle()} is the fastest
 * when kept in a {@code static final} field.
 *
 * <pre>{@code
 * Function sum = library.function("sum");
 * int result = sum.callInt(data, data.length);
 * }</pre>
 */
public final class Function extends NumberCalls {

    private final Library library;
    private final String name;
    private final String prototype;
    private final Step[] steps;
    private final int slots;
    private final boolean isVariadic;
    /** The quick way with structs by value, or null. */
    private final ImageCall images;
    /** What surrounds the call where facts say so, or null. */
    private final Program program;

    private MethodHandle methodHandle;

    Function(Library library, Map<String, Object> plan) {
        this.library = library;
        this.name = Tree.text(plan, "name");
        this.prototype = Tree.text(plan, "prototype");
        this.slots = Tree.number(plan, "slots");
        this.isVariadic = Tree.flag(plan, "is_variadic");
        this.handle = (Long) plan.get("handle");
        List<Map<String, Object>> args = Tree.list(plan, "args");
        this.parameters = new Parameter[args.size()];
        for (int i = 0; i < parameters.length; i++) {
            Map<String, Object> arg = args.get(i);
            parameters[i] =
                    new Parameter(this, Tree.text(arg, "name"), Tree.text(arg, "spelling"));
        }
        List<Map<String, Object>> lower = Tree.list(plan, "lower");
        this.steps = new Step[lower.size()];
        boolean hasImages = false;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Step.of(library, lower.get(i), parameters);
            String op = Tree.text(lower.get(i), "op");
            hasImages |= op.equals("image") || op.equals("area");
        }
        this.program = plan.get("program") == null ? null : new Program(this, plan, parameters);
        this.lift = program == null ? Lift.of(library, Tree.map(plan, "lift")) : program.lift();
        this.numbers = countNumbers();
        this.images = hasImages && !isVariadic && program == null ? ImageCall.of(this) : null;
    }

    /** The function of a name without prefix, in either spelling, with its facts applied. */
    static Function named(Library library, String name) {
        String known = name;
        for (int i = 0; i < name.length(); i++) {
            // Only a name with capital letters can be in Java's habit alone.
            if (Character.isUpperCase(name.charAt(i))) {
                known = library.names().idioms().function(name);
                break;
            }
        }
        return ofC(library, known);
    }

    /** The function of a C name with its facts applied. */
    static Function ofC(Library library, String name) {
        return new Function(library, Native.idiom(library.handle(), name));
    }

    private int countNumbers() {
        for (Parameter parameter : parameters) {
            if (parameter.scalar == null) {
                return -1;
            }
        }
        boolean isPlain = program == null && lift.scalar() != null && steps.length == parameters.length;
        return isPlain ? parameters.length : -1;
    }

    /**
     * Its name in C.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Its prototype as C writes it.
     *
     * @return for example {@code uLong crc32(uLong crc, const Bytef *buf, uInt len)}
     */
    public String prototype() {
        return prototype;
    }

    /**
     * The comment above its declaration.
     *
     * @return the text, or null when the header has none
     */
    public String doc() {
        return Native.doc(library.handle(), name);
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
     * Calls it.
     *
     * @param args one for each parameter: numbers, booleans, text, arrays, buffers, structs,
     *     functions, pointers, handles or null; where it is variadic, more of them
     * @return a box, text, a {@link Pointer}, a {@link Struct}, or null
     */
    @Override
    public Object call(Object... args) {
        return callAt(-1, false, args == null ? new Object[] {null} : args);
    }

    /** Calls it, or what the function pointer points to as one of this type. */
    Object callAt(int pointer, boolean isPointer, Object[] given) {
        if (program != null && given.length >= program.required(parameters.length)) {
            given = program.filled(given, parameters.length);
        }
        boolean hasMore = isVariadic && given.length > parameters.length;
        if (given.length != parameters.length && !hasMore) {
            throw wrongCount(given.length);
        }
        if (images != null && !isPointer) {
            Object result = images.call(given);
            if (result != ImageCall.NOT_DONE) {
                return result;
            }
        }
        Call call = program == null ? new Call(this, pointer, isPointer) : new Call(this, program);
        if (hasMore) {
            call.more = java.util.Arrays.copyOfRange(given, parameters.length, given.length);
        }
        try {
            for (Step step : steps) {
                step.lower(step.argument() < 0 ? null : given[step.argument()], call);
            }
            if (program == null) {
                return lift.call(call);
            }
            program.perform(given, call);
            return program.result(call);
        } finally {
            call.end();
            // What they point to must not be closed before it was passed.
            Reference.reachabilityFence(given);
        }
    }

    /**
     * Calls it with any arguments where the result is an integer that fits an {@code int}.
     *
     * @param args as for {@link #call}
     * @return its result
     */
    public int callInt(Object... args) {
        return intOf(call(args));
    }

    /**
     * Calls it with any arguments where the result is an integer.
     *
     * @param args as for {@link #call}
     * @return its result; of an unsigned 64-bit one the bits
     */
    public long callLong(Object... args) {
        return longOf(call(args));
    }

    /**
     * Calls it with any arguments where the result is a number.
     *
     * @param args as for {@link #call}
     * @return its result
     */
    public double callDouble(Object... args) {
        return doubleOf(call(args));
    }

    /**
     * A method handle with the function's natural type, such as {@code (int,int)int}: {@code
     * boolean}, {@code int}, {@code long}, {@code float} and {@code double} for numbers, {@code
     * Object} for pointers and records, {@code String}, {@link Pointer} and {@link Struct} as
     * results. Kept in a {@code static final} field, a call through it compiles to the native call.
     *
     * @return the handle
     */
    public synchronized MethodHandle handle() {
        if (methodHandle == null) {
            methodHandle = Handles.of(this);
        }
        return methodHandle;
    }

    @Override
    public String toString() {
        return library.name() + "." + name;
    }

    /** The step that takes that argument, which is a number. */
    Step.NumberStep number(int argument) {
        for (Step step : steps) {
            if (step.argument() == argument && step instanceof Step.NumberStep) {
                return (Step.NumberStep) step;
            }
        }
        throw Errors.mismatch(parameters[argument], "an object", "a number");
    }

    /** The quick way with structs by value, or null. */
    ImageCall images() {
        return images;
    }

    /** What surrounds the call, or null. */
    Program program() {
        return program;
    }

    int slots() {
        return slots;
    }

    Step[] steps() {
        return steps;
    }

    Parameter[] parameters() {
        return parameters;
    }

    Lift lift() {
        return lift;
    }

    private RuntimeException wrongCount(int given) {
        String plural = parameters.length == 1 ? "" : "s";
        return Errors.of(
                "SB0301",
                this + " takes " + (isVariadic ? "at least " : "") + parameters.length
                        + " argument" + plural + ", got " + given,
                "its prototype is `" + prototype + "`");
    }
}
