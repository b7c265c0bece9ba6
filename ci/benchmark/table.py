"""Prints the benchmark's tables from the lines that the measuring programs wrote: `table.py FILE`.

Ends with the targets: our minimum against a competitor's, both from this run.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

CASES = {
    "add": "add(int, int)",
    "sum_bytes_16": "sum_bytes, 16 B",
    "sum_bytes_4k": "sum_bytes, 4 KiB",
    "sum_bytes_1m": "sum_bytes, 1 MiB",
    "norm3": "struct by pointer, built from three numbers",
    "count_text_16": "text of 16 characters",
    "count_text_1024": "text of 1024 characters",
    "by_value": "structs by value, two in, one out",
    "callback": "callback, per call from C to the host",
    "ints_1000": "1,000 ints in and out",
    "texts_16": "char **, a list of 16 texts in",
    "member": "struct member, one read and one written",
    "bit_field": "bit-field, one read and one written",
    "import": "import of the package, above the bare interpreter",
    "load_cold": "zlib: load + first call, nothing cached",
    "load_cached": "zlib: load + first call, cached",
    "crc32": "zlib: crc32, 10 MB",
    "compress2": "zlib: compress2, 10 MB, end to end",
    "insert": "SQLite: 100,000 rows by a prepared statement",
}
LANGUAGES = {"python": "Python", "java": "Java", "node": "Node"}
OURS = "sandbridge"
GENERATED = "sandbridge, package"
MILLION = 1e6


class Target(NamedTuple):
    """What must be reached: our minimum over `against`'s, or in milliseconds when that is empty."""

    language: str
    case: str
    against: str
    limit: float
    is_speed: bool = False
    """Whether the figure is a share of a competitor's speed, which must not be less."""
    row: str = OURS
    """Our row."""


TARGETS = [
    Target("python", "add", "cffi API", 0.5),
    Target("python", "add", "C extension", 2.2),
    Target("python", "sum_bytes_16", "cffi API", 0.4),
    Target("python", "norm3", "cffi API", 0.4),
    Target("python", "by_value", "cffi API", 0.2),
    Target("python", "callback", "ctypes", 0.35),
    Target("python", "compress2", "gcc -O2", 0.82, is_speed=True),
    Target("python", "compress2", "sandbridge, C layer", 1.1),
    Target("python", "insert", "sqlite3, executemany", 0.5, is_speed=True),
    Target("python", "load_cached", "", 3),
    Target("python", "import", "", 8),
    Target("java", "add", "JNA direct", 0.35),
    Target("java", "add", "hand-written JNI", 6.5),
    Target("java", "add", OURS, 1, row=GENERATED),
    Target("java", "sum_bytes_16", "JNA direct", 0.35),
    Target("java", "norm3", "JNA direct", 0.1),
    Target("java", "by_value", "JNA direct", 0.05),
    Target("java", "callback", "JNA direct", 0.4),
    Target("java", "compress2", "gcc -O2", 0.82, is_speed=True),
    Target("java", "compress2", "sandbridge, C layer", 1.1),
    Target("java", "load_cached", "", 15),
    Target("node", "add", "koffi", 1.3),
    Target("node", "add", OURS, 1, row=GENERATED),
    Target("node", "sum_bytes_16", "koffi", 1.3),
    Target("node", "norm3", "koffi", 0.35),
    Target("node", "by_value", "koffi", 0.1),
    Target("node", "callback", "koffi", 1),
    Target("node", "compress2", "gcc -O2", 0.82, is_speed=True),
    Target("node", "compress2", "sandbridge, C layer", 1.1),
    Target("node", "load_cached", "", 5),
]


def main() -> None:
    """Prints a table per language and case, then the targets."""
    results = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    for language, title in LANGUAGES.items():
        own = [one for one in results if one["language"] == language]
        if own:
            print(f"\n# {title}")
        for case, case_title in CASES.items():
            if rows := [one for one in own if one["case"] == case]:
                print_case(case_title, rows)
    print_targets(results)


def print_case(title: str, rows: list[dict]) -> None:
    """One case: the rows' times, and their minima as multiples of the first row's."""
    unit, scale = ("ms", MILLION) if rows[0]["minimum"] >= MILLION / 10 else ("ns", 1.0)
    digits = 2 if unit == "ms" else 1
    speed = bool(rows[0]["bytes"])
    print(f"\n{title}")
    heads = [f"min {unit}", f"10 % {unit}", f"median {unit}", "ratio"] + ["MB/s"] * speed
    print(f"  {'':<28}" + "".join(f"{head:>13}" for head in heads) + f"{'samples':>9}")
    for row in rows:
        numbers = [row[key] / scale for key in ("minimum", "p10", "median")]
        line = "".join(f"{number:>13,.{digits}f}" for number in numbers)
        line += f"{row['minimum'] / rows[0]['minimum']:>13.2f}"
        if speed:
            line += f"{row['bytes'] / row['minimum'] * 1000:>13,.1f}"
        print(f"  {row['row']:<28}{line}{row['samples']:>9,}")


def print_targets(results: list[dict]) -> None:
    """What had to be reached, what was, and whether that is enough."""
    minima = {(one["language"], one["case"], one["row"]): one["minimum"] for one in results}
    measured = {one["language"] for one in results}
    print("\n# Targets\n")
    print(f"  {'':<8}{'case':<51}{'against':<22}{'target':>10}{'measured':>10}")
    for target in TARGETS:
        if target.language not in measured:
            continue
        figure, wanted, met = judged(target, minima)
        case = CASES[target.case] + target.row.removeprefix(OURS)
        print(
            f"  {LANGUAGES[target.language]:<8}{case:<51}"
            f"{target.against or 'milliseconds':<22}{wanted:>10}{figure:>10}  {met}"
        )


def judged(target: Target, minima: dict[tuple[str, str, str], float]) -> tuple[str, str, str]:
    """The measured figure, the target and the verdict as text."""
    sign = ">=" if target.is_speed else "<="
    wanted = f"{sign} {target.limit:g}"
    ours = minima.get((target.language, target.case, target.row))
    theirs = minima.get((target.language, target.case, target.against))
    if ours is None or (target.against and theirs is None):
        return "-", wanted, "not measured"
    if not target.against:
        figure = ours / MILLION
    elif target.is_speed:
        figure = theirs / ours
    else:
        figure = ours / theirs
    met = figure >= target.limit if target.is_speed else figure <= target.limit
    return f"{figure:.2f}", wanted, "met" if met else "NOT MET"


if __name__ == "__main__":
    main()
