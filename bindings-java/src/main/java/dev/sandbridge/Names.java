package dev.sandbridge;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What the names of a library stand for beside functions: its constants, read when first asked for. */
final class Names {

    private final long owner;
    private volatile Idioms idioms;
    private volatile Map<String, Object> constants;
    private volatile Map<String, Object> constantsOfC;

    Names(long owner) {
        this.owner = owner;
    }

    /** All functions' names without prefixes. */
    List<String> functions() {
        return idioms().functions();
    }

    /** The names of functions and constants once prefixes are gone. */
    Idioms idioms() {
        Idioms known = idioms;
        if (known == null) {
            known = new Idioms(Native.facts(owner));
            idioms = known;
        }
        return known;
    }

    /** All constants by their names without prefixes. */
    Map<String, Object> constants() {
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
            known = narrowed(Native.constants(owner));
            constantsOfC = known;
        }
        return known;
    }

    /** The constants of an enumeration. */
    Map<String, Object> enumeration(String name) {
        return narrowed(Native.enumeration(owner, name));
    }

    private static Map<String, Object> narrowed(Map<String, Object> values) {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            Object value = entry.getValue();
            if (value instanceof Long && (Long) value == ((Long) value).intValue()) {
                entry.setValue(((Long) value).intValue());
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
