package bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The call cases in Java: {@code Calls <folder of the compiled C code>}. */
public final class Calls {

    private static final List<String> CASES = List.of(
            "add",
            "sum_bytes_16",
            "sum_bytes_4k",
            "sum_bytes_1m",
            "norm3",
            "count_text_16",
            "count_text_1024");

    private Calls() {}

    /** Measures every case with all rows interleaved, Sandbridge's first. */
    public static void main(String[] args) throws Throwable {
        Path built = Path.of(args[0]).toAbsolutePath();
        List<Map<String, Row>> tables = new ArrayList<>(SandbridgeRows.rows(built));
        tables.add(JniRows.rows(built));
        tables.add(JnaDirectRows.rows(built));
        tables.add(JnaInterfaceRows.rows(built));
        for (String name : CASES) {
            List<Row> rows = new ArrayList<>();
            for (Map<String, Row> table : tables) {
                if (table.containsKey(name)) {
                    rows.add(table.get(name));
                }
            }
            Burst.measure(name, Inputs.expected(name), rows, name.endsWith("1m") ? 1_000 : 2_000);
        }
        for (ValueCases.Case one : ValueCases.all(built)) {
            Burst.measure(one.name(), one.expected(), one.rows(), 2_000);
        }
    }
}
