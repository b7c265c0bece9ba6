"""A library that lies, and Python code that does what it should not in the middle of a call."""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
import sandbridge
from conftest import module

ANSWERS = 11
ADDRESS, AT_CLOSE, AT_RELEASE = 0, 4, 5
CALL = 2


def load() -> Any:
    return sandbridge.load(module("facts-hostile"), memory_limit=8 << 20)


def nasty(chance: random.Random, end: int) -> int:
    """A number at an edge: of memory, of 32 and of 64 bits, of what programs expect."""
    edges = [0, 1, 8, 1024, end, 1 << 16, 1 << 29, 1 << 31, 1 << 32, 1 << 61, 1 << 63]
    if chance.random() < 0.1:
        return chance.getrandbits(64)
    return (chance.choice(edges) + chance.choice([0, 1, 2, 3, 7, 8, -1, -2, -8])) % (1 << 64)


def attack(lib: Any, chance: random.Random, calls: int) -> set[str]:
    """Plants lies and asks for them; the codes of what came."""
    kept: list[Any] = []
    codes = set()

    def again(*_: object) -> object:
        match chance.randrange(6):
            case 0:
                gc.collect(0)
            case 1:
                kept.clear()
            case 2:
                lib.fire(1)
            case 3:
                lib.reset()
            case 4:
                raise KeyError("a stranger")
        return chance.choice([0, 1, b"1234", None])

    deeds: list[Callable[[], object]] = [
        lib.fill,
        lib.fill_wide,
        lib.sized,
        lib.bytes,
        lib.numbers,
        lib.many,
        lib.units,
        lib.text,
        lib.owned_text,
        lib.lent_node,
        lib.status,
        lib.forget,
        lib.destroy,
        lambda: lib.ring_at().next.number,
        lambda: kept.append(lib.open_node()),
        lambda: kept.append(lib.open_child(kept[-1])),
        lambda: kept.pop(0).close(),
        lambda: lib.tell(again),
        lambda: lib.ask(again),
        lambda: lib.keep(again),
        lambda: lib.keep_owned(again),
        lambda: lib.keep_once(again),
        lambda: lib.fire(1),
        lambda: lib.checksum(bytes(chance.randrange(200))),
    ]
    for _ in range(calls):
        try:
            for _ in range(chance.randrange(3)):
                index = chance.randrange(ANSWERS)
                answer = nasty(chance, lib.memory_end())
                if index == ADDRESS and chance.random() < 0.5:
                    answer = 1024 + chance.randrange(64)
                if index in (AT_CLOSE, AT_RELEASE):
                    answer = chance.randrange(8)
                lib.plant(index, answer)
            chance.choice(deeds)()
        except sandbridge.SandbridgeError as error:
            codes.add(error.code)
            assert error.code != "SB9901", error
            if error.code == "SB0601":
                lib.reset()
        except (KeyError, IndexError, AttributeError, TypeError):
            pass
    return codes


def test_whatever_a_library_answers_python_goes_on() -> None:
    codes = set()
    for seed in range(10):
        with load() as lib:
            codes |= attack(lib, random.Random(seed), 500)
            lib.reset()
            assert lib.answer() == 42
    assert len(codes) >= 8


def test_threads_share_a_library_that_lies() -> None:
    lib, failures = load(), []

    def work(seed: int) -> None:
        try:
            attack(lib, random.Random(seed), 800)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    lib.reset()
    assert lib.answer() == 42


def test_what_was_collected_is_closed_without_disturbing_the_call() -> None:
    with load() as lib:
        seen = []

        def closing(_: int) -> int:
            seen.append(lib.checksum(b"nested"))
            return 0

        lib.keep(closing)
        lib.plant(AT_CLOSE, CALL)
        data = bytes(range(200))
        wanted, nested = lib.c.checksum(data, 200), lib.c.checksum(b"nested", 6)
        for round_ in range(2_000):
            lib.plant(ADDRESS, 4096 + round_)
            lib.open_node()
            assert lib.checksum(data) == wanted
            assert lib.c.checksum(data, 200) == wanted
        assert seen == [nested] * len(seen)
        assert len(seen) >= 1_999


class Index:
    """An integer whose conversion does something first."""

    def __init__(self, act: Callable[[], object], value: int) -> None:
        self.act = act
        self.value = value

    def __index__(self) -> int:
        self.act()
        return self.value


def test_a_conversion_that_changes_the_other_argument() -> None:
    with sandbridge.load(module("buffer-inout")) as lib:
        for size in (100, 5_000, 200_000):
            data = bytearray(b"\1") * size
            # It may or may not see the change; it never reads what is not there.
            assert lib.sum(data, Index(data.clear, 5)) in (0, 5)
            with pytest.raises(ValueError, match="released"):
                view = memoryview(bytearray(size))
                lib.sum(view, Index(view.release, 5))
                lib.sum(view, 5)
            other = bytearray(2 * size)
            nested = Index(lambda other=other: lib.invert(other, len(other)), size)
            assert lib.sum(b"\1" * size, nested) == size
            assert lib.sum(b"\1" * size, Index(gc.collect, size)) == size


def test_a_host_function_that_drops_its_library() -> None:
    box = [sandbridge.load(module("facts-callbacks"))]

    def hook(_: int) -> int:
        box.clear()
        gc.collect()
        return 6

    box[0].set_hook(hook)
    del hook
    assert box[0].run_hook(1) == 6


FORK = """
import os, sys, threading
import sandbridge

used, free = (sandbridge.load(sys.argv[1]) for _ in range(2))
inside, leave = threading.Event(), threading.Event()
used.keep(lambda x: (inside.set(), leave.wait(), x)[2])
thread = threading.Thread(target=used.fire, args=(3,))
thread.start()
inside.wait()
child = os.fork()
if child == 0:
    status = 1
    try:
        used.answer()
    except sandbridge.HandleError as error:
        is_told = error.code == "SB0603" and "forked" in str(error)
        status = 0 if is_told and free.answer() == 42 else 2
    os._exit(status)
_, status = os.waitpid(child, 0)
leave.set()
thread.join()
assert used.answer() == 42
sys.exit(os.waitstatus_to_exitcode(status))
"""


def test_a_child_is_told_that_a_library_was_in_use() -> None:
    command = [sys.executable, "-c", FORK, str(module("facts-hostile"))]
    subprocess.run(command, check=True, timeout=60)
