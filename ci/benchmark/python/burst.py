"""Measuring: every row in turn for 30 to 60 microseconds, over and over.

Long samples wander by a factor of two or three on a busy machine; the minima of many short,
interleaved ones agree within a few per cent.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from itertools import repeat
from time import perf_counter_ns
from typing import NamedTuple

BURST_NS = 45_000
SAMPLES = 2_000


class Row(NamedTuple):
    """One competitor in one case: a statement as a user writes it, and the names in it."""

    name: str
    statement: str
    names: dict[str, object]
    expected: object
    """What the statement's value must be, checked once before anything is measured."""
    check: str = ""
    """Where the statement is no expression: the one whose value must be that afterwards."""
    calls: int = 1
    """How many calls one statement makes; the figures are for one call."""


Burst = Callable[[int], int]
"""Runs the statement that many times and returns the nanoseconds it took."""


def measure(case: str, rows: list[Row], samples: int = SAMPLES) -> None:
    """Measures the rows interleaved and prints one JSON line for each."""
    bursts = [_compiled(row) for row in rows]
    counts = [_calibrated(burst) for burst in bursts]
    times: list[list[float]] = [[] for _ in rows]
    gc.collect()
    gc.disable()
    for _ in range(samples):
        for row, burst, count, series in zip(rows, bursts, counts, times, strict=True):
            series.append(burst(count) / (count * row.calls))
    gc.enable()
    for row, series in zip(rows, times, strict=True):
        report(case, row.name, series)


def report(case: str, row: str, nanoseconds: list[float], size: int = 0) -> None:
    """Prints one result; `size` is the number of bytes that one call worked through."""
    ordered = sorted(nanoseconds)
    result = {
        "language": "python",
        "case": case,
        "row": row,
        "minimum": ordered[0],
        "p10": ordered[len(ordered) // 10],
        "median": ordered[len(ordered) // 2],
        "samples": len(ordered),
        "bytes": size,
    }
    json.dump(result, sys.stdout)
    print(flush=True)


def _compiled(row: Row) -> Burst:
    """The statement in a loop of its own, its names local, as timeit does it."""
    if row.check:
        exec(row.statement, dict(row.names))
    got = eval(row.check or row.statement, dict(row.names))
    if got != row.expected:
        raise AssertionError(
            f"{row.name}: {row.check or row.statement} is {got!r}, not {row.expected!r}"
        )
    parameters = "".join(f", {name}={name}" for name in row.names)
    source = (
        f"def burst(count{parameters}):\n"
        f"    start = clock()\n"
        f"    for _ in repeat(None, count):\n"
        f"        {row.statement}\n"
        f"    return clock() - start\n"
    )
    scope: dict[str, object] = {**row.names, "clock": perf_counter_ns, "repeat": repeat}
    exec(source, scope)
    return scope["burst"]  # type: ignore[return-value]


def _calibrated(burst: Burst) -> int:
    """How many calls make one burst, found once."""
    burst(1)
    count = 1
    while count < 1 << 20:
        best = min(burst(count) for _ in range(5))
        if best * 2 > BURST_NS:
            break
        count *= 2
    return max(1, round(count * BURST_NS / best))
