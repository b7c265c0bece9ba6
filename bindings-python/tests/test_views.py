"""Arrays of a library's memory as sequences and typed buffers, without a copy."""

from __future__ import annotations

import array
from collections.abc import Iterator

import numpy
import pytest
import sandbridge
from conftest import module

DECLARATIONS = """
union number { int i; double d; };
struct mixed {
    _Bool ok;
    short half;
    int grid[2][3];
    const char *name;
    struct { float re, im; } inner;
    int small : 3, large : 20;
    union number number;
    _Complex double spin;
    long double wide;
};
typedef int row[3];
struct mixed *first(row *rows);
"""


@pytest.fixture
def mixed() -> Iterator[sandbridge.Library]:
    """A library with a struct that has members of many kinds."""
    with sandbridge.load(module("struct-by-pointer"), cdef=DECLARATIONS) as lib:
        yield lib


def test_structs_are_a_structured_array(records: sandbridge.Library) -> None:
    bodies = records.new("struct body", count=3)
    for index in range(3):
        bodies[index].id = index
        bodies[index].trail[1].y = index / 2
    seen = numpy.asarray(bodies.array())
    assert seen.shape == (3,)
    assert seen.dtype.itemsize == len(bytes(records.types["struct body"]()))
    assert seen["id"].tolist() == [0, 1, 2]
    assert seen["trail"]["y"][:, 1].tolist() == [0, 0.5, 1]
    assert seen["at"].dtype.names == ("x", "y", "z")


def test_writing_reaches_the_library(records: sandbridge.Library) -> None:
    v = records.new("vec3", count=2)
    seen = numpy.asarray(v.array(2))
    seen["x"] = [3.0, 6.0]
    seen[1]["y"] = 8.0
    assert records.vec3_square(v.at(1)) == 100
    records.vec3_scale(v, 2.0)
    assert seen["x"].tolist() == [6.0, 6.0]


def test_numbers_are_typed_too(records: sandbridge.Library) -> None:
    p = records.new("double", [1.0, 2.0, 3.0], count=3)
    view = memoryview(p.array())
    assert (view.format, view.shape, view.readonly) == ("d", (3,), False)
    view[1] = 7.0
    assert p.array().tolist() == [1.0, 7.0, 3.0]


def test_rows_are_one_array(mixed: sandbridge.Library) -> None:
    rows = mixed.new("row", [[1, 2, 3], [4, 5, 6]], count=2)
    seen = numpy.asarray(rows.array())
    assert seen.tolist() == [[1, 2, 3], [4, 5, 6]]
    seen[:, 1] = 0
    assert rows[1].tolist() == [4, 0, 6]


def test_a_format_has_every_member_at_its_place(mixed: sandbridge.Library) -> None:
    p = mixed.new("struct mixed", count=2)
    p[1] = {"ok": True, "half": -2, "grid": [[1, 2, 3], [4, 5, 6]], "spin": 1 - 2j}
    p[1].inner.im = 0.5
    p[1].number.d = 2.5
    p[1].large = 77
    seen = numpy.asarray(p.array())
    assert seen.dtype.itemsize == p.at(1).address - p.address
    one = seen[1]
    assert (one["ok"], one["half"], one["spin"]) == (True, -2, 1 - 2j)
    assert one["grid"].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert (one["name"], one["inner"]["im"]) == (0, 0.5)
    assert one["number"].tobytes() == numpy.float64(2.5).tobytes()
    assert one["wide"].nbytes == 16
    assert "large" not in seen.dtype.names
    seen["half"] = 9
    assert (p[1].half, p[1].large) == (9, 77)


def test_host_arrays_of_structs_are_buffers(records: sandbridge.Library) -> None:
    body = records.types["struct body"]()
    trail = numpy.asarray(body.trail)
    trail["z"] = [1.0, 2.0]
    assert [at.z for at in body.trail] == [1.0, 2.0]


def test_an_array_is_taken_where_its_pointer_is(buffers: sandbridge.Library) -> None:
    p = buffers.new("unsigned char", [1, 2, 3, 4], count=4)
    assert buffers.sum(p.array(), 4) == 10
    with (
        sandbridge.load(module("buffer-inout"), name="second") as other,
        pytest.raises(sandbridge.HandleError, match="buffer-inout") as caught,
    ):
        other.sum(p.array(), 4)
    assert caught.value.code == "SB0604"


def test_views_outlive_the_library(records: sandbridge.Library) -> None:
    p = records.new("vec3", (1.0, 2.0, 3.0))
    seen = numpy.asarray(p.array())
    records.close()
    seen["x"] += 1
    assert seen["x"].tolist() == [2.0]
    with pytest.raises(sandbridge.HandleError):
        memoryview(p.array())


def test_how_many_must_be_known(records: sandbridge.Library) -> None:
    p = records.new("vec3", count=2)
    with pytest.raises(sandbridge.TypeMismatchError, match="array\\(count\\)"):
        p.cast("int").array()
    with pytest.raises(sandbridge.OutOfRangeError):
        p.array(3)
    with pytest.raises(TypeError):
        p.array(1, 2)
    with pytest.raises(sandbridge.TypeMismatchError, match="nothing readable"):
        p.cast("void").array(1)
    assert p.array(0).tolist() == []


@pytest.mark.parametrize("index", [2, -3, 1 << 40])
def test_a_wrong_index_is_an_index_error(records: sandbridge.Library, index: int) -> None:
    trail = records.types["struct body"]().trail
    with pytest.raises(IndexError) as caught:
        trail[index]
    assert isinstance(caught.value, sandbridge.OutOfRangeError)
    assert caught.value.code == "SB0311"
    with pytest.raises(IndexError):
        trail[index] = (0.0, 0.0, 0.0)


def test_an_index_beyond_an_allocation_is_an_index_error(records: sandbridge.Library) -> None:
    p = records.new("double", [1.0, 2.0], count=2)
    assert list(p.array()) == [1.0, 2.0]
    with pytest.raises(IndexError):
        p[2]


def test_numbers_out_of_range_are_no_index_errors(buffers: sandbridge.Library) -> None:
    with pytest.raises(sandbridge.OutOfRangeError) as caught:
        buffers.fill(array.array("B", [1]), -1, 1)
    assert not isinstance(caught.value, IndexError)
