package dev.sandbridge;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Binds the methods of an interface to the functions of the same names. */
final class Binder {

    private Binder() {}

    static <T> T bind(Library library, Class<T> type) {
        if (!type.isInterface()) {
            throw Errors.mismatch("as", "an interface", type);
        }
        Map<Method, MethodHandle> handles = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                handles.put(method, handle(library, method));
            }
        }
        InvocationHandler handler = (proxy, method, args) -> {
            MethodHandle handle = handles.get(method);
            if (handle != null) {
                return handle.invokeExact(args);
            }
            return method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, args)
                    : ofObject(proxy, method, args, library, type);
        };
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static MethodHandle handle(Library library, Method method) {
        Function function = library.function(method.getName());
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != function.parameters().length) {
            throw Errors.of(
                    "SB0301",
                    function + " takes " + function.parameters().length
                            + " arguments, the method has " + parameters.length,
                    "its prototype is `" + function.prototype() + "`");
        }
        try {
            return function.handle()
                    .asType(MethodType.methodType(method.getReturnType(), parameters))
                    .asType(MethodType.genericMethodType(parameters.length))
                    .asSpreader(Object[].class, parameters.length);
        } catch (WrongMethodTypeException wrong) {
            throw Errors.of(
                    "SB0302",
                    function + ": the method's types do not fit: " + wrong.getMessage(),
                    "declare it as " + function.handle().type());
        }
    }

    private static Object ofObject(
            Object proxy, Method method, Object[] args, Library library, Class<?> type) {
        switch (method.getName()) {
            case "equals":
                return proxy == args[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return type.getSimpleName() + " of " + library.name();
        }
    }
}
