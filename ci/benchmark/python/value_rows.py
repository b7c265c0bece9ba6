"""The rows of what is more than numbers and bytes: structs by value, callbacks, arrays that come
back, lists of text, members and bit-fields. Sandbridge beside cffi's API mode and ctypes.

Where two rows of one library differ in what the user holds, the name says so: values that exist
already, or tuples and lists from which they are built in the call.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import sandbridge
from burst import Row

VISITS = 100
NUMBERS = 1_000
TEXTS = ["abcdefghijklmno "] * 16
A, B = (1.0, 2.0, 2.0), (0.5, 0.25, 1.0)
SUM = A[0] + B[0]


class Case(NamedTuple):
    """What is measured together, Sandbridge's row first."""

    name: str
    rows: list[Row]


def cases(built: Path) -> Iterator[Case]:
    """The cases; `built` is the folder of the compiled C code."""
    from bench_cffi import ffi, lib  # compiled by cffi from bench.c

    ours = sandbridge.load(built / "bench.wasm")
    theirs = Ctypes(built)
    yield Case("by_value", by_value(ours, ffi, lib, theirs))
    yield Case("callback", callback(ours, ffi, lib, theirs))
    yield Case("ints_1000", ints(ours, ffi, lib, theirs))
    yield Case("texts_16", texts(ours, ffi, lib, theirs))
    yield Case("member", members("vec3", ours, ffi, theirs.Vec3))
    yield Case("bit_field", members("entry", ours, ffi, theirs.Entry))


class Ctypes:
    """The library as ctypes needs it declared."""

    class Vec3(ctypes.Structure):
        """`struct vec3`."""

        _fields_ = (("x", ctypes.c_double), ("y", ctypes.c_double), ("z", ctypes.c_double))

    class Entry(ctypes.Structure):
        """`struct entry`."""

        _fields_ = (
            ("kind", ctypes.c_uint, 3),
            ("level", ctypes.c_int, 7),
            ("serial", ctypes.c_uint, 22),
        )

    Visit = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)

    def __init__(self, built: Path) -> None:
        lib = ctypes.CDLL(str(built / "libbench.so"))
        self.add3 = lib.add3
        self.add3.argtypes = [self.Vec3, self.Vec3]
        self.add3.restype = self.Vec3
        self.visit_all = lib.visit_all
        self.visit_all.argtypes = [self.Visit, ctypes.c_int]
        self.negate = lib.negate
        self.negate.argtypes = [ctypes.POINTER(ctypes.c_int), ctypes.c_int]
        self.count_texts = lib.count_texts
        self.count_texts.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_uint]
        self.count_texts.restype = ctypes.c_uint


def by_value(ours: sandbridge.Library, ffi, lib, theirs: Ctypes) -> list[Row]:
    """Two structs in, one out; the result is an object with members in every row."""

    def row(name: str, function: object, a: object, b: object, call: str = "add3(a, b)") -> Row:
        names = {"add3": function, "a": a, "b": b, "Vec3": theirs.Vec3}
        return Row(name, call, names, SUM, f"{call}.x")

    vec3 = ours.types.vec3
    return [
        row("sandbridge", ours.add3, vec3(*A), vec3(*B)),
        row("cffi API", lib.add3, ffi.new("struct vec3 *", A)[0], ffi.new("struct vec3 *", B)[0]),
        row("ctypes", theirs.add3, theirs.Vec3(*A), theirs.Vec3(*B)),
        row("sandbridge, from tuples", ours.add3, A, B),
        row("cffi API, from tuples", lib.add3, A, B),
        row("ctypes, from tuples", theirs.add3, A, B, "add3(Vec3(*a), Vec3(*b))"),
    ]


def callback(ours: sandbridge.Library, ffi, lib, theirs: Ctypes) -> list[Row]:
    """A loop in C that calls a Python function; the function pointer exists already."""

    def visit(i: int) -> int:
        return i

    @ffi.def_extern("visit")
    def visit_for_cffi(i: int) -> int:
        return i

    def row(name: str, function: object, pointer: object) -> Row:
        names = {"visit_all": function, "visit": pointer}
        return Row(name, f"visit_all(visit, {VISITS})", names, sum(range(VISITS)), calls=VISITS)

    return [
        row("sandbridge", ours.visit_all, ours.callback("int (int)", visit)),
        row("cffi API", lib.visit_all, lib.visit),
        row("ctypes", theirs.visit_all, theirs.Visit(visit)),
        row("sandbridge, plain function", ours.visit_all, visit),
    ]


def ints(ours: sandbridge.Library, ffi, lib, theirs: Ctypes) -> list[Row]:
    """An array that C changes in place. The others hand out its memory, Sandbridge copies."""

    def row(name: str, function: object, call: str = "negate(numbers, size)") -> Row:
        numbers = array("i", range(NUMBERS))
        names = {"negate": function, "numbers": numbers, "size": NUMBERS}
        names |= {"view": ffi.from_buffer, "ints": ffi.typeof("int[]")}
        names |= {"Numbers": ctypes.c_int * NUMBERS}
        return Row(name, call, names, -1, "numbers[1]")

    return [
        row("sandbridge", ours.negate),
        row("cffi API", lib.negate, "negate(view(ints, numbers), size)"),
        row("ctypes", theirs.negate, "negate(Numbers.from_buffer(numbers), size)"),
    ]


def texts(ours: sandbridge.Library, ffi, lib, theirs: Ctypes) -> list[Row]:
    """A list of str as `const char *const *`."""

    def row(name: str, function: object, call: str) -> Row:
        names = {"count_texts": function, "texts": TEXTS, "size": len(TEXTS)}
        names |= {"new": ffi.new, "chars": ffi.typeof("char[]"), "list": ffi.typeof("char *[]")}
        names |= {"Texts": ctypes.c_char_p * len(TEXTS)}
        return Row(name, call, names, 15 * len(TEXTS))

    # cffi's inner arrays must be kept until the call is over.
    cffi = "count_texts(new(list, kept := [new(chars, t.encode()) for t in texts]), size)"
    return [
        row("sandbridge", ours.count_texts, "count_texts(texts, size)"),
        row("cffi API", lib.count_texts, cffi),
        row("ctypes", theirs.count_texts, "count_texts(Texts(*[t.encode() for t in texts]), size)"),
    ]


def members(record: str, ours: sandbridge.Library, ffi, theirs: type) -> list[Row]:
    """One member read and another one written: of an object on the host, and in C's memory."""
    to, of = ("y", "x") if record == "vec3" else ("level", "kind")

    def row(name: str, value: object) -> Row:
        setattr(value, of, 3)
        return Row(name, f"value.{to} = value.{of}", {"value": value}, 3, f"value.{to}")

    return [
        row("sandbridge", getattr(ours.types, record)()),
        row("cffi API", ffi.new(f"struct {record} *")),
        row("ctypes", theirs()),
        row("sandbridge, in its memory", ours.new(f"struct {record}")),
    ]
