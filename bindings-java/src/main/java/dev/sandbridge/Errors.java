package dev.sandbridge;

import dev.sandbridge.error.SandbridgeException;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.List;
import java.util.Map;

/**
 * Our own errors: made by the core, so that code, class and form are those of its one table. They
 * are typed as {@link RuntimeException}, which the JVM has loaded: to verify a class that throws a
 * type of ours, it would load that type at every start.
 */
final class Errors {

    private Errors() {}

    /** The exception of that code, to be thrown. */
    static RuntimeException of(String code, String message, String help) {
        try {
            Native.fail(code, message, help);
        } catch (SandbridgeException error) {
            return error;
        }
        throw new AssertionError("Native.fail returned");
    }

    /** {@code SB0302}: a value of a type that does not fit. */
    static RuntimeException mismatch(Object where, String expected, Object came) {
        return mismatch(where, expected, came, null);
    }

    /** The same with what to do about it. */
    static RuntimeException mismatch(Object where, String expected, Object came, String help) {
        return of("SB0302", where + ": expected " + expected + ", got " + describe(came), help);
    }

    /** {@code SB0310}: another number of elements. */
    static RuntimeException wrongLength(Object where, int has, int came) {
        return of("SB0310", where + ": it has " + has + " elements, got " + came, null);
    }

    /** {@code SB0311}: an index outside. */
    static RuntimeException index(Object where, long index, long count) {
        String message = where + ": element " + index + " lies outside an array of " + count;
        return of("SB0311", message, null);
    }

    /** {@code SB0208}: no such member, with the nearest. */
    static RuntimeException unknownMember(Object where, String wanted, String[] names) {
        String near = Native.nearest(wanted, names);
        String help = near != null
                ? "did you mean `" + near + "`?"
                : "it has " + String.join(", ", names);
        return of("SB0208", where + " has no member `" + wanted + "`", help);
    }

    /** {@code SB0309}: a C type that cannot cross. */
    static RuntimeException unsupported(Object where, String what) {
        return of("SB0309", where + ": " + what, null);
    }

    /** Whether it is a guest exception that left a nested call; the native half asks. */
    static boolean passes(Throwable failure) {
        return failure instanceof SandbridgeException
                && ((SandbridgeException) failure).code().equals("SB0405");
    }

    /** What a value is, for messages. */
    static String describe(Object value) {
        if (value == null || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof Float || value instanceof Double) {
            return "the floating number " + value;
        }
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof CharSequence) {
            return "text of " + ((CharSequence) value).length() + " characters";
        }
        if (value instanceof Struct) {
            return "a `" + ((Struct) value).type().name() + "`";
        }
        if (value instanceof Pointer) {
            return "a `" + ((Pointer) value).type() + "`";
        }
        if (value instanceof Handle) {
            return "a `" + ((Handle) value).kind() + "`";
        }
        if (value instanceof FunctionPointer) {
            return "a `" + ((FunctionPointer) value).type() + "`";
        }
        if (value instanceof Callback) {
            return "a callback `" + ((Callback) value).type() + "`";
        }
        if (value instanceof Buffer) {
            return (((Buffer) value).isReadOnly() ? "a read-only buffer of " : "a buffer of ")
                    + ((Buffer) value).remaining() + " elements";
        }
        if (value instanceof List) {
            return "a list of " + ((List<?>) value).size() + " values";
        }
        if (value instanceof Map) {
            return "a mapping of " + ((Map<?, ?>) value).size() + " members";
        }
        if (value.getClass().isArray()) {
            return "an array of " + Array.getLength(value) + " "
                    + value.getClass().getComponentType().getSimpleName();
        }
        return "a " + value.getClass().getName();
    }
}
