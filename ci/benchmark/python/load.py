"""Loading zlib and its first call, in a fresh process: `load.py ROW FOLDER`.

Prints the nanoseconds from before loading to after the call; imports are not counted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

CRC_OF_ABC = 0x352441C2


def main() -> None:
    """Measures the row that the command line names."""
    prepare, built = ROWS[sys.argv[1]], Path(sys.argv[2]).resolve()
    load = prepare(built)
    start = perf_counter_ns()
    crc = load()
    elapsed = perf_counter_ns() - start
    if crc != CRC_OF_ABC:
        raise AssertionError(f"crc32 is {crc:#x}")
    print(elapsed)


def prepare_sandbridge(built: Path) -> Callable[[], int]:
    """The package imported, the module not yet loaded."""
    import sandbridge

    return lambda: sandbridge.load(built / "zlib.wasm").crc32(0, b"abc")


def prepare_ctypes(built: Path) -> Callable[[], int]:
    """The same from native code; the result is made unsigned as a user must."""
    import ctypes

    def load() -> int:
        lib = ctypes.CDLL(str(built / "libzlib.so"))
        lib.crc32.argtypes = [ctypes.c_ulong, ctypes.c_char_p, ctypes.c_uint]
        lib.crc32.restype = ctypes.c_ulong
        return lib.crc32(0, b"abc", 3)

    return load


def prepare_wasmtime(built: Path) -> Callable[[], int]:
    """wasmtime-py compiles at every load."""
    import wasmtime

    def load() -> int:
        engine = wasmtime.Engine()
        store = wasmtime.Store(engine)
        store.set_wasi(wasmtime.WasiConfig())
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        module = wasmtime.Module.from_file(engine, str(built / "zlib.wasm"))
        exports = linker.instantiate(store, module).exports(store)
        address = exports["malloc"](store, 3)
        exports["memory"].write(store, b"abc", address)
        return exports["crc32"](store, 0, address, 3) & 0xFFFFFFFF

    return load


ROWS = {
    "sandbridge": prepare_sandbridge,
    "ctypes": prepare_ctypes,
    "wasmtime-py": prepare_wasmtime,
}

if __name__ == "__main__":
    main()
