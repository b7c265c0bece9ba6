"""The competitors' rows: ctypes, cffi (API and ABI), wasmtime-py and a C extension."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path

from burst import Row

BYTES = bytes(range(16)) * 65_536
TEXT = "abcdefghijklmno " * 64
EXPECTED = {
    "add": 3,
    "sum_bytes_16": sum(BYTES[:16]),
    "sum_bytes_4k": sum(BYTES[:4096]),
    "sum_bytes_1m": sum(BYTES[: 1 << 20]),
    "norm3": 3.0,
    "count_text_16": 15,
    "count_text_1024": 15 * 64,
}
SIZES = {"sum_bytes_16": 16, "sum_bytes_4k": 4096, "sum_bytes_1m": 1 << 20}
LENGTHS = {"count_text_16": 16, "count_text_1024": 1024}


def rows(built: Path) -> list[dict[str, Row]]:
    """Each competitor's rows by case; `built` is the folder of the compiled C code."""
    return [_cffi_api(), _cffi_abi(built), _ctypes(built), _extension(), _wasmtime(built)]


def row_table(
    name: str,
    add: tuple[str, dict[str, object]],
    sum_bytes: Callable[[bytes], tuple[str, dict[str, object]]],
    norm3: tuple[str, dict[str, object]],
    count_text: Callable[[str], tuple[str, dict[str, object]]],
) -> dict[str, Row]:
    """The rows of one competitor from its four statements."""
    statements = {"add": add, "norm3": norm3}
    statements |= {case: sum_bytes(BYTES[:size]) for case, size in SIZES.items()}
    statements |= {case: count_text(TEXT[:length]) for case, length in LENGTHS.items()}
    return {case: Row(name, *statement, EXPECTED[case]) for case, statement in statements.items()}


def _cffi_api() -> dict[str, Row]:
    from bench_cffi import ffi, lib  # compiled by cffi from bench.c

    return _cffi("cffi API", ffi, lib)


def _cffi_abi(built: Path) -> dict[str, Row]:
    import cffi
    from build_cffi import DECLARATIONS

    ffi = cffi.FFI()
    ffi.cdef(DECLARATIONS)
    return _cffi("cffi ABI", ffi, ffi.dlopen(str(built / "libbench.so")))


def _cffi(name, ffi, lib) -> dict[str, Row]:
    vec3 = {"norm3": lib.norm3, "new": ffi.new, "pointer": ffi.typeof("struct vec3 *")}
    return row_table(
        name,
        ("add(1, 2)", {"add": lib.add}),
        lambda data: ("sum_bytes(data, size)", _data(lib.sum_bytes, data)),
        ("norm3(new(pointer, (1.0, 2.0, 2.0)))", vec3),
        lambda text: ("count_text(text.encode())", {"count_text": lib.count_text, "text": text}),
    )


def _ctypes(built: Path) -> dict[str, Row]:
    class Vec3(ctypes.Structure):
        _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double), ("z", ctypes.c_double)]

    lib = ctypes.CDLL(str(built / "libbench.so"))
    lib.add.argtypes = [ctypes.c_int, ctypes.c_int]
    lib.sum_bytes.argtypes = [ctypes.c_char_p, ctypes.c_uint]
    lib.sum_bytes.restype = ctypes.c_uint
    lib.norm3.argtypes = [ctypes.POINTER(Vec3)]
    lib.norm3.restype = ctypes.c_double
    lib.count_text.argtypes = [ctypes.c_char_p]
    lib.count_text.restype = ctypes.c_uint
    vec3 = {"norm3": lib.norm3, "Vec3": Vec3, "byref": ctypes.byref}
    return row_table(
        "ctypes",
        ("add(1, 2)", {"add": lib.add}),
        lambda data: ("sum_bytes(data, size)", _data(lib.sum_bytes, data)),
        ("norm3(byref(Vec3(1.0, 2.0, 2.0)))", vec3),
        lambda text: ("count_text(text.encode())", {"count_text": lib.count_text, "text": text}),
    )


def _extension() -> dict[str, Row]:
    import bench_extension as lib  # compiled from python_extension.c

    return row_table(
        "C extension",
        ("add(1, 2)", {"add": lib.add}),
        lambda data: ("sum_bytes(data, size)", _data(lib.sum_bytes, data)),
        ("norm3(1.0, 2.0, 2.0)", {"norm3": lib.norm3}),
        lambda text: ("count_text(text)", {"count_text": lib.count_text, "text": text}),
    )


def _wasmtime(built: Path) -> dict[str, Row]:
    import struct

    import wasmtime

    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    store.set_wasi(wasmtime.WasiConfig())
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    module = wasmtime.Module.from_file(engine, str(built / "bench.wasm"))
    exports = linker.instantiate(store, module).exports(store)
    memory = exports["memory"]
    address = exports["malloc"](store, 1 << 20)
    base = {"store": store, "write": memory.write, "address": address}
    pack = struct.Struct("<3d").pack

    def data_names(data: bytes) -> dict[str, object]:
        return {**base, **_data(exports["sum_bytes"], data)}

    return row_table(
        "wasmtime-py",
        ("add(store, 1, 2)", {"add": exports["add"], "store": store}),
        lambda data: (
            "(write(store, data, address), sum_bytes(store, address, size))[1]",
            data_names(data),
        ),
        (
            "(write(store, pack(1.0, 2.0, 2.0), address), norm3(store, address))[1]",
            {**base, "norm3": exports["norm3"], "pack": pack},
        ),
        lambda text: (
            "(write(store, text.encode() + b'\\0', address), count_text(store, address))[1]",
            {**base, "count_text": exports["count_text"], "text": text},
        ),
    )


def _data(function: object, data: bytes) -> dict[str, object]:
    return {"sum_bytes": function, "data": data, "size": len(data)}
