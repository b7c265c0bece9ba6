#!/usr/bin/env python3
"""Does what the documents that are walked through say, each in a fresh folder: writes the files
that they show, runs their commands and compares what they print.

A fenced block whose first line names a file (`// name.c`, `# name.py`, `<!-- name.xml -->`) is
written. In a `console` block, lines that begin with `$ ` are commands of one shell; the others are
what they print, where `...` stands for anything. The environment says where the packages are:
SANDBRIDGE_CACHE.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import document

MARK = "\x1e"


def main() -> None:
    """Prints a line a command; the exit status says whether all did what the documents say."""
    failed = False
    names = sys.argv[1:] or document.WALKED
    for name in names:
        page = document.ROOT / "docs" / name
        with tempfile.TemporaryDirectory() as folder:
            failed |= not walk(page, Path(folder))
    sys.exit(failed)


def walk(page: Path, folder: Path) -> bool:
    """Whether everything went as the page says."""
    stage = folder / "stage"
    stage.mkdir()
    script = ["set -e", f"mkdir {folder}/walk", f"cd {folder}/walk"]
    steps = list(commands(page, stage, script))
    (folder / "script").write_text("\n".join(script) + "\n")
    done = subprocess.run(
        ["bash", folder / "script"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "200"},
    )
    printed = done.stdout.split(MARK)[1:]
    right = done.returncode == 0
    for number, (place, command, wanted) in enumerate(steps):
        output = printed[number].strip() if number < len(printed) else "not reached"
        last = number + 1 == len(printed) and done.returncode != 0
        is_right = number < len(printed) and not last and matches(wanted, output)
        right &= is_right
        print(f"{'ok' if is_right else 'FAILED'} {place} {command}")
        if not is_right:
            print(output)
    return right and bool(steps)


def commands(page: Path, stage: Path, script: list[str]) -> Iterator[tuple[str, str, str]]:
    """The commands of a page with where they stand and what they print; writes the script."""
    for number, block in enumerate(document.blocks(page)):
        if block.file is not None:
            (stage / str(number)).write_text(block.code)
            script.append(f"mkdir -p $(dirname {block.file}) && cp {stage}/{number} {block.file}")
        elif block.language == "console":
            for command in re.split(r"^\$ ", block.code, flags=re.MULTILINE)[1:]:
                line, _, wanted = command.partition("\n")
                while line.endswith("\\"):
                    more, _, wanted = wanted.partition("\n")
                    line = f"{line[:-1]}{more.strip()}"
                script += [f"printf '{MARK}'", line]
                yield block.place, line, wanted.strip()
        else:
            sys.exit(f"{block.place}: what is to be done with this block?")


def matches(wanted: str, output: str) -> bool:
    """Whether a command printed what the page shows, if it shows something."""
    pattern = re.escape(wanted).replace(re.escape("..."), ".*")
    return not wanted or re.fullmatch(pattern, output, re.DOTALL) is not None


if __name__ == "__main__":
    main()
