package bench;

import static bench.Inputs.*;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The rows of JNI written by hand in C (jni.c). */
final class JniRows {

    private static final String NAME = "hand-written JNI";

    private JniRows() {}

    static native int add(int a, int b);

    static native int sumBytes(byte[] data, int length);

    static native double norm3(double x, double y, double z);

    static native int countText(String text);

    static native void add3(
            double ax, double ay, double az, double bx, double by, double bz, double[] sum);

    static native int visitAll(IntUnaryOperator visit, int count);

    static native int negate(int[] values, int count);

    static native int countTexts(String[] texts);

    static Map<String, Row> rows(Path built) {
        System.load(built.resolve("libbench_jni.so").toString());
        return Map.of(
                "add", new Row(NAME, JniRows::addLoop),
                "sum_bytes_16", sumRow(BYTES_16),
                "sum_bytes_4k", sumRow(BYTES_4K),
                "sum_bytes_1m", sumRow(BYTES_1M),
                "norm3", new Row(NAME, JniRows::norm3Loop),
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
                last = sumBytes(data, data.length);
            }
            return last;
        });
    }

    private static double norm3Loop(int count) {
        double last = 0;
        for (int i = 0; i < count; i++) {
            last = norm3(1, 2, 2);
        }
        return last;
    }

    private static Row textRow(String text) {
        return new Row(NAME, count -> {
            int last = 0;
            for (int i = 0; i < count; i++) {
                last = countText(text);
            }
            return last;
        });
    }
}
