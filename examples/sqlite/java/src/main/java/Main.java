import dev.sandbridge.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.example.sqlite.Context;
import org.example.sqlite.Database;
import org.example.sqlite.Sqlite;
import org.example.sqlite.SqliteException;
import org.example.sqlite.Statement;
import org.example.sqlite.Value;

/**
 * SQLite through its package: {@code Main FILE FOLDER}.
 *
 * <p>The file goes into a table and out again. A database in memory and one in a file of the folder, rows by callback and by prepared
 * statements, a function and an aggregate written in Java, failures in both directions, and 100,000
 * rows in and out. Every result is checked.
 */
public final class Main {

    private static final int ROWS = 100_000;

    private final Sqlite sqlite;

    private Main(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    /** Runs the whole example. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: Main FILE FOLDER");
        }
        Path folder = Files.createDirectories(Path.of(args[1]));
        Files.deleteIfExists(folder.resolve("notes.db"));
        Options options = new Options()
                .folder("/data", folder, Options.Access.READ_WRITE)
                .clocks(true)
                .randomness(true);
        try (Sqlite sqlite = Sqlite.load(options)) {
            System.out.println("SQLite " + sqlite.libversion() + " in Java");
            new Main(sqlite).run(Files.readAllBytes(Path.of(args[0])), folder);
        }
    }

    private void run(byte[] file, Path folder) throws Exception {
        try (Database memory = sqlite.open(":memory:")) {
            rowsByCallback(memory);
            everyType(memory);
            must("the file as a blob", Arrays.equals(asBlob(memory, file), file), true);
            functions(memory);
            failures(memory);
            manyRows(memory);
        }
        inAFile(folder);
    }

    private static void rowsByCallback(Database db) {
        db.exec("create table pet(name text, age integer); "
                + "insert into pet values('Rex', 5), ('Tom', null), ('Zoé', 3)");
        List<String> seen = new ArrayList<>();
        db.exec("select name, age from pet order by name", (values, columns) -> {
            seen.add(columns.get(0) + "=" + values.get(0) + " " + columns.get(1) + "=" + values.get(1));
            return 0;
        });
        must("rows by callback", seen, List.of("name=Rex age=5", "name=Tom age=null", "name=Zoé age=3"));
    }

    private static void everyType(Database db) {
        db.exec("create table thing(number integer, fraction real, text text, bytes blob, absent)");
        byte[] bytes = {0, 1, (byte) 0xff};
        try (Statement insert = db.prepare("insert into thing values(?, ?, ?, ?, ?)")) {
            insert.bindInt64(1, Long.MIN_VALUE);
            insert.bindDouble(2, 0.1);
            insert.bindText(3, "a\0b ä 😀");
            insert.bindBlob(4, bytes);
            insert.bindNull(5);
            must("an insert gives no row", insert.step(), false);
        }
        try (Statement select = db.prepare("select * from thing")) {
            must("one row", select.step(), true);
            must("its columns", select.columnCount(), 5);
            must("a name", select.columnName(2), "text");
            must("64 bits", select.columnInt64(0), Long.MIN_VALUE);
            must("a fraction", select.columnDouble(1), 0.1);
            must("a text with a NUL", select.columnText(2), "a\0b ä 😀");
            must("a blob", List.of(boxed(select.columnBlob(3))), List.of(boxed(bytes)));
            must("a null", select.columnType(4), Sqlite.NULL);
            must("a null's text", select.columnText(4), null);
            must("no more", select.step(), false);
        }
    }

    /** A large value, in and out. */
    private static byte[] asBlob(Database db, byte[] file) {
        db.exec("create table file(content blob)");
        try (Statement insert = db.prepare("insert into file values(?)")) {
            insert.bindBlob(1, file);
            insert.step();
        }
        try (Statement select = db.prepare("select content from file")) {
            select.step();
            return select.columnBlob(0);
        }
    }

    /** SQL that calls Java, which asks SQL again. */
    private void functions(Database db) {
        db.createFunction("shout", 1, Sqlite.UTF8, (context, values) ->
                context.resultText(values.get(0).valueText().toUpperCase(Locale.ROOT) + "!"), null, null);
        must("a function", one(db, "select shout('ä b')"), "Ä B!");

        db.createFunction("pets", 0, Sqlite.UTF8, (context, values) ->
                context.resultText(one(context.database(), "select count(*) from pet")), null, null);
        must("a function that queries", one(db, "select pets()"), "3");

        List<Double> seen = new ArrayList<>();
        db.createFunction(
                "median",
                1,
                Sqlite.UTF8,
                null,
                (Context context, List<Value> values) -> seen.add(values.get(0).valueDouble()),
                context -> {
                    seen.sort(null);
                    context.resultDouble(seen.get(seen.size() / 2));
                    seen.clear();
                });
        must("an aggregate", one(db, "select median(column1) from (values (9), (1), (4))"), "4.0");
    }

    private void failures(Database db) throws IOException {
        SqliteException syntax = fails(SqliteException.class, () -> db.exec("selec 1"));
        must("the message", syntax.getMessage().contains("near \"selec\": syntax error"), true);
        must("the status", syntax.status(), (long) Sqlite.ERROR);
        must("its constant", syntax.name(), "SQLITE_ERROR");

        IllegalStateException own = new IllegalStateException("enough");
        must("what a callback throws arrives itself", fails(IllegalStateException.class, () ->
                db.exec("select * from pet", (values, columns) -> {
                    throw own;
                })), own);

        db.createFunction("fail", 0, Sqlite.UTF8, (context, values) -> {
            throw own;
        }, null, null);
        must("what a function throws arrives itself", fails(IllegalStateException.class, () ->
                one(db, "select fail()")), own);
        must("the database goes on", one(db, "select count(*) from pet"), "3");
    }

    private static void manyRows(Database db) {
        db.exec("create table big(id integer primary key, name text, value real); begin");
        long start = System.nanoTime();
        try (Statement insert = db.prepare("insert into big values(?, ?, ?)")) {
            for (int i = 0; i < ROWS; i++) {
                insert.bindInt64(1, i);
                insert.bindText(2, "row " + i);
                insert.bindDouble(3, i / 2.0);
                insert.step();
                insert.reset();
            }
        }
        db.exec("commit");
        long middle = System.nanoTime();
        long ids = 0;
        double values = 0;
        Map<Integer, Integer> lengths = new HashMap<>();
        try (Statement select = db.prepare("select id, name, value from big")) {
            while (select.step()) {
                ids += select.columnInt64(0);
                lengths.merge(select.columnText(1).length(), 1, Integer::sum);
                values += select.columnDouble(2);
            }
        }
        long end = System.nanoTime();
        must("the sum of the ids", ids, (long) ROWS * (ROWS - 1) / 2);
        must("the sum of the values", values, (double) ROWS * (ROWS - 1) / 4);
        must("the texts", lengths, Map.of(5, 10, 6, 90, 7, 900, 8, 9000, 9, 90_000));
        System.out.printf(
                Locale.ROOT,
                "%,d rows in %.0f ms in, %.0f ms out%n",
                ROWS,
                (middle - start) / 1e6,
                (end - middle) / 1e6);
    }

    private void inAFile(Path folder) throws IOException {
        try (Database db = sqlite.open("/data/notes.db")) {
            db.exec("create table note(text text); insert into note values('kept')");
        }
        must("the file", Files.size(folder.resolve("notes.db")) > 0, true);
        try (Database first = sqlite.open("/data/notes.db");
                Database second = sqlite.open("/data/notes.db", Sqlite.OPEN_READWRITE)) {
            must("what was kept", one(first, "select text from note"), "kept");
            first.exec("begin exclusive");
            List<Integer> attempts = new ArrayList<>();
            second.busyHandler(attempt -> {
                attempts.add(attempt);
                return attempt < 2 ? 1 : 0;
            });
            SqliteException busy = fails(
                    SqliteException.class, () -> second.exec("insert into note values('late')"));
            must("the busy status", busy.name(), "SQLITE_BUSY");
            must("the busy handler", attempts, List.of(0, 1, 2));
            first.exec("rollback");
            second.exec("insert into note values('late')");
        }
        SqliteException missing = fails(SqliteException.class, () -> sqlite.open("/elsewhere/x.db"));
        must("outside the folder", missing.name(), "SQLITE_CANTOPEN");
    }

    /** The first column of the only row. */
    private static String one(Database db, String sql) {
        try (Statement statement = db.prepare(sql)) {
            must("a row of " + sql, statement.step(), true);
            return statement.columnText(0);
        }
    }

    private static Byte[] boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = bytes[i];
        }
        return boxed;
    }

    private static <T extends Throwable> T fails(Class<T> type, Runnable act) {
        try {
            act.run();
        } catch (Throwable thrown) {
            if (type.isInstance(thrown)) {
                return type.cast(thrown);
            }
            throw new AssertionError(thrown);
        }
        throw new AssertionError("FAILED: no " + type.getSimpleName());
    }

    private static void must(String what, Object came, Object expected) {
        if (came == null ? expected != null : !came.equals(expected)) {
            throw new AssertionError("FAILED: " + what + ": expected " + expected + ", got " + came);
        }
        if (!what.startsWith("a row of")) {
            System.out.println("checked: " + what);
        }
    }
}
