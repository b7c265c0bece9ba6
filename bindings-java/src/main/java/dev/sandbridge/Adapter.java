package dev.sandbridge;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;

/** How an object with one method is called with what C gives. */
final class Adapter {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Class<?>[] OTHERS = {
        CharSequence.class, Number.class, Boolean.class, Character.class, Collection.class,
        Map.class, AutoCloseable.class, Struct.class, java.nio.Buffer.class
    };

    /** The method of each class; looking for it takes microseconds. */
    private static final ClassValue<Method[]> METHODS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return new Method[] {find(type)};
        }
    };

    /** Takes the object and slots; null unless all is numbers. */
    final DirectCall direct;
    /** Takes the object and its arguments as an array; null where the object is a HostFunction. */
    final MethodHandle general;

    private Adapter(DirectCall direct, MethodHandle general) {
        this.direct = direct;
        this.general = general;
    }

    /** Whether a value is a function at all. */
    static boolean isFunction(Object value) {
        return value instanceof HostFunction || method(value) != null;
    }

    /** How {@code function} is called as {@code plan} says. */
    static Adapter of(CallbackPlan plan, Object function) {
        int count = plan.params.length;
        if (function instanceof HostFunction && !isTyped(plan, function)) {
            return ofHostFunction(plan);
        }
        MethodHandle general = general(function, count, plan.where());
        try {
            Method method = method(function);
            boolean isNumeric = plan.isNumeric();
            return new Adapter(isNumeric ? plan.direct(method, handle(method)) : null, general);
        } catch (WrongMethodTypeException wrong) {
            throw Errors.of(
                    "SB0302",
                    plan.where() + ": the method's types do not fit: " + wrong.getMessage(),
                    "declare them as C has them, or use a HostFunction");
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("a method that was found before", missing);
        }
    }

    /** Whether it has a method for just these numbers, as the interfaces of packages do. */
    private static boolean isTyped(CallbackPlan plan, Object function) {
        Method method = plan.isNumeric() ? method(function) : null;
        return method != null
                && method.getDeclaringClass() != HostFunction.class
                && method.getParameterCount() == plan.params.length;
    }

    /** A handle that takes the object, and its {@code count} arguments as an array. */
    static MethodHandle general(Object function, int count, Object where) {
        Method method = method(function);
        if (method == null) {
            throw Errors.mismatch(where, "a function", function);
        }
        if (method.getParameterCount() != count && !method.isVarArgs()) {
            throw Errors.of(
                    "SB0302",
                    where + ": C gives " + count + " arguments, " + method
                            + " takes " + method.getParameterCount(),
                    null);
        }
        try {
            MethodHandle handle = handle(method);
            return handle
                    .asType(handle.type().changeParameterType(0, Object.class))
                    .asType(MethodType.genericMethodType(count + 1))
                    .asSpreader(Object[].class, count);
        } catch (IllegalAccessException hidden) {
            throw Errors.of(
                    "SB0302",
                    where + ": " + method + " cannot be reached",
                    "make its interface public, or use a HostFunction");
        }
    }

    /** It takes its arguments as an array; numbers are put there without asking what each is. */
    private static Adapter ofHostFunction(CallbackPlan plan) {
        if (!plan.isNumeric()) {
            return new Adapter(null, null);
        }
        int count = plan.params.length;
        try {
            Method method = HostFunction.class.getMethod("apply", Object[].class);
            MethodHandle apply = LOOKUP.unreflect(method).asFixedArity();
            return new Adapter(
                    plan.direct(method, apply.asCollector(Object[].class, count)), null);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("a method of this package", missing);
        }
    }

    private static MethodHandle handle(Method method) throws IllegalAccessException {
        if (Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
            return MethodHandles.publicLookup().unreflect(method);
        }
        return method.trySetAccessible()
                ? LOOKUP.unreflect(method)
                : MethodHandles.publicLookup().unreflect(method);
    }

    /** Calls through {@code handle}, which takes the object and what C gives as its own types. */
    static DirectCall direct(CallbackPlan plan, MethodHandle handle)
            throws ReflectiveOperationException {
        int count = plan.params.length;
        Class<?>[] types = new Class<?>[count + 1];
        types[0] = Object.class;
        for (int i = 0; i < count; i++) {
            types[i + 1] = plan.params[i].type();
        }
        Class<?> own = handle.type().returnType();
        boolean isLong = own == long.class || own == int.class || own == short.class;
        Class<?> result = isLong ? long.class : own == double.class ? own : Object.class;
        boolean isIgnored = plan.result.scalar() == null;
        MethodHandle call = handle.asType(MethodType.methodType(
                isIgnored ? void.class : result, types));
        for (int i = 0; i < count; i++) {
            call = MethodHandles.filterArguments(
                    call, i + 1, Handles.lift(plan.params[i].scalar()));
        }
        MethodHandle give = isIgnored
                ? MethodHandles.constant(long.class, 0L)
                : LOOKUP.findVirtual(
                                Return.class, "bits", MethodType.methodType(long.class, result))
                        .bindTo(plan.result);
        call = MethodHandles.filterReturnValue(call, give);
        Class<?>[] unused = new Class<?>[4 - count];
        java.util.Arrays.fill(unused, long.class);
        return DirectCallShape.of(MethodHandles.dropArguments(call, count + 1, unused));
    }

    private static Method method(Object value) {
        return value == null ? null : METHODS.get(value.getClass())[0];
    }

    /** The one abstract method of the one interface that has one, or null. */
    private static Method find(Class<?> type) {
        if (type.isArray()) {
            return null;
        }
        for (Class<?> other : OTHERS) {
            if (other.isAssignableFrom(type)) {
                return null;
            }
        }
        Method found = null;
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> one : at.getInterfaces()) {
                Method single = single(one);
                if (single != null && found != null && !single.equals(found)) {
                    return null;
                }
                found = single != null ? single : found;
            }
        }
        return found;
    }

    private static Method single(Class<?> type) {
        Method found = null;
        for (Method method : type.getMethods()) {
            if (!Modifier.isAbstract(method.getModifiers()) || isOfObject(method)) {
                continue;
            }
            if (found != null || type == Comparable.class) {
                return null;
            }
            found = method;
        }
        return found;
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException own) {
            return false;
        }
    }
}
