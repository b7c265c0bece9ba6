"""100,000 rows into SQLite: `insert.py FOLDER`.

Ours through a prepared statement against Python's own sqlite3, both in memory and interleaved.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns
from typing import Any

import sandbridge
from burst import report

ROWS = 100_000
SAMPLES = 7
TABLE = "create table item(id integer, name text, price real)"
INSERT = "insert into item values(?, ?, ?)"
COUNT = "select count(*), sum(id), sum(price) from item"


def main() -> None:
    """Measures the rows of one transaction, the transaction's own statements left out."""
    own = sqlite3.connect(":memory:")
    own.execute(TABLE)
    lib = sandbridge.load(Path(sys.argv[1]) / "sqlite.wasm")
    ours = lib.open(":memory:")
    ours.exec(TABLE)
    rows: dict[str, Callable[[], int]] = {
        "sandbridge": lambda: through_handle(ours),
        "sqlite3, execute": lambda: one_by_one(own),
        "sqlite3, executemany": lambda: all_at_once(own),
    }
    times: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(SAMPLES):
        for name, run in rows.items():
            times[name].append(run())
    wanted = own.execute(COUNT).fetchone()
    if [float(text) for text in counted(ours)] != [float(number) for number in wanted]:
        raise AssertionError("the tables differ")
    for name, series in times.items():
        report("insert", name, series)


def through_handle(db: Any) -> int:
    """A statement that is bound and stepped for each row."""
    db.exec("delete from item; begin")
    with db.prepare(INSERT) as statement:
        bind_id, bind_name, bind_price = (
            statement.bind_int64,
            statement.bind_text,
            statement.bind_double,
        )
        step, reset = statement.step, statement.reset
        start = perf_counter_ns()
        for number in range(ROWS):
            bind_id(1, number)
            bind_name(2, "a name")
            bind_price(3, 1.5)
            step()
            reset()
        spent = perf_counter_ns() - start
    db.exec("commit")
    return spent


def one_by_one(db: sqlite3.Connection) -> int:
    """The module caches the statement."""
    db.execute("delete from item")
    execute = db.execute
    start = perf_counter_ns()
    for number in range(ROWS):
        execute(INSERT, (number, "a name", 1.5))
    spent = perf_counter_ns() - start
    db.commit()
    return spent


def all_at_once(db: sqlite3.Connection) -> int:
    """The loop is the module's own."""
    db.execute("delete from item")
    rows = ((number, "a name", 1.5) for number in range(ROWS))
    start = perf_counter_ns()
    db.executemany(INSERT, rows)
    spent = perf_counter_ns() - start
    db.commit()
    return spent


def counted(db: Any) -> list[str]:
    """What the table holds."""
    found: list[str] = []

    def row(values: list[str], _columns: list[str]) -> int:
        found.extend(values)
        return 0

    db.exec(COUNT, row)
    return found


if __name__ == "__main__":
    main()
