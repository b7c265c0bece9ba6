#!/usr/bin/env python3
"""Gathers a real file of 12 MiB from this machine: `corpus.py OUTPUT`.

Half of it is text (headers, documents, scripts) and half programs, in turn and in the order of
their names, so that the same machine gives the same file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

SIZE = 12 << 20
PIECE = 256 << 10
TEXT = ("/usr/include", "/usr/share/doc", "/usr/share/perl", "/usr/lib/python3")
PROGRAMS = ("/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")


def main() -> None:
    """Writes the file, unless a complete one is there."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} OUTPUT")
    output = Path(sys.argv[1])
    if output.exists() and output.stat().st_size >= SIZE:
        print(f"{output} is there: {output.stat().st_size:,} bytes")
        return
    corpus = gathered()
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(output.name + ".partial")
    partial.write_bytes(corpus)
    partial.replace(output)
    print(f"{output}: {len(corpus):,} bytes")


def gathered() -> bytes:
    """Pieces of text and of programs, whichever is behind."""
    kinds = [[bytearray(), pieces(TEXT, text=True)], [bytearray(), pieces(PROGRAMS, text=False)]]
    mixed = bytearray()
    while len(mixed) < SIZE:
        kind = min(kinds, key=lambda one: len(one[0]))
        piece = next(kind[1], None)
        if piece is None:
            kinds.remove(kind)
            if not kinds:
                sys.exit(f"this machine has only {len(mixed):,} bytes of text and programs")
            continue
        kind[0] += piece
        mixed += piece
    return bytes(mixed)


def pieces(folders: tuple[str, ...], *, text: bool) -> Iterator[bytes]:
    """The beginnings of the folders' files that are of the kind asked for."""
    for path in chain.from_iterable(sorted(Path(folder).rglob("*")) for folder in folders):
        if path.is_symlink() or not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                piece = file.read(PIECE)
        except OSError:
            continue
        if piece and (b"\0" not in piece) == text:
            yield piece


if __name__ == "__main__":
    main()
