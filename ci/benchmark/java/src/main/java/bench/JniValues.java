package bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The rows of {@link ValueCases} of JNI written by hand in C (jni.c), structs as their numbers. */
final class JniValues {

    private static final String NAME = "hand-written JNI";
    private static final IntUnaryOperator VISIT = i -> i;

    private JniValues() {}

    static Map<String, Row> rows(Path built) {
        System.load(built.resolve("libbench_jni.so").toString());
        int[] numbers = ValueCases.numbers();
        return Map.of(
                "by_value", new Row(NAME, JniValues::addLoop),
                "callback", new Row(NAME, JniValues::visitLoop, ValueCases.VISITS),
                "ints_1000", new Row(NAME, count -> negateLoop(numbers, count)),
                "texts_16", new Row(NAME, JniValues::textsLoop));
    }

    private static double addLoop(int count) {
        double[] sum = null;
        for (int i = 0; i < count; i++) {
            sum = new double[3];
            JniRows.add3(1, 2, 2, 4.5, 0.25, 1, sum);
        }
        return sum[0];
    }

    private static double visitLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = JniRows.visitAll(VISIT, ValueCases.VISITS);
        }
        return last;
    }

    private static double negateLoop(int[] numbers, int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = JniRows.negate(numbers, ValueCases.NUMBERS);
        }
        return last == ValueCases.NUMBERS ? numbers[1] : 0;
    }

    private static double textsLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = JniRows.countTexts(ValueCases.TEXTS);
        }
        return last;
    }
}
