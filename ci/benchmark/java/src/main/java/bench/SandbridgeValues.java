package bench;

import dev.sandbridge.Callback;
import dev.sandbridge.Library;
import dev.sandbridge.MemberHandle;
import dev.sandbridge.Pointer;
import dev.sandbridge.RecordType;
import dev.sandbridge.Sandbridge;
import dev.sandbridge.Struct;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Sandbridge's own rows of {@link ValueCases}; handles are kept, as the guide recommends. */
final class SandbridgeValues {

    private static final String NAME = "sandbridge";
    private static final IntUnaryOperator VISIT = i -> i;

    private SandbridgeValues() {}

    private static final class Handles {

        static final Library LIB = Sandbridge.load(Path.of(System.getProperty("bench.wasm")));
        static final MethodHandle ADD3 = LIB.function("add3").handle();
        static final MethodHandle VISIT_ALL = LIB.function("visit_all").handle();
        static final MethodHandle NEGATE = LIB.function("negate").handle();
        static final MethodHandle COUNT_TEXTS = LIB.function("count_texts").handle();
        static final RecordType VEC3 = LIB.record("struct vec3");
        static final MemberHandle X = VEC3.member("x");
        static final MemberHandle Y = VEC3.member("y");
        static final MemberHandle Z = VEC3.member("z");
        static final RecordType ENTRY = LIB.record("struct entry");
        static final MemberHandle KIND = ENTRY.member("kind");
        static final MemberHandle LEVEL = ENTRY.member("level");
        static final Callback VISITOR = LIB.callback("int (int)", VISIT);

        private Handles() {}
    }

    static List<Map<String, Row>> rows(Path built) {
        System.setProperty("bench.wasm", built.resolve("bench.wasm").toString());
        int[] numbers = ValueCases.numbers();
        return List.of(
                Map.of(
                        "by_value", new Row(NAME, SandbridgeValues::existingLoop),
                        "callback", visitRow(NAME, Handles.VISITOR),
                        "ints_1000", new Row(NAME, count -> negateLoop(numbers, count)),
                        "texts_16", new Row(NAME, SandbridgeValues::textsLoop),
                        "member", memberRow(NAME, Handles.VEC3.create(3.0, 0.0, 0.0)),
                        "bit_field", bitFieldRow(NAME, Handles.ENTRY.create(3, 0, 0))),
                Map.of(
                        "by_value",
                        new Row("sandbridge, from numbers", SandbridgeValues::builtLoop),
                        "callback",
                        visitRow("sandbridge, plain function", VISIT),
                        "member",
                        memberRow("sandbridge, in its memory", inMemory("struct vec3", "x")),
                        "bit_field",
                        bitFieldRow("sandbridge, in its memory", inMemory("struct entry", "kind"))));
    }

    /** A struct in the library's memory. */
    private static Struct inMemory(String type, String member) {
        Pointer pointer = Handles.LIB.alloc(type);
        pointer.set(member, 3);
        return (Struct) pointer.value();
    }

    private static double existingLoop(int count) throws Throwable {
        Struct a = vec3(1, 2, 2);
        Struct b = vec3(4.5, 0.25, 1);
        Struct sum = null;
        for (int i = 0; i < count; i++) {
            sum = (Struct) Handles.ADD3.invokeExact((Object) a, (Object) b);
        }
        return Handles.X.getDouble(sum);
    }

    private static double builtLoop(int count) throws Throwable {
        double x = 0;
        for (int i = 0; i < count; i++) {
            Object a = vec3(1, 2, 2);
            Object b = vec3(4.5, 0.25, 1);
            Struct sum = (Struct) Handles.ADD3.invokeExact(a, b);
            x = Handles.X.getDouble(sum);
        }
        return x;
    }

    private static Struct vec3(double x, double y, double z) {
        Struct v = Handles.VEC3.create();
        Handles.X.setDouble(v, x);
        Handles.Y.setDouble(v, y);
        Handles.Z.setDouble(v, z);
        return v;
    }

    private static Row visitRow(String name, Object visit) {
        return new Row(name, count -> {
            int last = 0;
            for (int i = 0; i < count; i++) {
                last = (int) Handles.VISIT_ALL.invokeExact(visit, ValueCases.VISITS);
            }
            return last;
        }, ValueCases.VISITS);
    }

    private static double negateLoop(int[] numbers, int count) throws Throwable {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = (int) Handles.NEGATE.invokeExact((Object) numbers, ValueCases.NUMBERS);
        }
        return last == ValueCases.NUMBERS ? numbers[1] : 0;
    }

    private static double textsLoop(int count) throws Throwable {
        List<String> texts = List.of(ValueCases.TEXTS);
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = (long) Handles.COUNT_TEXTS.invokeExact((Object) texts, (long) texts.size());
        }
        return last;
    }

    private static Row memberRow(String name, Struct v) {
        return new Row(name, count -> {
            for (int i = 0; i < count; i++) {
                Handles.Y.setDouble(v, Handles.X.getDouble(v));
            }
            return Handles.Y.getDouble(v);
        });
    }

    private static Row bitFieldRow(String name, Struct entry) {
        return new Row(name, count -> {
            for (int i = 0; i < count; i++) {
                Handles.LEVEL.set(entry, Handles.KIND.get(entry));
            }
            return ((Number) Handles.LEVEL.get(entry)).doubleValue();
        });
    }
}
