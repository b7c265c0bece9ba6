"""Buffers of every kind that Python has, in and out."""

from __future__ import annotations

import array
import ctypes
import mmap

import numpy
import pytest
import sandbridge
from conftest import module


@pytest.fixture
def arrays() -> sandbridge.Library:
    """Functions with arrays of integers."""
    return sandbridge.load(module("array-integers"))


DATA = bytes(range(64))


@pytest.mark.parametrize(
    "make",
    [
        bytes,
        bytearray,
        memoryview,
        lambda data: memoryview(b"<<" + data + b">>")[2:-2],
        lambda data: array.array("B", data),
        lambda data: array.array("d", [0.0] * 8) and array.array("i", data),
        lambda data: numpy.frombuffer(data, dtype=numpy.uint8),
        lambda data: numpy.frombuffer(data, dtype=">f8"),
        lambda data: (ctypes.c_char * len(data)).from_buffer_copy(data),
    ],
)
def test_any_contiguous_object_is_bytes(buffers: sandbridge.Library, make) -> None:
    assert buffers.sum(make(DATA), len(DATA)) == sum(DATA)


def test_mmap_is_a_buffer(buffers: sandbridge.Library) -> None:
    with mmap.mmap(-1, 4096) as pages:
        buffers.fill(pages, 4096, 7)
        assert pages[:] == b"\x07" * 4096


@pytest.mark.parametrize(
    "target",
    [
        bytearray(8),
        array.array("B", bytes(8)),
        memoryview(bytearray(8)),
        numpy.zeros(8, dtype=numpy.uint8),
        numpy.zeros((2, 4), dtype=numpy.uint8),
        (ctypes.c_ubyte * 8)(),
    ],
)
def test_what_c_writes_arrives(buffers: sandbridge.Library, target) -> None:
    buffers.fill(target, 8, 171)
    assert bytes(target) == b"\xab" * 8


def test_slice_receives_its_part_only(buffers: sandbridge.Library) -> None:
    whole = bytearray(16)
    buffers.fill(memoryview(whole)[4:12], 8, 1)
    assert whole == bytes(4) + b"\x01" * 8 + bytes(4)


@pytest.mark.parametrize(
    "target", [bytes(8), memoryview(bytes(8)), numpy.frombuffer(bytes(8), numpy.uint8)]
)
def test_read_only_buffer_is_refused_for_output(buffers: sandbridge.Library, target) -> None:
    with pytest.raises(sandbridge.TypeMismatchError, match=r"fill.*`data`") as caught:
        buffers.fill(target, 8, 1)
    assert caught.value.code == "SB0305"
    assert "bytearray" in (caught.value.help or "")


@pytest.mark.parametrize(
    "scattered",
    [memoryview(DATA)[::2], numpy.arange(9, dtype=numpy.uint8).reshape(3, 3).T],
)
def test_non_contiguous_buffer_is_refused(buffers: sandbridge.Library, scattered) -> None:
    with pytest.raises(sandbridge.TypeMismatchError, match="contiguous") as caught:
        buffers.sum(scattered, 4)
    assert caught.value.code == "SB0302"


@pytest.mark.parametrize(
    "values",
    [
        array.array("i", [1, -2, 3]),
        numpy.array([1, -2, 3], dtype=numpy.int32),
        numpy.array([1, -2, 3], dtype="<i4"),
        [1, -2, 3],
        (1, -2, 3),
        range(1, 4, 1) and [numpy.int8(1), numpy.int64(-2), True + 2],
    ],
)
def test_numbers_of_the_element_type(arrays: sandbridge.Library, values) -> None:
    assert arrays.sum_i32(values, 3) == 2


@pytest.mark.parametrize(
    "values",
    [
        array.array("I", [1]),
        array.array("h", [1]),
        array.array("f", [1]),
        numpy.array([1], dtype=">i4"),
        b"\1\0\0\0",
    ],
)
def test_other_elements_are_refused(arrays: sandbridge.Library, values) -> None:
    with pytest.raises(sandbridge.TypeMismatchError, match=r"sum_i32.*`v`") as caught:
        arrays.sum_i32(values, 1)
    assert caught.value.code == "SB0308"


def test_numpy_array_is_written_in_place(arrays: sandbridge.Library) -> None:
    values = numpy.arange(1000, dtype=numpy.int32)
    arrays.negate_i32(values, values.size)
    assert (values == -numpy.arange(1000)).all()


def test_list_is_refused_where_c_writes(arrays: sandbridge.Library) -> None:
    with pytest.raises(sandbridge.TypeMismatchError, match="lost"):
        arrays.negate_i32([1, 2], 2)


def test_buffer_is_not_held_after_the_call(buffers: sandbridge.Library) -> None:
    data = bytearray(DATA)
    buffers.sum(data, 4)
    buffers.fill(data, 4, 1)
    with pytest.raises(sandbridge.OutOfRangeError):
        buffers.fill(data, -1, 1)
    data.append(0)
    assert len(data) == len(DATA) + 1


def test_same_buffer_twice(buffers: sandbridge.Library) -> None:
    data = bytearray(b"\1\2\3\4")
    assert buffers.copy(data, data, 4) == 4
    assert data == b"\1\2\3\4"


def test_record_shows_its_own_bytes(records: sandbridge.Library) -> None:
    v = records.types.vec3(1.0, 2.0, 3.0)
    seen = memoryview(v).cast("d")
    seen[1] = 5.0
    assert v.y == 5.0
    assert bytes(v) == bytes(seen)
    p = records.new("vec3")
    with pytest.raises(BufferError, match="guest memory"):
        memoryview(p.value)


def test_array_member_is_a_buffer_of_its_type(records: sandbridge.Library) -> None:
    body = records.types["struct body"]()
    name = memoryview(body.name)
    assert (name.format, name.ndim) == ("b", 1)
    name[0] = 65
    assert body.name.text() == "A"
    del body
    assert name[0] == 65
