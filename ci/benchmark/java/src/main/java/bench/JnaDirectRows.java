package bench;

import static bench.Inputs.*;

import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.Map;

/** The rows of JNA in its direct mapping: native methods registered on a class. */
final class JnaDirectRows {

    private static final String NAME = "JNA direct";

    private JnaDirectRows() {}

    static native int add(int a, int b);

    static native int sum_bytes(byte[] data, int length);

    static native double norm3(Vec3 v);

    static native int count_text(String text);

    static Map<String, Row> rows(Path built) {
        Native.register(JnaDirectRows.class, built.resolve("libbench.so").toString());
        return Map.of(
                "add", new Row(NAME, JnaDirectRows::addLoop),
                "sum_bytes_16", sumRow(BYTES_16),
                "sum_bytes_4k", sumRow(BYTES_4K),
                "sum_bytes_1m", sumRow(BYTES_1M),
                "norm3", new Row(NAME, JnaDirectRows::norm3Loop),
                "count_text_16", textRow(TEXT_16),
                "count_text_1024", textRow(TEXT_1024));
    }

    private static double addLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = add(1, 2);
        }
        return last;
    }

    private static Row sumRow(byte[] data) {
        return new Row(NAME, count -> {
            int last = 0;
            for (int i = 0; i < count; i++) {
                last = sum_bytes(data, data.length);
            }
            return last;
        });
    }

    private static double norm3Loop(int count) {
        double last = 0;
        for (int i = 0; i < count; i++) {
            last = norm3(new Vec3(1, 2, 2));
        }
        return last;
    }

    private static Row textRow(String text) {
        return new Row(NAME, count -> {
            int last = 0;
            for (int i = 0; i < count; i++) {
                last = count_text(text);
            }
            return last;
        });
    }
}
