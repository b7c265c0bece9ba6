"""zlib's two functions through Sandbridge, from and to Python's bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sandbridge


def functions(built: Path) -> tuple[Callable[[bytes], int], Callable[[bytes, int], bytes]]:
    """crc32 and compress2 of the wasm build."""
    lib = sandbridge.load(built / "zlib.wasm")

    def compress(data: bytes, level: int) -> bytes:
        raise NotImplementedError

    return lambda data: lib.crc32(0, data, len(data)), compress
