package bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The cases of what is more than numbers and bytes: structs by value, callbacks, arrays that come
 * back, lists of text, members and bit-fields.
 */
final class ValueCases {

    /** How many calls C makes in one call of {@code visit_all}. */
    static final int VISITS = 100;

    static final int NUMBERS = 1_000;
    static final String[] TEXTS =
            IntStream.range(0, 16).mapToObj(i -> "abcdefghijklmno ").toArray(String[]::new);

    private ValueCases() {}

    /**
     * What is measured together.
     *
     * @param name the case
     * @param expected what every row must give
     * @param rows Sandbridge's first
     */
    record Case(String name, double expected, List<Row> rows) {}

    /** All cases; {@code built} is the folder of the compiled C code. */
    static List<Case> all(Path built) {
        List<Map<String, Row>> tables = new ArrayList<>(SandbridgeValues.rows(built));
        tables.add(JniValues.rows(built));
        tables.addAll(JnaValues.rows(built));
        List<Case> cases = new ArrayList<>();
        cases.add(of("by_value", 5.5, tables));
        cases.add(of("callback", VISITS * (VISITS - 1) / 2, tables));
        cases.add(of("ints_1000", -1, tables));
        cases.add(of("texts_16", 15 * TEXTS.length, tables));
        cases.add(of("member", 3, tables));
        cases.add(of("bit_field", 3, tables));
        return cases;
    }

    /** Numbers of its own for each row, which C changes. */
    static int[] numbers() {
        return IntStream.range(0, NUMBERS).toArray();
    }

    private static Case of(String name, double expected, List<Map<String, Row>> tables) {
        List<Row> rows = new ArrayList<>();
        for (Map<String, Row> table : tables) {
            if (table.containsKey(name)) {
                rows.add(table.get(name));
            }
        }
        return new Case(name, expected, rows);
    }
}
