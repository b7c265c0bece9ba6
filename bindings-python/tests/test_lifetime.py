"""Who owns what, for how long, and what is said when that is over."""

from __future__ import annotations

import contextlib
import copy
import gc
import pickle
import weakref
from pathlib import Path

import pytest
import sandbridge
from conftest import module

CODES = pytest.mark.parametrize("finish", ["close", "with"])


@CODES
def test_closed_library_refuses(records: sandbridge.Library, finish: str) -> None:
    square, p = records.vec3_square, records.new("vec3")
    if finish == "close":
        records.close()
        records.close()
    else:
        with records as same:
            assert same is records
    assert records.closed
    for use in (lambda: square((1.0,)), lambda: p.x, lambda: records.new("vec3"), records.reset):
        with pytest.raises(sandbridge.HandleError, match="closed") as caught:
            use()
        assert caught.value.code == "SB0602"
    p.free()
    assert "closed" in repr(records)


def test_function_keeps_its_library() -> None:
    square = sandbridge.load(module("struct-by-pointer")).vec3_square
    gc.collect()
    assert square((3.0,)) == 9.0


def test_pointer_keeps_its_library() -> None:
    p = sandbridge.load(module("struct-by-pointer")).new("vec3", (1.0, 2.0, 3.0))
    gc.collect()
    assert p.value.z == 3.0
    assert type(p[0]).__name__ == "vec3"


def test_library_and_its_classes_are_collected() -> None:
    lib = sandbridge.load(module("enum-values"))
    classes = [lib.types.painted, lib.types.color]
    lib.new("struct painted").value.color  # noqa: B018
    gone = [weakref.ref(lib), *map(weakref.ref, classes)]
    del lib, classes
    gc.collect()
    assert [ref() for ref in gone] == [None] * 3


def test_memory_is_freed_once_nothing_refers_to_it() -> None:
    lib = sandbridge.load(module("pointer-owned"), memory_limit=4 << 20)
    for _ in range(200):
        lib.new("unsigned char", count=1 << 20)
    p = lib.new("int", 7)
    view = p.cast("unsigned char")
    del p
    for _ in range(200):
        lib.new("unsigned char", count=1 << 20)
    assert view[0] == 7


def test_memory_is_freed_explicitly() -> None:
    lib = sandbridge.load(module("pointer-owned"), memory_limit=4 << 20)
    kept = []
    for _ in range(200):
        p = lib.new("unsigned char", count=1 << 20)
        p.free()
        p.free()
        kept.append(p)
    with pytest.raises(sandbridge.HandleError, match="freed") as caught:
        kept[0].read(1)
    assert caught.value.code == "SB0602"
    with lib.new("int", 3) as n:
        assert n.value == 3
    with pytest.raises(sandbridge.HandleError):
        n.value  # noqa: B018


def test_memory_of_the_library_is_not_freed(records: sandbridge.Library) -> None:
    p = records.new("vec3")
    inner = sandbridge.load(module("text-out"))
    with pytest.raises(sandbridge.TypeMismatchError, match="belongs to the library"):
        inner.owned().free()
    assert p.x == 0.0


def test_reset_refuses_what_was_before(records: sandbridge.Library) -> None:
    p = records.new("vec3")
    records.reset()
    for use in (lambda: p.x, lambda: records.vec3_square(p), lambda: setattr(p, "x", 1.0)):
        with pytest.raises(sandbridge.HandleError, match="reset") as caught:
            use()
        assert caught.value.code == "SB0604"
    assert records.vec3_square(records.new("vec3", (2.0,))) == 4.0


def test_view_survives_close_and_sees_the_guest() -> None:
    lib = sandbridge.load(module("pointer-owned"))
    p = lib.new("unsigned char", count=8)
    view = p.view(8)
    lib.fill(p, 8, 5)
    assert bytes(view) == b"\5" * 8
    view[0] = 9
    assert p[0] == 9
    lib.close()
    del lib, p
    gc.collect()
    assert view[0] == 9


def test_nested_view_keeps_its_record(records: sandbridge.Library) -> None:
    at = records.types["struct body"](at={"x": 4.0}).at
    gc.collect()
    assert at.x == 4.0


def test_copies_share_nothing(records: sandbridge.Library) -> None:
    body = records.types["struct body"](id=1)
    for made in (copy.copy(body), copy.deepcopy(body), records.types["struct body"](body)):
        assert made == body
        made.id = 2
        assert body.id == 1
        assert made != body


@pytest.mark.parametrize("what", ["record", "pointer", "function", "library"])
def test_pickling_is_refused(records: sandbridge.Library, what: str) -> None:
    value = {
        "record": records.types.vec3(),
        "pointer": records.new("vec3"),
        "function": records.vec3_square,
        "library": records,
    }[what]
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(value)


def test_hundred_thousand_calls_leak_nothing(records: sandbridge.Library) -> None:
    buffers = sandbridge.load(module("buffer-inout"))
    v, p, data = records.types.vec3(1.0), records.new("vec3"), bytearray(100)

    def work(times: int) -> None:
        for _ in range(times):
            records.vec3_square((1.0, 2.0, 3.0))
            records.vec3_square({"x": 1.0})
            records.vec3_scale(v, 1.0)
            p.x = p.y
            records.vec3_scale(p, 1.0)
            buffers.sum(b"abc", 3)
            buffers.fill(data, 100, 1)
            records.types.vec3(1.0, 2.0)
            records.new("vec3")
            p.value.x  # noqa: B018
            with contextlib.suppress(sandbridge.TypeMismatchError):
                records.vec3_square(1)

    work(5_000)
    before = resident()
    work(20_000)
    assert resident() - before < 2 << 20


def test_loading_again_and_again_leaks_nothing() -> None:
    def work(times: int) -> None:
        for _ in range(times):
            with sandbridge.load(module("struct-by-pointer")) as lib:
                lib.vec3_square(lib.types.vec3(1.0))
        gc.collect()

    work(50)
    before = resident()
    work(200)
    assert resident() - before < 4 << 20


def resident() -> int:
    """Bytes of memory that the process has in use."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096
