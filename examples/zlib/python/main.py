"""zlib through Sandbridge: `main.py zlib.wasm FILE`.

Compresses and restores the file at once (compress2, uncompress) and in chunks (deflate, inflate
on a z_stream), checks every result against Python's own zlib in both directions, and says how
fast each was and where the time went.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

START = perf_counter()
import sandbridge  # noqa: E402 (its import is measured)

IMPORTED = perf_counter()
LEVEL = 6
CHUNK = 64 * 1024
T = TypeVar("T")


def main() -> None:
    """Runs the whole example."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} zlib.wasm FILE")
    data = Path(sys.argv[2]).read_bytes()
    clock = Clock()
    clock.add("import the package", IMPORTED - START)
    with clock.timed("load the module", lambda: sandbridge.load(sys.argv[1])) as lib:
        print(f"zlib {lib.zlibVersion()} in Python, {Path(sys.argv[2]).name}: {len(data):,} bytes")
        run(lib, data, clock)
    clock.print()


def run(lib: sandbridge.Library, data: bytes, clock: Clock) -> None:
    """Every operation, each beside Python's own, and the checks."""
    packed = clock.timed("compress2", lambda: compress(lib, data))
    restored = clock.timed("uncompress", lambda: uncompress(lib, packed, len(data)))
    streamed = clock.timed("deflate in chunks", lambda: deflate(lib, data, clock))
    unstreamed = clock.timed("inflate in chunks", lambda: inflate(lib, streamed, clock))

    own = clock.timed("Python's zlib.compress", lambda: zlib.compress(data, LEVEL))
    clock.timed("Python's zlib.decompress", lambda: zlib.decompress(packed))

    must_equal("uncompress(compress2(file))", restored, data)
    must_equal("inflate(deflate(file))", unstreamed, data)
    must_equal("Python's zlib reads compress2's output", zlib.decompress(packed), data)
    must_equal("Python's zlib reads deflate's output", zlib.decompress(streamed), data)
    must_equal("uncompress reads Python's output", uncompress(lib, own, len(data)), data)
    must_equal("inflate reads Python's output", inflate(lib, own), data)
    must_equal("the checksums", lib.crc32(0, data, len(data)), zlib.crc32(data))
    print(f"compress2 {len(packed):,} bytes, deflate {len(streamed):,}, Python's {len(own):,}")
    print()
    clock.compare("compress2", "Python's zlib.compress", len(data))
    clock.compare("deflate in chunks", "Python's zlib.compress", len(data))
    clock.compare("uncompress", "Python's zlib.decompress", len(data))
    clock.compare("inflate in chunks", "Python's zlib.decompress", len(data))
    print()


def compress(lib: sandbridge.Library, data: bytes) -> bytes:
    """The whole file at once."""
    output = bytearray(lib.compressBound(len(data)))
    length = array("I", [len(output)])
    must_be_ok(lib, lib.compress2(output, length, data, len(data), LEVEL))
    return bytes(memoryview(output)[: length[0]])


def uncompress(lib: sandbridge.Library, packed: bytes, size: int) -> bytes:
    """The reverse, its size known."""
    output = bytearray(size)
    length = array("I", [size])
    must_be_ok(lib, lib.uncompress(output, length, packed, len(packed)))
    return bytes(memoryview(output)[: length[0]])


def deflate(lib: sandbridge.Library, data: bytes, clock: Clock | None = None) -> bytes:
    """Compresses through a z_stream, never more than a chunk in the library."""
    stream = lib.new("z_stream")
    size = len(bytes(stream.value))
    must_be_ok(lib, lib.deflateInit_(stream, LEVEL, lib.ZLIB_VERSION, size))
    try:
        return pump(lib, stream, lib.deflate, data, clock)
    finally:
        lib.deflateEnd(stream)
        stream.free()


def inflate(lib: sandbridge.Library, packed: bytes, clock: Clock | None = None) -> bytes:
    """Restores through a z_stream."""
    stream = lib.new("z_stream")
    size = len(bytes(stream.value))
    must_be_ok(lib, lib.inflateInit_(stream, lib.ZLIB_VERSION, size))
    try:
        return pump(lib, stream, lib.inflate, packed, clock)
    finally:
        lib.inflateEnd(stream)
        stream.free()


def pump(
    lib: sandbridge.Library,
    stream: sandbridge.Pointer,
    step: Callable[[sandbridge.Pointer, int], int],
    data: bytes,
    clock: Clock | None,
) -> bytes:
    """Feeds the data to `step` chunk by chunk and collects what it writes."""
    clock = clock or Clock()
    source = lib.new("Bytef", count=CHUNK)
    target = lib.new("Bytef", count=CHUNK)
    result = bytearray()
    status = lib.Z_OK
    for start in range(0, len(data), CHUNK):
        chunk = data[start : start + CHUNK]
        clock.timed("  copy chunks in", lambda chunk=chunk: source.write(chunk))
        stream.next_in, stream.avail_in = source, len(chunk)
        flush = lib.Z_FINISH if start + CHUNK >= len(data) else lib.Z_NO_FLUSH
        stream.avail_out = 0
        while stream.avail_out == 0 and status != lib.Z_STREAM_END:
            stream.next_out, stream.avail_out = target, CHUNK
            status = clock.timed("  run C on chunks", lambda flush=flush: step(stream, flush))
            if status not in (lib.Z_OK, lib.Z_STREAM_END, lib.Z_BUF_ERROR):
                must_be_ok(lib, status)
            size = CHUNK - stream.avail_out
            result += clock.timed("  copy chunks out", lambda size=size: target.read(size))
    source.free()
    target.free()
    if status != lib.Z_STREAM_END:
        sys.exit(f"the stream ended with status {status}")
    return bytes(result)


def must_be_ok(lib: sandbridge.Library, status: int) -> None:
    """Ends the program with zlib's own words for a failure."""
    if status != lib.Z_OK:
        sys.exit(f"zlib failed with {status}: {lib.zError(status)}")


def must_equal(what: str, got: object, expected: object) -> None:
    """Ends the program unless both are the same."""
    if got != expected:
        sys.exit(f"FAILED: {what}")
    print(f"checked: {what}")


class Clock:
    """Adds up where the time goes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, work: Callable[[], T]) -> T:
        """Does the work and notes its time."""
        start = perf_counter()
        result = work()
        self.add(name, perf_counter() - start)
        return result

    def add(self, name: str, seconds: float) -> None:
        """Notes a time taken elsewhere."""
        self.seconds[name] = self.seconds.get(name, 0) + seconds

    def compare(self, name: str, own: str, size: int) -> None:
        """Prints the speed beside that of Python's own."""
        speed, own_speed = (size / self.seconds[key] / 1e6 for key in (name, own))
        print(
            f"{name:<20}{speed:>8.1f} MB/s   {own:<26}{own_speed:>8.1f} MB/s"
            f"{speed / own_speed:>8.2f} x"
        )

    def print(self) -> None:
        """Prints the times."""
        print("where the time went")
        for name, seconds in self.seconds.items():
            print(f"  {name:<28}{seconds * 1000:>10.1f} ms")


if __name__ == "__main__":
    main()
