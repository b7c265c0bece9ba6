"""What only Python has of unions with a tag: keywords, repr, copies, views that stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sandbridge
from conftest import module


@pytest.fixture
def lib() -> Iterator[Any]:
    """Quantities, amounts, measures and events."""
    with sandbridge.load(module("facts-unions")) as lib:
        yield lib


def test_repr_shows_the_live_member(lib: Any) -> None:
    quantity = lib.types.quantity(**{"is": {"count": 3}})
    assert repr(quantity) == f"quantity(kind={quantity.kind!r}, is=anonymous(count=3))"
    quantity.kind = 0
    assert repr(quantity).endswith("is=anonymous())")
    amount = lib.types.amount(place=(1, 2), shelf=4)
    assert repr(amount) == "amount(kind=2, place=anonymous(x=1, y=2), shelf=4)"
    assert repr(lib.types.amount(kind=7)) == "amount(kind=7, shelf=0)"


def test_keywords_change_a_copy(lib: Any) -> None:
    amount = lib.types.amount(count=5, shelf=1)
    changed = lib.types.amount(amount, place=(1, 2))
    assert (changed.kind, changed.place.y, changed.shelf) == (2, 2, 1)
    assert (amount.kind, amount.count) == (-1, 5)
    with pytest.raises(sandbridge.TypeMismatchError, match="leave `kind` out"):
        lib.types.amount(amount, kind=2, count=1)


def test_views_follow_the_tag(lib: Any) -> None:
    quantity = lib.types.quantity(1, (3,))
    union = getattr(quantity, "is")
    assert union.count == 3
    union.weight = 0.5
    assert quantity.kind == lib.types.kind.KIND_WEIGHT
    quantity.kind = 1
    with pytest.raises(sandbridge.TypeMismatchError) as caught:
        _ = union.weight
    assert caught.value.code == "SB0312"
    del quantity
    union.weight = 2.0
    assert union.weight == 2.0


def test_a_union_of_its_own_has_no_tag(lib: Any) -> None:
    quantity = lib.types.quantity(**{"is": {"weight": 1.0}})
    own = type(getattr(quantity, "is"))(weight=1.0)
    assert own.count == 0
    setattr(quantity, "is", own)
    assert quantity.kind == 2


def test_refusals_leave_everything_as_it_was(lib: Any) -> None:
    quantity = lib.types.quantity(**{"is": {"weight": 1.0}})
    before = bytes(quantity)
    for given in ({"weight": 2.0, "count": 1}, {"weight": "much"}, {"wait": 1}):
        with pytest.raises(sandbridge.SandbridgeError):
            setattr(quantity, "is", given)
    assert bytes(quantity) == before


def test_elements_of_guest_memory(lib: Any) -> None:
    stock = lib.stock()
    assert [stock[i].kind for i in range(2)] == [1, 2]
    union = getattr(stock[0], "is")
    union.weight = 4.0
    assert stock[0].kind == 2 and lib.quantity_value(stock[0]) == 4.0
    with pytest.raises(sandbridge.TypeMismatchError, match=r"`is\.count`"):
        _ = union.count
    lib.reset()
    with pytest.raises(sandbridge.HandleError):
        _ = union.weight
