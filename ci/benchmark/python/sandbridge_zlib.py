"""zlib's functions through Sandbridge, from and to Python's bytes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sandbridge

Compress = Callable[[bytes, int], bytes]


def load(built: Path) -> Any:
    """The wasm build with its facts."""
    return sandbridge.load(built / "zlib.wasm")


def crc32(lib: Any) -> Callable[[bytes], int]:
    """The checksum, whose length follows."""
    return lambda data: lib.crc32(0, data)


def compress(lib: Any) -> Compress:
    """compress2 with facts: room, lengths and the status are none of the caller's business."""
    return lambda data, level: lib.compress2(data, level)


def compress_in_c(lib: Any) -> Compress:
    """What that replaces, as C's programmers write it."""
    c = lib.c

    def run(data: bytes, level: int) -> bytes:
        output = bytearray(c.compressBound(len(data)))
        length = array("I", [len(output)])
        status = c.compress2(output, length, data, len(data), level)
        if status != c.Z_OK:
            raise AssertionError(f"compress2 returned {status}")
        return bytes(memoryview(output)[: length[0]])

    return run
