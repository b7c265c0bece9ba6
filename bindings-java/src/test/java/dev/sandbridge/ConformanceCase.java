package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sandbridge.error.LibraryException;
import dev.sandbridge.error.SandbridgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** One case's state and its actions, as core/conformance/README.md describes them. */
final class ConformanceCase {

    private final Path folder;
    private final JsonObject options;
    private final Map<String, Object> kept = new HashMap<>();
    private final ConformanceCallbacks callbacks = new ConformanceCallbacks(this, kept);
    private final ConformanceValues values =
            new ConformanceValues(kept, this::current, callbacks);
    private final Map<String, Library> libraries = new HashMap<>();
    private Library library;

    ConformanceCase(Path folder, JsonObject options) {
        this.folder = folder;
        this.options = options == null ? new JsonObject() : options;
    }

    private Library current() {
        return library;
    }

    /** Does a step and checks what is expected of it. */
    Object step(JsonObject step) {
        Object result = null;
        int times = step.has("times") ? step.get("times").getAsInt() : 1;
        for (int i = 0; i < times; i++) {
            result = once(step);
        }
        return result;
    }

    private Object once(JsonObject step) {
        Library outer = library;
        try {
            if (step.has("in")) {
                library = libraries.get(step.get("in").getAsString());
            }
            return checked(step);
        } finally {
            if (step.has("in")) {
                library = outer;
            }
        }
    }

    private Object checked(JsonObject step) {
        Object result;
        try {
            result = act(step);
        } catch (SandbridgeException error) {
            checkError(step, error);
            return null;
        } catch (ConformanceCallbacks.Raised raised) {
            if (!step.has("raises")) {
                throw raised;
            }
            assertSame(callbacks.raised(), raised);
            assertEquals(step.get("raises").getAsString(), raised.getMessage());
            return null;
        } catch (IOException error) {
            throw new AssertionError(error);
        }
        if (step.has("error") || step.has("raises")) {
            fail("expected a failure of " + step + ", got " + result);
        }
        if (step.has("returns")) {
            values.check("the result", step.get("returns"), result);
        }
        if (step.has("as")) {
            kept.put(step.get("as").getAsString(), result);
        }
        return result;
    }

    private static void checkError(JsonObject step, SandbridgeException error) {
        if (!step.has("error")) {
            throw error;
        }
        JsonElement wanted = step.get("error");
        boolean isExpected = wanted.isJsonArray()
                ? wanted.getAsJsonArray().contains(new JsonPrimitive(error.code()))
                : wanted.getAsString().equals(error.code());
        assertTrue(isExpected, wanted + " but " + error.getMessage());
        for (String part : strings(step, "error_has")) {
            assertTrue(error.getMessage().contains(part), part + " in: " + error.getMessage());
        }
        for (String part : strings(step, "frames_has")) {
            assertTrue(
                    error.frames().stream().anyMatch(frame -> frame.contains(part)),
                    part + " in: " + error.frames());
        }
        if (step.has("failure")) {
            JsonObject failure = step.getAsJsonObject("failure");
            LibraryException own = (LibraryException) error;
            assertEquals(failure.get("class").getAsString(), own.type());
            assertEquals(failure.get("status").getAsLong(), own.status());
            JsonElement name = failure.get("name");
            assertEquals(name.isJsonNull() ? null : name.getAsString(), own.name());
        }
        if (step.has("stderr_has")) {
            String part = step.get("stderr_has").getAsString();
            assertTrue(error.stderr().contains(part), part + " in: " + error.stderr());
        }
    }

    private static List<String> strings(JsonObject step, String key) {
        return step.has(key)
                ? step.getAsJsonArray(key).asList().stream().map(JsonElement::getAsString).toList()
                : List.of();
    }

    private Object act(JsonObject step) throws IOException {
        if (step.has("load")) {
            load(step.getAsJsonObject("load"));
            return null;
        }
        if (library == null) {
            library = Sandbridge.load(folder.resolve("case.wasm"), options(options));
        }
        if (step.has("call") || step.has("call_c") || step.has("method")) {
            return call(step);
        }
        if (step.has("constant")) {
            return library.constant(step.get("constant").getAsString());
        }
        if (step.has("enum")) {
            return library.enumeration(step.get("enum").getAsString());
        }
        if (step.has("let")) {
            return keep(step.get("let").getAsString(), values.give(step.get("value")));
        }
        if (step.has("new")) {
            return allocate(step);
        }
        if (step.has("close")) {
            return close(step.getAsJsonPrimitive("close"));
        }
        if (step.has("is_open")) {
            return ((Handle) kept.get(step.get("is_open").getAsString())).isOpen();
        }
        if (step.has("reset")) {
            library.reset();
            return null;
        }
        return callbacks.knows(step)
                ? callbacks.act(step, values)
                : step.has("errno") || step.has("set_errno") || step.has("variable")
                                || step.has("assign") || step.has("address")
                        ? actOnVariable(step)
                        : actOnObject(step);
    }

    private Object call(JsonObject step) {
        JsonArray args = step.has("args") ? step.getAsJsonArray("args") : new JsonArray();
        Object[] given = args.asList().stream().map(values::give).toArray();
        if (step.has("call_c")) {
            return library.c().call(step.get("call_c").getAsString(), given);
        }
        String name = step.get(step.has("call") ? "call" : "method").getAsString();
        // Names of functions with facts are in Java's habit, those of C's are as C has them.
        String called = folder.getFileName().toString().startsWith("facts-")
                ? library.names().idioms().habit(name) : name;
        return step.has("method")
                ? ((Handle) kept.get(step.get("of").getAsString())).call(called, given)
                : library.call(called, given);
    }

    private Object close(JsonPrimitive what) {
        if (what.isString()) {
            ((Handle) kept.get(what.getAsString())).close();
        } else {
            library.close();
        }
        return null;
    }

    private Object actOnVariable(JsonObject step) {
        if (step.has("errno")) {
            return library.errno();
        }
        if (step.has("set_errno")) {
            library.setErrno(step.get("set_errno").getAsInt());
            return null;
        }
        if (step.has("variable")) {
            return library.variable(step.get("variable").getAsString());
        }
        if (step.has("address")) {
            return library.address(step.get("address").getAsString());
        }
        library.setVariable(step.get("assign").getAsString(), values.give(step.get("value")));
        return null;
    }

    private Object keep(String name, Object value) {
        kept.put(name, value);
        return value;
    }

    private Object allocate(JsonObject step) {
        String type = step.get("new").getAsString();
        boolean hasInit = step.has("init");
        Object init = hasInit ? values.give(step.get("init")) : null;
        if (step.has("count")) {
            int count = step.get("count").getAsInt();
            return hasInit
                    ? library.allocArray(type, count, init)
                    : library.allocArray(type, count);
        }
        return hasInit ? library.alloc(type, init) : library.alloc(type);
    }

    private Object actOnObject(JsonObject step) {
        for (String action : List.of(
                "get", "set", "length", "text", "read", "write", "cast", "free", "bytes", "copy",
                "check", "at", "invoke")) {
            if (step.has(action)) {
                return actOn(action, kept.get(step.get(action).getAsString()), step);
            }
        }
        if (step.has("equal")) {
            JsonArray pair = step.getAsJsonArray("equal");
            return kept.get(pair.get(0).getAsString()).equals(kept.get(pair.get(1).getAsString()));
        }
        throw new AssertionError("no such action: " + step);
    }

    private Object actOn(String action, Object on, JsonObject step) {
        JsonArray path = step.has("path") ? step.getAsJsonArray("path") : new JsonArray();
        switch (action) {
            case "get":
                return path.isEmpty() ? ((Pointer) on).value() : follow(on, path, path.size());
            case "set":
                set(on, path, values.give(step.get("value")));
                return null;
            case "length":
                return ((List<?>) follow(on, path, path.size())).size();
            case "text":
                Object text = follow(on, path, path.size());
                return text instanceof Pointer
                        ? ((Pointer) text).text()
                        : ((ArrayView) text).text();
            case "read":
                return ((Pointer) on).read(step.get("count").getAsInt());
            case "write":
                int offset = step.has("offset") ? step.get("offset").getAsInt() : 0;
                ((Pointer) on).write(
                        ConformanceValues.bytes(values.give(step.get("data"))), offset);
                return null;
            case "cast":
                String type = step.get("type").getAsString();
                return on instanceof FunctionPointer
                        ? ((FunctionPointer) on).cast(type) : ((Pointer) on).cast(type);
            case "at":
                return ((Pointer) on).at(path.asList().stream().map(ConformanceCase::part).toArray());
            case "invoke":
                JsonArray args = step.has("args") ? step.getAsJsonArray("args") : new JsonArray();
                return ((FunctionPointer) on).call(
                        args.asList().stream().map(values::give).toArray());
            case "free":
                ((Pointer) on).free();
                return null;
            case "bytes":
                return ((Struct) on).toBytes();
            case "copy":
                return ((Struct) on).copy();
            default:
                values.check("it", step.get("is"), on);
                return null;
        }
    }

    private static Object part(JsonElement item) {
        return item.getAsJsonPrimitive().isString()
                ? (Object) item.getAsString() : (Object) item.getAsInt();
    }

    private static Object follow(Object on, JsonArray path, int steps) {
        Object at = on;
        for (int i = 0; i < steps; i++) {
            if (at == null && on instanceof Pointer) {
                Object[] parts = path.asList().stream().map(ConformanceCase::part).toArray();
                return ((Pointer) on).at(parts).value();
            }
            boolean isMember = path.get(i).getAsJsonPrimitive().isString();
            if (isMember) {
                String name = path.get(i).getAsString();
                at = at instanceof Pointer ? ((Pointer) at).get(name) : ((Struct) at).get(name);
            } else {
                int index = path.get(i).getAsInt();
                at = at instanceof Pointer
                        ? ((Pointer) at).get(index)
                        : ((List<?>) at).get(index);
            }
        }
        return at;
    }

    private static void set(Object on, JsonArray path, Object value) {
        if (path.isEmpty()) {
            ((Pointer) on).setValue(value);
            return;
        }
        Object at = follow(on, path, path.size() - 1);
        JsonElement last = path.get(path.size() - 1);
        boolean isMember = last.getAsJsonPrimitive().isString();
        if (isMember && at instanceof Pointer) {
            ((Pointer) at).set(last.getAsString(), value);
        } else if (isMember) {
            ((Struct) at).set(last.getAsString(), value);
        } else if (at instanceof Pointer) {
            ((Pointer) at).set(last.getAsInt(), value);
        } else {
            ((ArrayView) at).set(last.getAsInt(), value);
        }
    }

    private void load(JsonObject load) throws IOException {
        String name = load.has("file") ? load.get("file").getAsString() : "case.wasm";
        Options given = options(load.has("options") ? load.getAsJsonObject("options") : options);
        Library made = load.has("bytes")
                ? Sandbridge.load(moduleBytes(load, folder.resolve(name)), given)
                : Sandbridge.load(folder.resolve(name), given);
        if (load.has("as")) {
            libraries.put(load.get("as").getAsString(), made);
        } else {
            library = made;
        }
    }

    private static byte[] moduleBytes(JsonObject load, Path file) throws IOException {
        JsonElement form = load.get("bytes");
        boolean isFile = form.isJsonPrimitive() && form.getAsJsonPrimitive().isBoolean();
        byte[] bytes = isFile ? Files.readAllBytes(file) : ConformanceValues.hex(form);
        if (load.has("truncate")) {
            bytes = Arrays.copyOf(bytes, load.get("truncate").getAsInt());
        }
        if (load.has("replace")) {
            JsonObject replace = load.getAsJsonObject("replace");
            HexFormat hex = HexFormat.of();
            String find = hex.formatHex(ConformanceValues.hex(replace.get("find")));
            String with = hex.formatHex(ConformanceValues.hex(replace.get("with")));
            String all = hex.formatHex(bytes);
            int at = all.indexOf(find);
            while (at % 2 != 0) {
                at = all.indexOf(find, at + 1);
            }
            bytes = hex.parseHex(all.substring(0, at) + with + all.substring(at + find.length()));
        }
        return bytes;
    }

    private static Options options(JsonObject given) {
        Options options = new Options();
        for (Map.Entry<String, JsonElement> option : given.entrySet()) {
            JsonElement value = option.getValue();
            switch (option.getKey()) {
                case "name" -> options.name(value.getAsString());
                case "memory_limit" -> options.memoryLimit(value.getAsLong());
                case "signals" -> options.signals(value.getAsBoolean());
                case "trap_unknown_imports" -> options.trapUnknownImports(value.getAsBoolean());
                case "on_busy" -> options.onBusy(value.getAsString().equals("error")
                        ? Options.OnBusy.ERROR : Options.OnBusy.WAIT);
                case "stdio" -> options.stdio(value.getAsString().equals("inherit")
                        ? Options.Stdio.INHERIT : Options.Stdio.DISCARD);
                case "clocks" -> options.clocks(value.getAsBoolean());
                case "randomness" -> options.randomness(value.getAsBoolean());
                case "args" -> value.getAsJsonArray().forEach(arg -> options.args(
                        arg.getAsString()));
                case "env" -> value.getAsJsonObject().entrySet().forEach(pair -> options.env(
                        pair.getKey(), pair.getValue().getAsString()));
                default -> throw new AssertionError("no such option: " + option.getKey());
            }
        }
        return options;
    }
}
