"""Integers in and out, around the bounds inside which they are converted the quick way."""

from __future__ import annotations

import sys

import pytest
import sandbridge
from conftest import module

SAMPLES = [*range(-300, 301), *(sign << bits for bits in range(8, 65) for sign in (-1, 1))]
AROUND = sorted({sample + offset for sample in SAMPLES for offset in (-1, 0, 1)})

TYPES = [
    ("integer-narrow", "schar", -(1 << 7), (1 << 7) - 1),
    ("integer-narrow", "uchar", 0, (1 << 8) - 1),
    ("integer-narrow", "short", -(1 << 15), (1 << 15) - 1),
    ("integer-narrow", "ushort", 0, (1 << 16) - 1),
    ("integer-32bit", "int", -(1 << 31), (1 << 31) - 1),
    ("integer-32bit", "uint", 0, (1 << 32) - 1),
    ("integer-64bit", "llong", -(1 << 63), (1 << 63) - 1),
    ("integer-64bit", "ullong", 0, (1 << 64) - 1),
]


@pytest.mark.parametrize(("case", "name", "low", "high"), TYPES)
def test_every_integer_of_a_type_comes_back(case: str, name: str, low: int, high: int) -> None:
    same = getattr(sandbridge.load(module(case)), f"same_{name}")
    for value in AROUND:
        if low <= value <= high:
            assert same(value) == value
        else:
            with pytest.raises(sandbridge.OutOfRangeError, match="expected an integer from"):
                same(value)


@pytest.mark.parametrize("same", ["same_schar", "same_ushort", "same_bool"])
def test_booleans_are_integers(integers: sandbridge.Library, same: str) -> None:
    assert getattr(integers, same)(True) == 1
    assert getattr(integers, same)(False) == 0


@pytest.mark.parametrize("low", [-(1 << 63), -300, -5, 0, 250, (1 << 63) - 20])
def test_integers_in_callbacks(low: int) -> None:
    lib = sandbridge.load(module("callback-arguments"))
    expected = [(value, value % (1 << 64)) for value in range(low, low + 20)]
    seen: list[tuple[int, int]] = []

    def keep(a: int, b: int) -> int:
        seen.append((a, b))
        return a

    for given in expected:
        assert lib.apply_long(keep, *given) == given[0]
    assert seen == expected


def test_subclasses_of_int_convert_themselves(integers: sandbridge.Library) -> None:
    class Other(int):
        def __index__(self) -> int:
            raise AssertionError("an int is asked for no index")

    assert integers.same_short(Other(7)) == 7


def test_small_integers_keep_their_references(integers: sandbridge.Library) -> None:
    before = sys.getrefcount(77)
    for _ in range(1_000):
        integers.same_short(77)
    assert abs(sys.getrefcount(77) - before) < 100
