"""Callbacks: lifetimes, exceptions, threads, and what they leave behind."""

from __future__ import annotations

import array
import contextlib
import functools
import gc
import operator
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
import sandbridge
from conftest import module


class Boom(Exception):
    """What the tests raise."""


@pytest.fixture
def sorting() -> Iterator[sandbridge.Library]:
    """Functions that call back during a call."""
    with sandbridge.load(module("callback-arguments")) as lib:
        yield lib


@pytest.fixture
def keeping() -> Iterator[sandbridge.Library]:
    """Functions that keep a handler."""
    with sandbridge.load(module("callback-lifetime")) as lib:
        yield lib


@pytest.fixture
def jumping() -> Iterator[sandbridge.Library]:
    """Functions that jump through what calls them back."""
    with sandbridge.load(module("setjmp-callback")) as lib:
        yield lib


def test_plain_functions_are_callable_for_the_call(sorting: sandbridge.Library) -> None:
    values = array.array("i", [3, 1, 2])
    sorting.sort_ints(values, 3, lambda a, b: a.value - b.value)
    assert values.tolist() == [1, 2, 3]


class Adder:
    """Something that is called in several ways."""

    def __call__(self, a: int, b: int) -> int:
        return a + b

    def method(self, a: int, b: int) -> int:
        return a + b


@pytest.mark.parametrize(
    "add",
    [
        lambda a, b: a + b,
        lambda *both: sum(both),
        lambda a, b, c=0: a + b + c,
        Adder(),
        Adder().method,
        Adder.method.__get__(Adder()),
        functools.partial(lambda c, a, b: a + b + c, 0),
        operator.add,
        type("Sum", (int,), {"__new__": lambda cls, a, b: int.__new__(cls, a + b)}),
    ],
)
def test_any_callable_is_called(
    sorting: sandbridge.Library, add: Callable[[int, int], int]
) -> None:
    kept = sorting.callback("int (int, int)", add)
    for a in (1, -1, 1 << 20):
        assert sorting.apply(add, a, 2) == a + 2
        assert sorting.apply(kept, a, 2) == a + 2


def test_a_function_may_change_while_it_is_registered(sorting: sandbridge.Library) -> None:
    def change(a: int, b: int) -> int:
        return a + b

    kept = sorting.callback("int (int, int)", change)
    assert sorting.apply(kept, 5, 2) == 7
    change.__code__ = (lambda a, b: a - b).__code__
    assert sorting.apply(kept, 5, 2) == 3
    change.__code__ = (lambda a: a).__code__
    with pytest.raises(TypeError, match="positional argument"):
        sorting.apply(kept, 5, 2)


def test_the_same_exception_arrives(sorting: sandbridge.Library) -> None:
    boom = Boom("once")

    def fail(a: int, b: int) -> int:
        raise boom

    with pytest.raises(Boom) as caught:
        sorting.apply(fail, 1, 2)
    assert caught.value is boom
    assert sorting.apply(lambda a, b: a + b, 1, 2) == 3


def test_a_hundred_thousand_exceptions_leave_nothing(sorting: sandbridge.Library) -> None:
    class Counted(Boom):
        pass

    alive = weakref.WeakSet[Counted]()

    def fail(a: int, b: int) -> int:
        error = Counted()
        alive.add(error)
        raise error

    def run(times: int) -> None:
        for _ in range(times):
            with contextlib.suppress(Counted):
                sorting.apply(fail, 1, 2)

    run(1000)
    gc.collect()
    before = len(gc.get_objects())
    run(100_000)
    gc.collect()
    assert not alive
    assert len(gc.get_objects()) - before < 100


def test_nested_exceptions_pass_every_level(sorting: sandbridge.Library) -> None:
    def deeper(a: int, b: int) -> int:
        if a == 0:
            raise Boom("at the bottom")
        return int(sorting.apply(deeper, a - 1, b))

    with pytest.raises(Boom, match="at the bottom"):
        sorting.apply(deeper, 10, 0)


def test_a_scope_releases(keeping: sandbridge.Library) -> None:
    with keeping.callback("handler", lambda value: value + 1) as handler:
        keeping.keep(handler)
        assert keeping.fire(1) == 2
    with pytest.raises(sandbridge.HandleError) as caught:
        keeping.fire(1)
    assert caught.value.code == "SB0605"
    handler.release()
    assert "released" in repr(handler)


def test_a_collected_callback_is_released(keeping: sandbridge.Library) -> None:
    keeping.keep(keeping.callback("int (*)(int)", lambda value: value))
    with pytest.raises(sandbridge.HandleError):
        keeping.fire(1)


def test_a_callback_in_a_cycle_is_collected(keeping: sandbridge.Library) -> None:
    class Owner:
        def __init__(self) -> None:
            self.handler = keeping.callback("handler", self.on_event)

        def on_event(self, value: int) -> int:
            return value

    owner = weakref.ref(Owner())
    gc.collect()
    assert owner() is None


def test_a_callback_may_release_itself(keeping: sandbridge.Library) -> None:
    def once(value: int) -> int:
        handler.release()
        return value * 2

    handler = keeping.callback("handler", once)
    keeping.keep(handler)
    assert keeping.fire(4) == 8
    with pytest.raises(sandbridge.HandleError):
        keeping.fire(4)


def test_many_callbacks_use_few_places(keeping: sandbridge.Library) -> None:
    for value in range(20_000):
        with keeping.callback("handler", lambda _, value=value: value) as handler:
            keeping.keep(handler)
            assert keeping.fire(0) == value


def test_closing_within_a_callback_is_refused(sorting: sandbridge.Library) -> None:
    def close(a: int, b: int) -> int:
        sorting.close()
        return 0

    with pytest.raises(sandbridge.HandleError) as caught:
        sorting.apply(close, 1, 2)
    assert caught.value.code == "SB0603"
    assert sorting.apply(max, 1, 2) == 2


def test_other_threads_run_during_callbacks(sorting: sandbridge.Library) -> None:
    turned = threading.Event()

    def wait(a: int, b: int) -> int:
        threading.Thread(target=turned.set).start()
        return int(turned.wait(10))

    assert sorting.apply(wait, 0, 0) == 1


@pytest.mark.parametrize("result", ["text", None, 1.5, 1 << 31])
def test_a_wrong_result_names_the_function_type(
    sorting: sandbridge.Library, result: object
) -> None:
    give: Callable[..., object] = lambda a, b: result  # noqa: E731
    with pytest.raises(sandbridge.SandbridgeError, match=r"int \(\*\)\(int, int\)") as caught:
        sorting.apply(give, 1, 2)
    assert caught.value.code in ("SB0302", "SB0303")


def test_a_jump_passes_through_python(jumping: sandbridge.Library) -> None:
    left = []

    def jump(value: int) -> int:
        try:
            jumping.jump_back(value + 5)
        finally:
            left.append(value)
        return 0

    assert jumping.guarded(jump, 3) == -5
    assert left == [0]
    assert jumping.running() == 0


def test_a_jump_that_python_keeps_goes_no_further(jumping: sandbridge.Library) -> None:
    def keep(value: int) -> int:
        with contextlib.suppress(sandbridge.TrapError):
            jumping.jump_back(1)
        return value

    assert jumping.guarded(keep, 4) == 6
    boom = Boom("instead")

    def replace(value: int) -> int:
        try:
            jumping.jump_back(1)
        except sandbridge.TrapError as error:
            raise boom from error
        return value

    with pytest.raises(Boom) as caught:
        jumping.guarded(replace, 1)
    assert caught.value is boom
    assert isinstance(boom.__cause__, sandbridge.TrapError)
    assert jumping.guarded(abs, 3) == 3


def test_a_jump_kept_for_later_still_arrives(jumping: sandbridge.Library) -> None:
    def late(value: int) -> int:
        try:
            return int(jumping.jump_back(4))
        finally:
            assert jumping.guarded(abs, 3) == 3

    assert jumping.guarded(late, 1) == -4
