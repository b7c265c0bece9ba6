"""zlib on 10 MB: `throughput.py FOLDER CORPUS`.

Ours against the same source compiled by gcc -O2 and called through ctypes, interleaved.
"""

from __future__ import annotations

import ctypes
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

import sandbridge_zlib
from burst import report

SIZE = 10_000_000
LEVEL = 6
CRC_SAMPLES = 40
COMPRESS_SAMPLES = 15


def main() -> None:
    """Measures crc32 and compress2, everything from and to Python's bytes included."""
    built, corpus = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    data = corpus.read_bytes()[:SIZE]
    crc, compress = native(built)
    lib = sandbridge_zlib.load(built)
    our_crc, our_compress = sandbridge_zlib.crc32(lib), sandbridge_zlib.compress(lib)
    compress_in_c = sandbridge_zlib.compress_in_c(lib)
    alternate(
        "crc32",
        data,
        zlib.crc32(data),
        {
            "sandbridge": lambda: our_crc(data),
            "gcc -O2": lambda: crc(data),
            "Python's zlib": lambda: zlib.crc32(data),
        },
        CRC_SAMPLES,
    )
    alternate(
        "compress2",
        data,
        compress(data, LEVEL),
        {
            "sandbridge": lambda: our_compress(data, LEVEL),
            "sandbridge, C layer": lambda: compress_in_c(data, LEVEL),
            "gcc -O2": lambda: compress(data, LEVEL),
        },
        COMPRESS_SAMPLES,
    )


def alternate(
    case: str, data: bytes, expected: object, rows: dict[str, Callable[[], object]], samples: int
) -> None:
    """Runs the rows in turn and reports each."""
    times: dict[str, list[float]] = {name: [] for name in rows}
    for name, run in rows.items():
        if run() != expected:
            raise AssertionError(f"{name}: wrong result of {case}")
    for _ in range(samples):
        for name, run in rows.items():
            start = perf_counter_ns()
            run()
            times[name].append(perf_counter_ns() - start)
    for name, series in times.items():
        report(case, name, series, len(data))


def native(built: Path) -> tuple[Callable[[bytes], int], Callable[[bytes, int], bytes]]:
    """crc32 and compress2 of the native build."""
    lib = ctypes.CDLL(str(built / "libzlib.so"))
    lib.crc32.argtypes = [ctypes.c_ulong, ctypes.c_char_p, ctypes.c_uint]
    lib.crc32.restype = ctypes.c_ulong
    lib.compressBound.argtypes = [ctypes.c_ulong]
    lib.compressBound.restype = ctypes.c_ulong
    length = ctypes.POINTER(ctypes.c_ulong)
    lib.compress2.argtypes = [
        ctypes.c_char_p,
        length,
        ctypes.c_char_p,
        ctypes.c_ulong,
        ctypes.c_int,
    ]

    def compress(data: bytes, level: int) -> bytes:
        capacity = ctypes.c_ulong(lib.compressBound(len(data)))
        output = ctypes.create_string_buffer(capacity.value)
        status = lib.compress2(output, ctypes.byref(capacity), data, len(data), level)
        if status != 0:
            raise AssertionError(f"compress2 returned {status}")
        return memoryview(output)[: capacity.value].tobytes()

    return lambda data: lib.crc32(0, data, len(data)), compress


if __name__ == "__main__":
    main()
