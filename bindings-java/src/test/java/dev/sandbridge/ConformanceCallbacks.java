package dev.sandbridge;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The vectors' callbacks: closures that do steps, and what was asked of them. */
final class ConformanceCallbacks {

    /** An exception that is not Sandbridge's. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Raised(String message) {
            super(message);
        }
    }

    private static final List<String> ACTIONS = List.of(
            "give", "add", "mul", "compare", "raise", "when", "release", "calls", "called");

    private final ConformanceCase run;
    private final Map<String, Object> kept;
    private final Map<Object, List<List<Object>>> records = new IdentityHashMap<>();
    private Raised raised;

    ConformanceCallbacks(ConformanceCase run, Map<String, Object> kept) {
        this.run = run;
        this.kept = kept;
    }

    /** What was raised last. */
    Raised raised() {
        return raised;
    }

    /** The function, or the callback object where a type is given. */
    Object make(JsonArray steps, ConformanceValues values, String type, Library library) {
        List<List<Object>> calls = new ArrayList<>();
        HostFunction function = args -> called(steps, calls, args);
        Object made = type == null ? function : library.callback(type, function);
        records.put(made, calls);
        return made;
    }

    private Object called(JsonArray steps, List<List<Object>> calls, Object... args) {
        calls.add(new ArrayList<>(java.util.Arrays.asList(args)));
        Map<String, Object> outer = new HashMap<>(kept);
        outer.keySet().removeIf(name -> !name.startsWith("$"));
        kept.keySet().removeIf(name -> name.startsWith("$"));
        for (int i = 0; i < args.length; i++) {
            kept.put("$" + i, args[i]);
        }
        try {
            return all(steps);
        } finally {
            kept.keySet().removeIf(name -> name.startsWith("$"));
            kept.putAll(outer);
        }
    }

    private Object all(JsonArray steps) {
        Object last = null;
        for (JsonElement step : steps) {
            last = run.step(step.getAsJsonObject());
        }
        return last;
    }

    boolean knows(JsonObject step) {
        return ACTIONS.stream().anyMatch(step::has);
    }

    Object act(JsonObject step, ConformanceValues values) {
        if (step.has("give")) {
            return values.give(step.get("give"));
        }
        if (step.has("raise")) {
            raised = new Raised(step.get("raise").getAsString());
            throw raised;
        }
        if (step.has("release")) {
            ((Callback) kept.get(step.get("release").getAsString())).release();
            return null;
        }
        if (step.has("calls") || step.has("called")) {
            String name = step.get(step.has("calls") ? "calls" : "called").getAsString();
            List<List<Object>> calls = records.get(kept.get(name));
            if (step.has("called")) {
                return calls.size();
            }
            List<List<Object>> copy = new ArrayList<>(calls);
            calls.clear();
            return copy;
        }
        if (step.has("when")) {
            return when(step, values);
        }
        String action = step.has("add") ? "add" : step.has("mul") ? "mul" : "compare";
        JsonArray pair = step.getAsJsonArray(action);
        if (action.equals("compare") && values.give(pair.get(0)) instanceof String) {
            String first = (String) values.give(pair.get(0));
            return Integer.signum(first.compareTo((String) values.give(pair.get(1))));
        }
        return combine(
                action, (Number) values.give(pair.get(0)), (Number) values.give(pair.get(1)));
    }

    private Object when(JsonObject step, ConformanceValues values) {
        boolean holds = true;
        try {
            values.check("it", step.get("is"), values.give(step.get("when")));
        } catch (AssertionError other) {
            holds = false;
        }
        String branch = holds ? "do" : "else";
        return step.has(branch) ? all(step.getAsJsonArray(branch)) : null;
    }

    private static Object combine(String action, Number a, Number b) {
        if (action.equals("compare")) {
            return a instanceof Double || b instanceof Double
                    ? Double.compare(a.doubleValue(), b.doubleValue())
                    : Long.compare(a.longValue(), b.longValue());
        }
        boolean isSum = action.equals("add");
        if (a instanceof LongDouble || a instanceof Double || a instanceof Float) {
            double x = a.doubleValue();
            double y = b.doubleValue();
            return isSum ? x + y : x * y;
        }
        if (a instanceof java.math.BigInteger) {
            java.math.BigInteger x = (java.math.BigInteger) a;
            java.math.BigInteger y = new java.math.BigInteger(b.toString());
            return isSum ? x.add(y) : x.multiply(y);
        }
        long result = isSum ? a.longValue() + b.longValue() : a.longValue() * b.longValue();
        return a instanceof Integer ? (Object) (int) result : (Object) result;
    }
}
