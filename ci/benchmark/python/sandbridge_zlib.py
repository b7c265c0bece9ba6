"""zlib's two functions through Sandbridge, from and to Python's bytes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path

import sandbridge


def functions(built: Path) -> tuple[Callable[[bytes], int], Callable[[bytes, int], bytes]]:
    """crc32 and compress2 of the wasm build."""
    lib = sandbridge.load(built / "zlib.wasm")

    def compress(data: bytes, level: int) -> bytes:
        output = bytearray(lib.compressBound(len(data)))
        length = array("I", [len(output)])
        status = lib.compress2(output, length, data, len(data), level)
        if status != lib.Z_OK:
            raise AssertionError(f"compress2 returned {status}")
        return bytes(memoryview(output)[: length[0]])

    return lambda data: lib.crc32(0, data, len(data)), compress
