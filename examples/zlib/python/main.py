"""zlib from the package `zlib-wasm`: `main.py FILE FOLDER`.

Compresses and restores the file at once, and then from file to file in bounded memory; checks every
result against Python's own zlib in both directions, and says how fast each was.
"""

from __future__ import annotations

import sys
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import zlib_wasm

LEVEL = 6
CHUNK = 64 * 1024
# What streaming may take, however large the file is.
BOUND = 2 << 20
T = TypeVar("T")


def main() -> None:
    """Runs the whole example."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} FILE FOLDER")
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    data = source.read_bytes()
    print(f"zlib {zlib_wasm.ZLIB_VERSION} in Python, {source.name}: {len(data):,} bytes")
    at_once(data)
    streamed(source, folder, data)
    failures(data)
    print("zlib: everything as expected")


def at_once(data: bytes) -> None:
    """The whole file in one call."""
    packed = timed("compress2", len(data), lambda: zlib_wasm.compress2(data, LEVEL))
    own = timed("Python's zlib.compress", len(data), lambda: zlib.compress(data, LEVEL))
    restored = timed("uncompress", len(data), lambda: zlib_wasm.uncompress(len(data), packed))
    timed("Python's zlib.decompress", len(data), lambda: zlib.decompress(packed))
    assert restored == data
    assert zlib.decompress(packed) == data
    assert zlib_wasm.uncompress(len(data), own) == data
    assert zlib_wasm.crc32(0, data) == zlib.crc32(data)
    assert zlib_wasm.adler32(1, data) == zlib.adler32(data)
    print(f"at once: {len(packed):,} bytes, Python's own {len(own):,}")


def streamed(source: Path, folder: Path, data: bytes) -> None:
    """File to file, in pieces."""
    packed, restored = folder / "packed", folder / "restored"
    tracemalloc.start()
    timed("deflate from file to file", len(data), lambda: deflate(source, packed))
    timed("inflate from file to file", len(data), lambda: inflate(packed, restored))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < BOUND, peak
    assert restored.read_bytes() == data
    assert zlib.decompress(packed.read_bytes()) == data
    other = folder / "other"
    other.write_bytes(zlib.compress(data, LEVEL))
    inflate(other, restored)
    assert restored.read_bytes() == data
    print(f"as streams: {packed.stat().st_size:,} bytes, with at most {peak:,} in Python's memory")


def deflate(source: Path, target: Path) -> None:
    """Compresses a file."""
    stream = zlib_wasm.deflater(LEVEL)
    with source.open("rb") as reader, target.open("wb") as writer, stream:
        for piece, is_last in pieces(reader.read):
            flush = zlib_wasm.FINISH if is_last else zlib_wasm.NO_FLUSH
            rest = piece
            while True:
                result = stream.deflate(rest, flush)
                writer.write(result.output)
                rest = rest[len(rest) - result.remaining :]
                if not rest and (result.finished if is_last else len(result.output) < CHUNK):
                    break


def inflate(source: Path, target: Path) -> None:
    """Restores one."""
    stream = zlib_wasm.inflater()
    with source.open("rb") as reader, target.open("wb") as writer, stream:
        for piece, _ in pieces(reader.read):
            rest = piece
            while True:
                result = stream.inflate(rest)
                writer.write(result.output)
                rest = rest[len(rest) - result.remaining :]
                if result.finished or (not rest and len(result.output) < CHUNK):
                    break


def pieces(read: Callable[[int], bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pieces of a file, and whether each is the last."""
    piece = read(CHUNK)
    while True:
        following = read(CHUNK)
        yield piece, not following
        if not following:
            return
        piece = following


def failures(data: bytes) -> None:
    """Broken data arrives as zlib's own exception, with zlib's own words."""
    packed = bytearray(zlib.compress(data[:100_000]))
    packed[0] ^= 0xFF
    try:
        zlib_wasm.uncompress(100_000, packed)
    except zlib_wasm.ZlibError as error:
        assert (error.status, error.name) == (zlib_wasm.DATA_ERROR, "Z_DATA_ERROR")
    else:
        raise AssertionError("the data is broken")
    with zlib_wasm.inflater() as stream:
        try:
            stream.inflate(packed)
        except zlib_wasm.ZlibError as error:
            assert "incorrect header check" in str(error), error
            print(f"broken data: {error}")
        else:
            raise AssertionError("the data is broken")


def timed(what: str, size: int, act: Callable[[], T]) -> T:
    """The result of `act`; says how fast it was."""
    start = perf_counter()
    result = act()
    taken = perf_counter() - start
    print(f"  {what:<26} {taken * 1000:7.0f} ms {size / taken / 1e6:7.0f} MB/s")
    return result


if __name__ == "__main__":
    main()
