package bench;

import static bench.Inputs.*;

import dev.sandbridge.Library;
import dev.sandbridge.Sandbridge;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Sandbridge's own rows: method handles, as the guide recommends for hot calls. */
final class SandbridgeRows {

    private static final String NAME = "sandbridge";

    private SandbridgeRows() {}

    /** Handles in static final fields are what the JVM compiles to a direct call. */
    private static final class Handles {

        static final Library LIB = Sandbridge.load(Path.of(System.getProperty("bench.wasm")));
        static final MethodHandle ADD = LIB.function("add").handle();
        static final MethodHandle SUM_BYTES = LIB.function("sum_bytes").handle();
        static final MethodHandle NORM3 = LIB.function("norm3").handle();
        static final MethodHandle COUNT_TEXT = LIB.function("count_text").handle();

        private Handles() {}
    }

    static List<Map<String, Row>> rows(Path built) {
        System.setProperty("bench.wasm", built.resolve("bench.wasm").toString());
        return List.of(
                Map.of(
                        "add", new Row(NAME, SandbridgeRows::addLoop),
                        "sum_bytes_16", sumRow(BYTES_16),
                        "sum_bytes_4k", sumRow(BYTES_4K),
                        "sum_bytes_1m", sumRow(BYTES_1M),
                        "count_text_16", textRow(TEXT_16),
                        "count_text_1024", textRow(TEXT_1024)));
    }

    private static double addLoop(int count) throws Throwable {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = (int) Handles.ADD.invokeExact(1, 2);
        }
        return last;
    }

    private static Row sumRow(byte[] data) {
        return new Row(NAME, count -> {
            long last = 0;
            for (int i = 0; i < count; i++) {
                last = (long) Handles.SUM_BYTES.invoke(data, data.length);
            }
            return last;
        });
    }

    private static Row textRow(String text) {
        return new Row(NAME, count -> {
            long last = 0;
            for (int i = 0; i < count; i++) {
                last = (long) Handles.COUNT_TEXT.invoke(text);
            }
            return last;
        });
    }
}
