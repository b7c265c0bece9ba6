package bench;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** JNA's rows of {@link ValueCases} in its direct mapping, which takes lists only as pointers. */
final class JnaValues {

    private static final String NAME = "JNA direct";

    /** Kept, so that JNA makes its function pointer once. */
    private static final Visit VISIT = i -> i;

    private JnaValues() {}

    /** {@code int (*)(int)}. */
    public interface Visit extends Callback {

        /** C calls. */
        int invoke(int i);
    }

    static native Vec3.Value add3(Vec3.Value a, Vec3.Value b);

    static native int visit_all(Visit visit, int count);

    static native int negate(int[] values, int count);

    static native int count_texts(Pointer texts, int count);

    static List<Map<String, Row>> rows(Path built) {
        Native.register(JnaValues.class, built.resolve("libbench.so").toString());
        int[] numbers = ValueCases.numbers();
        Vec3 v = new Vec3(3, 0, 0);
        v.write();
        return List.of(
                Map.of(
                        "by_value", new Row(NAME, JnaValues::existingLoop),
                        "callback", new Row(NAME, JnaValues::visitLoop, ValueCases.VISITS),
                        "ints_1000", new Row(NAME, count -> negateLoop(numbers, count)),
                        "texts_16", new Row("JNA direct, StringArray", JnaValues::textsLoop),
                        "member", new Row("JNA, by offset", count -> offsetLoop(v, count)),
                        "bit_field", new Row("JNA, shifts by hand", JnaValues::shiftLoop)),
                Map.of(
                        "by_value", new Row("JNA direct, from numbers", JnaValues::builtLoop),
                        "member", new Row("JNA, readField", count -> fieldLoop(v, count))));
    }

    private static double existingLoop(int count) {
        Vec3.Value a = new Vec3.Value(1, 2, 2);
        Vec3.Value b = new Vec3.Value(4.5, 0.25, 1);
        Vec3.Value sum = null;
        for (int i = 0; i < count; i++) {
            sum = add3(a, b);
        }
        return sum.x;
    }

    private static double builtLoop(int count) {
        double x = 0;
        for (int i = 0; i < count; i++) {
            x = add3(new Vec3.Value(1, 2, 2), new Vec3.Value(4.5, 0.25, 1)).x;
        }
        return x;
    }

    private static double visitLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = visit_all(VISIT, ValueCases.VISITS);
        }
        return last;
    }

    private static double negateLoop(int[] numbers, int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = negate(numbers, ValueCases.NUMBERS);
        }
        return last == ValueCases.NUMBERS ? numbers[1] : 0;
    }

    private static double textsLoop(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = count_texts(new StringArray(ValueCases.TEXTS), ValueCases.TEXTS.length);
        }
        return last;
    }

    private static double offsetLoop(Vec3 v, int count) {
        Pointer memory = v.getPointer();
        for (int i = 0; i < count; i++) {
            memory.setDouble(8, memory.getDouble(0));
        }
        return memory.getDouble(8);
    }

    private static double fieldLoop(Vec3 v, int count) {
        for (int i = 0; i < count; i++) {
            v.writeField("y", v.readField("x"));
        }
        return (double) v.readField("y");
    }

    /** JNA knows no bit-fields: level is bits 3 to 9, kind bits 0 to 2. */
    private static double shiftLoop(int count) {
        Pointer memory = new com.sun.jna.Memory(4);
        memory.setInt(0, 3);
        for (int i = 0; i < count; i++) {
            int kind = memory.getInt(0) & 7;
            memory.setInt(0, memory.getInt(0) & ~(127 << 3) | kind << 3);
        }
        return memory.getInt(0) << 22 >> 25;
    }
}
