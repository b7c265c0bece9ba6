"""Measures what happens once per process, in fresh processes.

`processes.py LANGUAGE CASE [--base COMMAND...] (--row NAME COMMAND... | --cold NAME COMMAND...)...`

Each command prints the nanoseconds that it measured of itself. With `--base`, what counts is the
whole process's time above the fastest run of the base command. A `--cold` row's processes have
each an empty cache for compiled modules.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter_ns
from typing import NamedTuple

WARM_SAMPLES = 40
COLD_SAMPLES = 5


class Row(NamedTuple):
    """One competitor: its name, what to run, and whether the cache is empty each time."""

    name: str
    command: list[str]
    cold: bool


def main() -> None:
    """Runs the rows' processes in turn and prints one JSON line for each row."""
    language, case, *arguments = sys.argv[1:]
    base, rows = parsed(arguments)
    timed = whole_time if base else own_time
    if base:
        rows.append(Row("", base, cold=False))
    times: list[list[int]] = [[] for _ in rows]
    samples = COLD_SAMPLES if any(row.cold for row in rows) else WARM_SAMPLES
    with tempfile.TemporaryDirectory() as name:
        warm = Path(name) / "warm"
        for row in rows:
            timed(row.command, warm)  # files into the page cache, modules compiled
        for sample in range(samples):
            for index, row in enumerate(rows):
                cache = Path(name) / f"cold-{sample}-{index}" if row.cold else warm
                times[index].append(timed(row.command, cache))
    bare = min(times.pop()) if base else 0
    for row, series in zip(rows, times, strict=False):
        print_result(language, case, row.name, [time - bare for time in sorted(series)])


def parsed(arguments: list[str]) -> tuple[list[str], list[Row]]:
    """The base command and the rows."""
    base: list[str] = []
    rows: list[Row] = []
    current: list[str] = []
    kind = ""
    for argument in [*arguments, "--end"]:
        if argument not in ("--base", "--row", "--cold", "--end"):
            current.append(argument)
            continue
        if kind == "--base":
            base = current
        elif kind:
            rows.append(Row(current[0], current[1:], kind == "--cold"))
        kind, current = argument, []
    return base, rows


def own_time(command: list[str], cache: Path) -> int:
    """What one process says of itself."""
    environment = os.environ | {"SANDBRIDGE_CACHE_DIR": str(cache)}
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return int(output.stdout)


def whole_time(command: list[str], cache: Path) -> int:
    """How long one process takes from start to end."""
    environment = os.environ | {"SANDBRIDGE_CACHE_DIR": str(cache)}
    start = perf_counter_ns()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return perf_counter_ns() - start


def print_result(language: str, case: str, row: str, ordered: list[int]) -> None:
    """One line for table.py."""
    result = {
        "language": language,
        "case": case,
        "row": row,
        "minimum": ordered[0],
        "p10": ordered[len(ordered) // 10],
        "median": ordered[len(ordered) // 2],
        "samples": len(ordered),
        "bytes": 0,
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
