"""Long runs of the layer with facts: neither the guest's heap nor the process grows."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Rounds of each leak check, and how much the process may grow by them beyond its warm-up.
ROUNDS, SLACK = 100_000, 2 << 20


def resident() -> int:
    """Bytes of the process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def check_flat(lib: Any, act: Callable[[], object]) -> None:
    """Neither the guest's heap nor the process grows."""
    for _ in range(ROUNDS // 5):
        act()
    gc.collect()
    before, heap = resident(), top(lib)
    for _ in range(ROUNDS):
        act()
    gc.collect()
    assert top(lib) == heap
    assert resident() - before < SLACK


def top(lib: Any) -> int:
    """Where the guest's allocator puts something large."""
    with lib.new("char", count=60_000) as room:
        return int(room.address)


class TestLeaks:
    def test_open_and_close(self, handles: Any) -> None:
        def act() -> None:
            with handles.shelf_open("tools") as shelf:
                shelf.add(2)

        check_flat(handles, act)
        assert handles.shelf_alive() == 0

    def test_collected_handles(self, handles: Any) -> None:
        check_flat(handles, lambda: handles.counter_init(1))

    def test_callbacks(self, callbacks: Any) -> None:
        check_flat(callbacks, lambda: callbacks.with_rows(lambda r, all: len(all), 1))

    def test_kept_functions(self, callbacks: Any) -> None:
        check_flat(callbacks, lambda: callbacks.set_hook(lambda x: x))

    def test_raised_errors(self, rooms: Any) -> None:
        def act() -> None:
            with contextlib.suppress(rooms.BufferError):
                rooms.double(b"")

        check_flat(rooms, act)

    def test_raising_callbacks(self, callbacks: Any) -> None:
        def visit(values: list[str | None], unit: str | None) -> int:
            raise ValueError

        def act() -> None:
            with contextlib.suppress(ValueError):
                callbacks.visit_rows(visit, 3)

        check_flat(callbacks, act)

    def test_jumps(self, callbacks: Any) -> None:
        def act() -> None:
            with contextlib.suppress(callbacks.ParseError):
                callbacks.parse("x")

        check_flat(callbacks, act)
