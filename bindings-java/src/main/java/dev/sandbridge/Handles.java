package dev.sandbridge;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a function's method handle together, so that the JVM sees through it. */
final class Handles {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final String[] CALLS = {
        "call0", "call1", "call2", "call3", "call4", "call5", "call6", "call7", "call8"
    };

    private Handles() {}

    static MethodHandle of(Function function) {
        try {
            return make(function);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("a method of this package", missing);
        }
    }

    /** The quick way for a function with one or two pointers and otherwise numbers, or null. */
    static PointerCall pointerCall(Function function) {
        List<PointerStep> pointers = quickPointers(function);
        if (pointers == null || pointers.isEmpty()) {
            return null;
        }
        PointerStep second = pointers.size() == 2 ? pointers.get(1) : null;
        return new PointerCall(function, pointers.get(0), second);
    }

    /** Its pointers where there is a quick way, at most two; else null. */
    private static List<PointerStep> quickPointers(Function function) {
        List<PointerStep> pointers = new ArrayList<>();
        boolean isQuick = function.program() == null
                && function.slots() <= PointerCall.MAX_SLOTS
                && function.steps().length == function.parameters().length
                && (function.lift().scalar() != null || function.lift() instanceof Lift.Nothing);
        for (Step step : function.steps()) {
            if (step instanceof PointerStep) {
                pointers.add((PointerStep) step);
                isQuick &= ((PointerStep) step).fitsFrame();
            } else if (step.argument() < 0 || function.parameters()[step.argument()].scalar == null) {
                isQuick = false;
            }
        }
        return isQuick && pointers.size() <= 2 ? pointers : null;
    }

    private static MethodHandle make(Function function) throws ReflectiveOperationException {
        MethodType type = type(function);
        List<PointerStep> pointers = quickPointers(function);
        if (pointers == null) {
            return general(function, type);
        }
        MethodHandle raw = pointers.isEmpty() ? scalars(function) : pointers(function, pointers);
        for (Step step : function.steps()) {
            if (!(step instanceof PointerStep)) {
                Parameter parameter = function.parameters()[step.argument()];
                raw = MethodHandles.filterArguments(raw, step.argument(), lower(parameter));
            }
        }
        return MethodHandles.filterReturnValue(raw, lift(function.lift().scalar()))
                .asType(type);
    }

    private static MethodType type(Function function) {
        Class<?>[] types = new Class<?>[function.parameters().length];
        for (int i = 0; i < types.length; i++) {
            Scalar scalar = function.parameters()[i].scalar;
            types[i] = scalar == null ? Object.class : scalar.type;
        }
        return MethodType.methodType(function.lift().type(), types);
    }

    /** Any function: through its arguments as objects. */
    private static MethodHandle general(Function function, MethodType type)
            throws ReflectiveOperationException {
        MethodType call = MethodType.methodType(Object.class, Object[].class);
        return LOOKUP.findVirtual(Function.class, "call", call)
                .bindTo(function)
                .asCollector(Object[].class, type.parameterCount())
                .asType(type);
    }

    /** Numbers only: the slots are arguments. */
    private static MethodHandle scalars(Function function) throws ReflectiveOperationException {
        int count = function.slots();
        MethodType slots = MethodType.methodType(long.class, longs(count));
        return LOOKUP.findVirtual(SlotCall.class, CALLS[count], slots)
                .bindTo(new SlotCall(function));
    }

    /** One or two pointers: they come first, the slots of all follow. */
    private static MethodHandle pointers(Function function, List<PointerStep> pointers)
            throws ReflectiveOperationException {
        int count = pointers.size();
        PointerStep second = count == 2 ? pointers.get(1) : null;
        Class<?>[] parameters = new Class<?>[count + PointerCall.MAX_SLOTS];
        Arrays.fill(parameters, long.class);
        Arrays.fill(parameters, 0, count, Object.class);
        MethodHandle raw = LOOKUP.findVirtual(
                        PointerCall.class,
                        "call" + count,
                        MethodType.methodType(long.class, parameters))
                .bindTo(new PointerCall(function, pointers.get(0), second));
        // Slots that are no number's are zero, and the others go where the prototype has them.
        Step[] steps = function.steps();
        Class<?>[] target = new Class<?>[steps.length];
        int[] order = new int[count + steps.length];
        int pointer = 0;
        for (int slot = PointerCall.MAX_SLOTS - 1; slot >= 0; slot--) {
            if (slot >= steps.length || steps[slot] instanceof PointerStep) {
                raw = MethodHandles.insertArguments(raw, count + slot, 0L);
            }
        }
        int next = count;
        for (int i = 0; i < steps.length; i++) {
            boolean isPointer = steps[i] instanceof PointerStep;
            target[i] = isPointer ? Object.class : long.class;
            order[isPointer ? pointer++ : next++] = i;
        }
        MethodType type = MethodType.methodType(long.class, target);
        return MethodHandles.permuteArguments(raw, type, Arrays.copyOf(order, next));
    }

    private static MethodHandle lower(Parameter parameter) throws ReflectiveOperationException {
        Scalar scalar = parameter.scalar;
        if (scalar == Scalar.I32 || scalar == Scalar.I64 || scalar == Scalar.U64) {
            return cast(long.class, scalar.type);
        }
        if (scalar == Scalar.F64 || scalar == Scalar.F32 || scalar == Scalar.BOOL) {
            return find(SlotCall.class, "bits", long.class, scalar.type);
        }
        String name = scalar.type == int.class ? "intBits" : "bits";
        return LOOKUP.findVirtual(
                        Parameter.class, name, MethodType.methodType(long.class, scalar.type))
                .bindTo(parameter);
    }

    /** From a slot to a number of that form; null for nothing. */
    static MethodHandle lift(Scalar scalar) throws ReflectiveOperationException {
        if (scalar == null) {
            return MethodHandles.empty(MethodType.methodType(void.class, long.class));
        }
        switch (scalar) {
            case I32: return cast(int.class, long.class);
            case I64: case U64: return MethodHandles.identity(long.class);
            case F64: return find(Double.class, "longBitsToDouble", double.class, long.class);
            case F32: return find(SlotCall.class, "toFloat", float.class, long.class);
            case BOOL: return find(SlotCall.class, "toBoolean", boolean.class, long.class);
            default:
                MethodType widen = MethodType.methodType(long.class, long.class);
                MethodHandle widened =
                        LOOKUP.findVirtual(Scalar.class, "widen", widen).bindTo(scalar);
                return MethodHandles.explicitCastArguments(
                        widened, MethodType.methodType(scalar.type, long.class));
        }
    }

    private static MethodHandle cast(Class<?> to, Class<?> from) {
        return MethodHandles.explicitCastArguments(
                MethodHandles.identity(to), MethodType.methodType(to, from));
    }

    private static MethodHandle find(Class<?> in, String name, Class<?> to, Class<?> from)
            throws ReflectiveOperationException {
        return LOOKUP.findStatic(in, name, MethodType.methodType(to, from));
    }

    private static Class<?>[] longs(int count) {
        Class<?>[] types = new Class<?>[count];
        Arrays.fill(types, long.class);
        return types;
    }
}
