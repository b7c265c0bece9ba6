"""Threads: one at a time inside, others wait or are told; the interpreter goes on meanwhile."""

from __future__ import annotations

import faulthandler
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sandbridge
from conftest import module

LARGE = bytes(48 << 20)


def test_threads_take_turns() -> None:
    lib = sandbridge.load(module("buffer-inout"))
    data = bytes(range(256)) * 400

    def work(part: int) -> int:
        mine = bytearray(64)
        total = 0
        for _ in range(200):
            total += lib.sum(data, part) + lib.sum(data, len(data))
            lib.fill(mine, 64, part)
            assert mine == bytes([part]) * 64
        return total

    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(work, range(8)))
    whole = sum(data)
    assert totals == [200 * (whole + sum(data[:part])) for part in range(8)]


def test_interpreter_runs_during_a_long_call() -> None:
    lib = sandbridge.load(module("buffer-inout"))
    ticks, stop = [], threading.Event()

    def tick() -> None:
        while not stop.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0)

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        # The copy in is not interruptible, the call is: ticks must fall between start and end.
        start = time.perf_counter()
        for _ in range(5):
            lib.sum(LARGE, len(LARGE))
        end = time.perf_counter()
    finally:
        stop.set()
        thread.join()
    during = [at for at in ticks if start < at < end]
    assert len(during) > 20


def test_second_thread_is_refused_when_asked_for() -> None:
    lib = sandbridge.load(module("buffer-inout"), on_busy="error")
    started, errors = threading.Event(), []

    def work() -> None:
        started.set()
        for _ in range(20):
            try:
                lib.sum(LARGE, len(LARGE))
            except sandbridge.HandleError as error:
                errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    while thread.is_alive():
        try:
            lib.sum(b"", 0)
        except sandbridge.HandleError as error:
            errors.append(error)
    thread.join()
    assert errors
    assert {error.code for error in errors} == {"SB0603"}
    assert lib.sum(b"\1", 1) == 1


def test_close_waits_for_the_thread_inside() -> None:
    lib = sandbridge.load(module("buffer-inout"))
    results = []
    thread = threading.Thread(target=lambda: results.append(lib.sum(LARGE, len(LARGE))))
    thread.start()
    time.sleep(0.005)
    lib.close()
    thread.join()
    assert results == [0]


def test_conversion_that_calls_the_library_again(integers: sandbridge.Library) -> None:
    class Nested:
        def __index__(self) -> int:
            return integers.same_short(7) + 1

    assert integers.same_short(Nested()) == 8


def test_conversion_that_closes_the_library_is_harmless() -> None:
    lib = sandbridge.load(module("array-integers"))

    class Closing:
        def __index__(self) -> int:
            lib.close()
            return 1

    with pytest.raises(sandbridge.HandleError) as caught:
        lib.sum_i32([Closing()], 1)
    assert caught.value.code == "SB0603"
    assert lib.sum_i32([1], 1) == 1


def test_conversion_may_raise_what_it_likes(integers: sandbridge.Library) -> None:
    class Raising:
        def __index__(self) -> int:
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        integers.same_short(Raising())
    assert integers.same_short(1) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_trap_beside_faulthandler(when: str) -> None:
    path = str(module("trap-kinds"))
    lines = {
        "before": "faulthandler.enable(); lib = sandbridge.load(path)",
        # Enabled in between, it would catch the trap itself: libraries loaded later check in code.
        "after": "sandbridge.load(path); faulthandler.enable(); lib = sandbridge.load(path)",
    }
    program = f"""
import faulthandler, sandbridge
path = {path!r}
{lines[when]}
try:
    lib.read_at(4294967280)
except sandbridge.TrapError as error:
    print(error.code)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "SB0401\n", done.stderr


def test_trap_without_signals() -> None:
    lib = sandbridge.load(module("trap-kinds"), signals=False)
    was_enabled = faulthandler.is_enabled()
    with pytest.raises(sandbridge.TrapError):
        lib.read_at(4294967280)
    assert faulthandler.is_enabled() == was_enabled
