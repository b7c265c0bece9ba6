package bench;

import static bench.Inputs.*;

import bench.generated.Bench;
import dev.sandbridge.Library;
import dev.sandbridge.MemberHandle;
import dev.sandbridge.RecordType;
import dev.sandbridge.Sandbridge;
import dev.sandbridge.Struct;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Sandbridge's own rows: method handles, as the guide recommends for hot calls, then the others. */
final class SandbridgeRows {

    private static final String NAME = "sandbridge";

    private SandbridgeRows() {}

    /** What is called often is kept in static final fields: the JVM compiles them into the call. */
    private static final class Handles {

        static final Library LIB = Sandbridge.load(Path.of(System.getProperty("bench.wasm")));
        static final Bench PACKAGE = Bench.shared();
        static final MethodHandle ADD = LIB.function("add").handle();
        static final MethodHandle SUM_BYTES = LIB.function("sum_bytes").handle();
        static final MethodHandle NORM3 = LIB.function("norm3").handle();
        static final MethodHandle COUNT_TEXT = LIB.function("count_text").handle();
        static final RecordType VEC3 = LIB.record("struct vec3");
        static final MemberHandle X = VEC3.member("x");
        static final MemberHandle Y = VEC3.member("y");
        static final MemberHandle Z = VEC3.member("z");

        private Handles() {}
    }

    /** bench.h as an interface. */
    interface Declared {

        /** The sum of two numbers. */
        int add(int a, int b);
    }

    static List<Map<String, Row>> rows(Path built) {
        System.setProperty("bench.wasm", built.resolve("bench.wasm").toString());
        Declared bound = Handles.LIB.as(Declared.class);
        return List.of(
                Map.of(
                        "add", new Row(NAME, SandbridgeRows::addLoop),
                        "sum_bytes_16", sumRow(BYTES_16),
                        "sum_bytes_4k", sumRow(BYTES_4K),
                        "sum_bytes_1m", sumRow(BYTES_1M),
                        "norm3", new Row(NAME, SandbridgeRows::norm3Loop),
                        "count_text_16", textRow(TEXT_16),
                        "count_text_1024", textRow(TEXT_1024)),
                Map.of(
                        "add", new Row("sandbridge, callInt", SandbridgeRows::callIntLoop),
                        "norm3", new Row("sandbridge, create", SandbridgeRows::createLoop)),
                Map.of("add", new Row("sandbridge, package", SandbridgeRows::packageLoop)),
                Map.of("add", new Row("sandbridge, interface", count -> addLoop(bound, count))),
                Map.of("add", new Row("sandbridge, call", SandbridgeRows::callLoop)));
    }

    private static double addLoop(int count) throws Throwable {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = (int) Handles.ADD.invokeExact(1, 2);
        }
        return last;
    }

    private static double callIntLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = Handles.LIB.function("add").callInt(1, 2);
        }
        return last;
    }

    private static double addLoop(Declared bound, int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = bound.add(1, 2);
        }
        return last;
    }

    private static double packageLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = Handles.PACKAGE.add(1, 2);
        }
        return last;
    }

    private static double callLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = (int) Handles.LIB.call("add", 1, 2);
        }
        return last;
    }

    private static Row sumRow(byte[] data) {
        return new Row(NAME, count -> {
            long last = 0;
            for (int i = 0; i < count; i++) {
                last = (long) Handles.SUM_BYTES.invokeExact((Object) data, (long) data.length);
            }
            return last;
        });
    }

    private static double norm3Loop(int count) throws Throwable {
        double last = 0;
        for (int i = 0; i < count; i++) {
            Struct v = Handles.VEC3.create();
            Handles.X.setDouble(v, 1);
            Handles.Y.setDouble(v, 2);
            Handles.Z.setDouble(v, 2);
            last = (double) Handles.NORM3.invokeExact((Object) v);
        }
        return last;
    }

    private static double createLoop(int count) throws Throwable {
        double last = 0;
        for (int i = 0; i < count; i++) {
            last = (double) Handles.NORM3.invokeExact((Object) Handles.VEC3.create(1.0, 2.0, 2.0));
        }
        return last;
    }

    private static Row textRow(String text) {
        return new Row(NAME, count -> {
            long last = 0;
            for (int i = 0; i < count; i++) {
                last = (long) Handles.COUNT_TEXT.invokeExact((Object) text);
            }
            return last;
        });
    }
}
