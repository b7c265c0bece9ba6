package dev.sandbridge;

import java.lang.invoke.MethodHandle;

/** An object of any functional interface, called with objects. */
final class AdaptedFunction implements HostFunction {

    private final Object function;
    /** Takes the object and its arguments as an array. */
    private final MethodHandle method;

    AdaptedFunction(Object function, MethodHandle method) {
        this.function = function;
        this.method = method;
    }

    @Override
    public Object apply(Object... args) throws Exception {
        try {
            return (Object) method.invokeExact(function, args);
        } catch (Exception | Error thrown) {
            throw thrown;
        } catch (Throwable other) {
            throw new java.lang.reflect.UndeclaredThrowableException(other);
        }
    }
}
