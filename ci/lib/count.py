"""Counts tests in the runners' own results: `count.py KIND FILE...`.

Prints `passed failed skipped`. KIND is cargo (its log), junit (XML files), tap (a TAP file) or
structure (the log of structure.py).
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Count(NamedTuple):
    """How many tests ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def plus(self, other: Count) -> Count:
        """Both together."""
        return Count(*(a + b for a, b in zip(self, other, strict=True)))


def main() -> None:
    """Adds the files' counts up and prints them."""
    kind, *names = sys.argv[1:]
    total = Count()
    for name in names:
        total = total.plus(KINDS[kind](Path(name).read_text(errors="replace")))
    print(*total)


def count_cargo(log: str) -> Count:
    """The `test result:` lines that every test binary ends with."""
    line = r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; \d+ measured; (\d+)"
    total = Count()
    for passed, failed, ignored, filtered in re.findall(line, log, re.MULTILINE):
        total = total.plus(Count(int(passed), int(failed), int(ignored) + int(filtered)))
    return total


def count_junit(xml: str) -> Count:
    """The test cases of pytest's or Surefire's XML."""
    total = Count()
    for case in ElementTree.fromstring(xml).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            total = total.plus(Count(failed=1))
        elif case.find("skipped") is not None:
            total = total.plus(Count(skipped=1))
        else:
            total = total.plus(Count(passed=1))
    return total


def count_tap(tap: str) -> Count:
    """The summary that node's runner ends its TAP with."""
    numbers = {name: int(number) for name, number in re.findall(r"^# (\w+) (\d+)", tap, re.M)}
    return Count(
        passed=numbers.get("pass", 0),
        failed=numbers.get("fail", 0) + numbers.get("cancelled", 0),
        skipped=numbers.get("skipped", 0) + numbers.get("todo", 0),
    )


def count_structure(log: str) -> Count:
    """The lines of structure.py."""
    return Count(
        passed=len(re.findall(r"^ok: ", log, re.MULTILINE)),
        failed=len(re.findall(r"^failed: ", log, re.MULTILINE)),
    )


KINDS: dict[str, Callable[[str], Count]] = {
    "cargo": count_cargo,
    "junit": count_junit,
    "tap": count_tap,
    "structure": count_structure,
}

if __name__ == "__main__":
    main()
