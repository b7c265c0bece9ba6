package dev.sandbridge;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that a library's functions and constants have once prefixes are gone. */
final class Idioms {

    private final List<String> functions;
    /** The same as Java would have them: {@code open_v2} as {@code openV2}. */
    private final List<String> habit;
    /** Name in C to the name without prefix. */
    private final Map<String, Object> constants;
    private final Map<String, String> byJavaName = new HashMap<>();

    @SuppressWarnings("unchecked")
    Idioms(Map<String, Object> facts) {
        this.functions = Collections.unmodifiableList((List<String>) facts.get("functions"));
        this.habit = (List<String>) facts.get("habit");
        this.constants = Tree.map(facts, "constants");
        for (int i = 0; i < functions.size(); i++) {
            byJavaName.putIfAbsent(habit.get(i), functions.get(i));
        }
        for (String name : functions) {
            byJavaName.put(name, name);
        }
    }

    /** The name that the core has for {@code name}, which may be in Java's habit. */
    String function(String name) {
        return byJavaName.getOrDefault(name, name);
    }

    /** The name that Java would have for {@code name}. */
    String habit(String name) {
        int at = functions.indexOf(name);
        return at < 0 ? name : habit.get(at);
    }

    List<String> functions() {
        return functions;
    }

    /** The values of constants by their names without prefixes. */
    Map<String, Object> constants(Map<String, Object> ofC) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : ofC.entrySet()) {
            Object name = constants.get(entry.getKey());
            if (name != null) {
                named.put((String) name, entry.getValue());
            }
        }
        return Collections.unmodifiableMap(named);
    }
}
