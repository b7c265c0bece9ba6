package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The vectors' notation of values, as Java's objects. */
final class ConformanceValues {

    private final Map<String, Object> kept;
    private final Supplier<Library> library;
    private final ConformanceCallbacks callbacks;

    ConformanceValues(
            Map<String, Object> kept, Supplier<Library> library, ConformanceCallbacks callbacks) {
        this.callbacks = callbacks;
        this.kept = kept;
        this.library = library;
    }

    /** The value to pass. */
    Object give(JsonElement json) {
        if (json.isJsonNull()) {
            return null;
        }
        if (json.isJsonPrimitive()) {
            return primitive(json);
        }
        if (json.isJsonArray()) {
            List<Object> list = new ArrayList<>();
            json.getAsJsonArray().forEach(item -> list.add(give(item)));
            return list;
        }
        JsonObject object = json.getAsJsonObject();
        Object value = special(object);
        if (object.has("as")) {
            kept.put(object.get("as").getAsString(), value);
        }
        return value;
    }

    private static Object primitive(JsonElement json) {
        if (json.getAsJsonPrimitive().isBoolean()) {
            return json.getAsBoolean();
        }
        if (json.getAsJsonPrimitive().isString()) {
            return json.getAsString();
        }
        long number = json.getAsLong();
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    private Object special(JsonObject json) {
        if (json.has("int")) {
            BigInteger big = new BigInteger(json.get("int").getAsString());
            return big.bitLength() < 64 ? (Object) big.longValue() : big;
        }
        if (json.has("float")) {
            return floating(json.get("float").getAsString());
        }
        if (json.has("callback")) {
            String type = json.has("type") ? json.get("type").getAsString() : null;
            return callbacks.make(json.getAsJsonArray("callback"), this, type, library.get());
        }
        if (json.has("typed")) {
            return library.get().typed(json.get("typed").getAsString(), give(json.get("value")));
        }
        if (json.has("complex")) {
            JsonArray parts = json.getAsJsonArray("complex");
            return new Complex(real(give(parts.get(0))), real(give(parts.get(1))));
        }
        if (json.has("f128")) {
            return LongDouble.fromBytes(hex(json.get("f128")));
        }
        if (json.has("text")) {
            JsonObject repeat = json.getAsJsonObject("text");
            return repeat.get("repeat").getAsString().repeat(repeat.get("times").getAsInt());
        }
        if (json.has("utf16")) {
            StringBuilder text = new StringBuilder();
            byte[] units = hex(json.get("utf16"));
            for (int i = 0; i < units.length; i += 2) {
                text.append((char) ((units[i] & 0xff) << 8 | units[i + 1] & 0xff));
            }
            return text.toString();
        }
        if (json.has("bytes")) {
            return ByteBuffer.wrap(hex(json.get("bytes"))).asReadOnlyBuffer();
        }
        if (json.has("buffer")) {
            return hex(json.get("buffer"));
        }
        if (json.has("array")) {
            return array(json.get("array").getAsString(), json.getAsJsonArray("values"));
        }
        if (json.has("ref")) {
            return kept.get(json.get("ref").getAsString());
        }
        if (json.has("record")) {
            RecordType type = library.get().record(json.get("record").getAsString());
            if (!json.has("members") && !json.has("values")) {
                return type.create();
            }
            return json.has("values")
                    ? type.create(((List<?>) give(json.get("values"))).toArray())
                    : type.create(members(json));
        }
        if (json.has("members")) {
            return members(json);
        }
        throw new AssertionError("no such value: " + json);
    }

    private static double real(Object number) {
        return ((Number) number).doubleValue();
    }

    private Map<String, Object> members(JsonObject json) {
        Map<String, Object> members = new LinkedHashMap<>();
        json.getAsJsonObject("members")
                .entrySet()
                .forEach(entry -> members.put(entry.getKey(), give(entry.getValue())));
        return members;
    }

    private Object array(String kind, JsonArray values) {
        Class<?> type = switch (kind) {
            case "i8", "u8" -> byte.class;
            case "i16", "u16" -> short.class;
            case "i32", "u32" -> int.class;
            case "i64", "u64" -> long.class;
            case "f32" -> float.class;
            default -> double.class;
        };
        Object array = Array.newInstance(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = give(values.get(i));
            double number = ((Number) value).doubleValue();
            long bits = ((Number) value).longValue();
            switch (kind.substring(1)) {
                case "8" -> Array.setByte(array, i, (byte) bits);
                case "16" -> Array.setShort(array, i, (short) bits);
                case "32" -> {
                    if (kind.equals("f32")) {
                        Array.setFloat(array, i, (float) number);
                    } else {
                        Array.setInt(array, i, (int) bits);
                    }
                }
                default -> {
                    if (kind.equals("f64")) {
                        Array.setDouble(array, i, number);
                    } else {
                        Array.setLong(array, i, bits);
                    }
                }
            }
        }
        return array;
    }

    private static double floating(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Bytes in hex, maybe repeated. */
    static byte[] hex(JsonElement json) {
        if (json.isJsonObject()) {
            JsonObject repeat = json.getAsJsonObject();
            String once = repeat.get("repeat").getAsString();
            return HexFormat.of().parseHex(once.repeat(repeat.get("times").getAsInt()));
        }
        return HexFormat.of().parseHex(json.getAsString());
    }

    /** The content of a buffer. */
    static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer) {
            byte[] bytes = new byte[((ByteBuffer) value).remaining()];
            ((ByteBuffer) value).duplicate().get(bytes);
            return bytes;
        }
        return (byte[]) value;
    }

    /** Compares what came with what is expected. */
    void check(String what, JsonElement expected, Object came) {
        if (expected.isJsonNull()) {
            assertNull(came, what);
        } else if (expected.isJsonArray()) {
            List<?> list = came instanceof List ? (List<?>) came : elements(came);
            assertEquals(expected.getAsJsonArray().size(), list.size(), what);
            for (int i = 0; i < list.size(); i++) {
                check(what + "[" + i + "]", expected.getAsJsonArray().get(i), list.get(i));
            }
        } else if (expected.isJsonPrimitive()) {
            Object wanted = primitive(expected);
            Object got = wanted instanceof Number ? (Object) integer(what, came) : came;
            assertEquals(wanted instanceof Number ? ((Number) wanted).longValue() : wanted, got,
                    what);
        } else {
            checkSpecial(what, expected.getAsJsonObject(), came);
        }
    }

    /** The elements of an array. */
    private static List<?> elements(Object array) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(Array.get(array, i));
        }
        return list;
    }

    private void checkResults(String what, JsonArray expected, Results came) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            JsonArray pair = expected.get(i).getAsJsonArray();
            names.add(pair.get(0).getAsString());
            check(what + "." + names.get(i), pair.get(1), came.get(names.get(i)));
        }
        assertEquals(names, came.names(), what);
    }

    private static long integer(String what, Object came) {
        boolean isInteger = came instanceof BigInteger || came instanceof Integer || came instanceof Long
                || came instanceof Short || came instanceof Byte;
        assertEquals(true, isInteger, () -> what + " is " + came);
        return ((Number) came).longValue();
    }

    private void checkSpecial(String what, JsonObject expected, Object came) {
        if (expected.has("members")) {
            Map<String, JsonElement> members = expected.getAsJsonObject("members").asMap();
            if (came instanceof Map) {
                assertEquals(members.keySet(), ((Map<?, ?>) came).keySet(), what);
            }
            members.forEach((name, value) -> check(what + "." + name, value, came instanceof Map
                    ? ((Map<?, ?>) came).get(name) : ((Struct) came).get(name)));
        } else if (expected.has("results")) {
            checkResults(what, expected.getAsJsonArray("results"), (Results) came);
        } else if (expected.has("handle")) {
            assertEquals(expected.get("handle").getAsString(), ((Handle) came).kind(), what);
        } else if (expected.has("pointer")) {
            assertNotNull(came, what);
            assertEquals(expected.get("pointer").getAsString(), ((Pointer) came).type(), what);
        } else if (expected.has("int")) {
            BigInteger wanted = new BigInteger(expected.get("int").getAsString());
            if (came instanceof BigInteger) {
                assertEquals(wanted, came, what);
            } else {
                assertEquals(wanted.longValue(), ((Number) came).longValue(), what);
            }
        } else if (expected.has("function")) {
            assertEquals(
                    expected.get("function").getAsString(), ((FunctionPointer) came).type(), what);
        } else if (expected.has("float")) {
            double wanted = floating(expected.get("float").getAsString());
            assertEquals(
                    Double.doubleToLongBits(wanted),
                    Double.doubleToLongBits(((Number) came).doubleValue()),
                    () -> what + " is " + came);
        } else if (expected.has("bytes") || expected.has("buffer")) {
            JsonElement wanted = expected.has("bytes")
                    ? expected.get("bytes") : expected.get("buffer");
            assertArrayEquals(hex(wanted), bytes(came), what);
        } else if (expected.has("array")) {
            Object wanted = give(expected);
            assertEquals(wanted.getClass(), came.getClass(), what);
            assertEquals(Array.getLength(wanted), Array.getLength(came), what);
            for (int i = 0; i < Array.getLength(wanted); i++) {
                assertEquals(Array.get(wanted, i), Array.get(came, i), what + "[" + i + "]");
            }
        } else {
            assertEquals(give(expected), came, what);
        }
    }
}
