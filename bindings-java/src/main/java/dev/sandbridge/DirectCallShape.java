package dev.sandbridge;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The class whose copies the {@link DirectCall}s are: hidden classes, each with a method handle that
 * is a constant there. Through a handle in a field, a call costs as much as the callback around it.
 */
final class DirectCallShape extends DirectCall {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    /** Takes the function and four slots; only copies have one. */
    private static final MethodHandle HANDLE = handle();
    private static byte[] code;

    DirectCallShape() {}

    private static MethodHandle handle() {
        try {
            return LOOKUP.lookupClass().isHidden()
                    ? MethodHandles.classData(LOOKUP, "_", MethodHandle.class)
                    : null;
        } catch (IllegalAccessException impossible) {
            throw new AssertionError("a class asks for its own data", impossible);
        }
    }

    /** A copy that calls {@code handle}. */
    static DirectCall of(MethodHandle handle) throws ReflectiveOperationException {
        return (DirectCall) LOOKUP.defineHiddenClassWithClassData(code(), handle, true)
                .lookupClass()
                .getDeclaredConstructor()
                .newInstance();
    }

    private static synchronized byte[] code() {
        if (code == null) {
            String name = "DirectCallShape.class";
            try (InputStream in = DirectCallShape.class.getResourceAsStream(name)) {
                code = in.readAllBytes();
            } catch (IOException unreadable) {
                throw new AssertionError("the class file that was loaded", unreadable);
            }
        }
        return code;
    }

    @Override
    long call(Object function, long a, long b, long c, long d) throws Throwable {
        return (long) HANDLE.invokeExact(function, a, b, c, d);
    }
}
