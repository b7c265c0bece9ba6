"""The call cases in Python: `calls.py <folder of the compiled C code>`."""

from __future__ import annotations

import sys
from pathlib import Path

import competitor_rows
import sandbridge_rows
import value_rows
from burst import measure


def main() -> None:
    """Measures every case with all rows interleaved, Sandbridge's first."""
    built = Path(sys.argv[1]).resolve()
    sys.path.insert(0, str(built))
    tables = [*sandbridge_rows.rows(built), *competitor_rows.rows(built)]
    for case in competitor_rows.EXPECTED:
        rows = [table[case] for table in tables if case in table]
        measure(case, rows, 1_000 if case == "sum_bytes_1m" else 2_000)
    for rows in value_rows.cases(built):
        measure(*rows)


if __name__ == "__main__":
    main()
