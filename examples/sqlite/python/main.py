"""SQLite from the package `sqlite-wasm`: `main.py FILE FOLDER`; the file is not looked at.

A database in a granted folder and one in memory, prepared statements, functions of Python in SQL,
a busy handler, exceptions through SQLite, and 100,000 rows; beside Python's own sqlite3, which
has to give the same.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from time import perf_counter

import sandbridge
import sqlite_wasm as sqlite

ROWS = [(number, f"row {number}", bytes([number % 256]) * 4) for number in range(100_000)]
SCHEMA = "create table item(id integer, name text, data blob)"


def main() -> None:
    """Runs the whole example."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} FILE FOLDER")
    print(f"SQLite {sqlite.libversion()} in Python, beside {sqlite3.sqlite_version}")
    folder = Path(sys.argv[2])
    file_in_a_folder(folder)
    values_of_all_kinds()
    functions_in_sql()
    busy_handler(folder)
    failures()
    many_rows()
    print("sqlite: everything as expected")


def file_in_a_folder(folder: Path) -> None:
    """A database file that both libraries read."""
    path = folder / "example.db"
    path.unlink(missing_ok=True)
    with sqlite.load(folders={"/data": folder}) as lib, lib.open("/data/example.db") as db:
        db.exec("create table t(a, b); insert into t values (1, 'one'), (2, 'two')")
        rows: list[list[str | None]] = []

        def visit(values: list[str | None], columns: list[str | None]) -> int:
            assert columns == ["a", "b"], columns
            rows.append(values)
            return 0

        db.exec("select * from t order by a", visit)
        assert rows == [["1", "one"], ["2", "two"]], rows
    with sqlite3.connect(path) as own:
        assert own.execute("select * from t order by a").fetchall() == [(1, "one"), (2, "two")]
        own.execute("insert into t values (3, 'drei')")
    own.close()
    with sqlite.load(folders={"/data": sandbridge.ReadOnly(folder)}) as lib:
        # A lock would be a file beside the database.
        where = "file:/data/example.db?immutable=1"
        with lib.open(where, sqlite.OPEN_READONLY | sqlite.OPEN_URI) as db:
            statement = prepare(db, "select b from t where a = 3")
            assert statement.step() and statement.column_text(0) == "drei"
            del statement
            try:
                db.exec("delete from t")
            except sqlite.SqliteError as error:
                assert error.status == sqlite.READONLY, error
            else:
                raise AssertionError("the folder is only to be read")
    print("a file in a granted folder: read by both libraries")


def values_of_all_kinds() -> None:
    """Bound and read back: text, blob, 64 bits, floating, null."""
    with sqlite.open(":memory:") as db:
        db.exec("create table t(a integer, b text, c blob, d real, e)")
        with prepare(db, "insert into t values (?, ?, ?, ?, ?)") as insert:
            insert.bind_int64(1, 2**63 - 1)
            insert.bind_text(2, "für \N{SNOWMAN}\0 and more")
            insert.bind_blob(3, b"\0\1\2")
            insert.bind_double(4, 0.5)
            insert.bind_null(5)
            assert not insert.step()
        assert (db.changes(), db.last_insert_rowid()) == (1, 1)
        with prepare(db, "select * from t") as select:
            assert select.step()
            got = (
                select.column_int64(0),
                select.column_text(1),
                select.column_blob(2),
                select.column_double(3),
                select.column_text(4),
            )
            assert got == (2**63 - 1, "für \N{SNOWMAN}\0 and more", b"\0\1\2", 0.5, None), got
            types = [select.column_type(column) for column in range(select.column_count())]
            assert types == [
                sqlite.INTEGER, sqlite.TEXT, sqlite.BLOB, sqlite.FLOAT, sqlite.NULL,
            ], types  # fmt: skip
            assert not select.step()
    print("values of all kinds: in and out")


def functions_in_sql() -> None:
    """A function and an aggregate of Python; both call SQLite back while SQLite calls them."""
    with sqlite.open(":memory:") as db:

        def reverse(context: sqlite.Context, values: list[sqlite.Value]) -> None:
            text = values[0].value_text()
            context.result_text("" if text is None else text[::-1])

        db.create_function("reversed", 1, function=reverse)

        def lookup(context: sqlite.Context, values: list[sqlite.Value]) -> None:
            # A query inside of a query.
            with prepare(db, "select value from pair where key = ?") as inner:
                inner.bind_text(1, values[0].value_text() or "")
                if inner.step():
                    context.result_int64(inner.column_int64(0))
                else:
                    context.result_null()

        db.create_function("lookup", 1, function=lookup)
        groups: dict[int, int] = {}

        def step(context: sqlite.Context, values: list[sqlite.Value]) -> None:
            group = context.aggregate_context(8)
            assert group is not None
            groups[group.address] = groups.get(group.address, 1) * values[0].value_int64()

        def final(context: sqlite.Context) -> None:
            group = context.aggregate_context(8)
            assert group is not None
            context.result_int64(groups.pop(group.address, 1))

        db.create_function("product", 1, step=step, final=final)
        db.exec("create table pair(key, value); insert into pair values ('a', 6), ('b', 7)")
        assert one(db, "select reversed('stressed')") == "desserts"
        assert one(db, "select lookup('a') * lookup('b')") == "42"
        assert one(db, "select product(value) from pair") == "42"
        assert one(
            db, "select group_concat(p) from (select product(value) p from pair group by key)"
        )
        assert not groups
    print("functions of Python in SQL: a scalar, one that queries, an aggregate")


def prepare(db: sqlite.Database, sql: str) -> sqlite.Statement:
    """The statement in text that has one."""
    statement = db.prepare(sql)
    assert statement is not None, "neither empty nor a comment"
    return statement


def one(db: sqlite.Database, sql: str) -> str | None:
    """The first column of the first row."""
    with prepare(db, sql) as statement:
        assert statement.step()
        return statement.column_text(0)


def busy_handler(folder: Path) -> None:
    """Two connections to a file: the second asks how often it is to try again."""
    with sqlite.load(folders={"/data": folder}) as lib:
        first, second = lib.open("/data/example.db"), lib.open("/data/example.db")
        with first, second:
            attempts: list[int] = []

            def handler(attempt: int) -> int:
                attempts.append(attempt)
                return attempt < 3

            second.busy_handler(handler)
            first.exec("begin exclusive")
            try:
                second.exec("insert into t values (4, 'four')")
            except sqlite.SqliteError as error:
                assert error.status == sqlite.BUSY, error
                assert error.name == "SQLITE_BUSY", error.name
            else:
                raise AssertionError("the first connection has the file")
            assert attempts == [0, 1, 2, 3], attempts
            first.exec("rollback")
    print(f"a busy handler: asked {len(attempts)} times")


def failures() -> None:
    """SQLite's failures, and those of Python on their way through SQLite."""
    with sqlite.open(":memory:") as db:
        try:
            db.exec("select * from missing")
        except sqlite.SqliteError as error:
            assert "no such table: missing" in str(error), error
            assert (error.status, error.code) == (sqlite.ERROR, "SB0901")
        else:
            raise AssertionError("there is no such table")

        made = ZeroDivisionError("in a row")

        def visit(values: list[str | None], columns: list[str | None]) -> int:
            raise made

        try:
            db.exec("select 1 union all select 2", visit)
        except ZeroDivisionError as error:
            assert error is made
        else:
            raise AssertionError("the row function raises")

        def fail(context: sqlite.Context, values: list[sqlite.Value]) -> None:
            raise made

        db.create_function("fail", 0, function=fail)
        try:
            db.exec("select fail()")
        except ZeroDivisionError as error:
            assert error is made
        else:
            raise AssertionError("the function raises")
        assert one(db, "select 'alive'") == "alive"
        statement = prepare(db, "select 1")
        assert db.prepare("-- nothing") is None
    assert statement.closed
    try:
        statement.step()
    except sandbridge.HandleError as error:
        assert error.code == "SB0602", error
    else:
        raise AssertionError("the statement went with its database")
    print("failures: SQLite's own, Python's through SQLite, use after close")


def many_rows() -> None:
    """100,000 rows in and out, beside Python's own module."""
    with sqlite.open(":memory:") as db, sqlite3.connect(":memory:") as own:
        db.exec(SCHEMA)
        own.execute(SCHEMA)
        start = perf_counter()
        db.exec("begin")
        with prepare(db, "insert into item values (?, ?, ?)") as insert:
            for number, name, data in ROWS:
                insert.bind_int64(1, number)
                insert.bind_text(2, name)
                insert.bind_blob(3, data)
                insert.step()
                insert.reset()
        db.exec("commit")
        taken = perf_counter() - start

        start = perf_counter()
        own.executemany("insert into item values (?, ?, ?)", ROWS)
        own_taken = perf_counter() - start

        start = perf_counter()
        got = []
        with prepare(db, "select * from item order by id") as select:
            while select.step():
                got.append((select.column_int64(0), select.column_text(1), select.column_blob(2)))
        read = perf_counter() - start
        start = perf_counter()
        own_got = own.execute("select * from item order by id").fetchall()
        own_read = perf_counter() - start
        assert got == own_got == ROWS
    own.close()
    print(
        f"100,000 rows: in {taken * 1000:.0f} ms (sqlite3 {own_taken * 1000:.0f}), "
        f"out {read * 1000:.0f} ms (sqlite3 {own_read * 1000:.0f})"
    )


if __name__ == "__main__":
    main()
