package bench;

import static bench.Inputs.*;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.Map;

/** The rows of JNA in its interface mapping: a proxy for a Java interface. */
final class JnaInterfaceRows {

    private static final String NAME = "JNA interface";

    private JnaInterfaceRows() {}

    /** bench.h as JNA wants it. */
    public interface Bench extends Library {

        /** The sum of two numbers. */
        int add(int a, int b);

        /** The sum of bytes. */
        int sum_bytes(byte[] data, int length);

        /** The length of a vector. */
        double norm3(Vec3 v);

        /** The number of bytes that are not blanks. */
        int count_text(String text);
    }

    private static Bench lib;

    static Map<String, Row> rows(Path built) {
        lib = Native.load(built.resolve("libbench.so").toString(), Bench.class);
        return Map.of(
                "add", new Row(NAME, JnaInterfaceRows::addLoop),
                "sum_bytes_16", sumRow(BYTES_16),
                "sum_bytes_4k", sumRow(BYTES_4K),
                "sum_bytes_1m", sumRow(BYTES_1M),
                "norm3", new Row(NAME, JnaInterfaceRows::norm3Loop),
                "count_text_16", textRow(TEXT_16),
                "count_text_1024", textRow(TEXT_1024));
    }

    private static double addLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = lib.add(1, 2);
        }
        return last;
    }

    private static Row sumRow(byte[] data) {
        return new Row(NAME, count -> {
            int last = 0;
            for (int i = 0; i < count; i++) {
                last = lib.sum_bytes(data, data.length);
            }
            return last;
        });
    }

    private static double norm3Loop(int count) {
        double last = 0;
        for (int i = 0; i < count; i++) {
            last = lib.norm3(new Vec3(1, 2, 2));
        }
        return last;
    }

    private static Row textRow(String text) {
        return new Row(NAME, count -> {
            int last = 0;
            for (int i = 0; i < count; i++) {
                last = lib.count_text(text);
            }
            return last;
        });
    }
}
