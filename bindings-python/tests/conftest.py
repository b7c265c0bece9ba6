"""Libraries that the tests share: the conformance cases' modules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sandbridge

CASES = Path(__file__).parents[2] / "core" / "conformance" / "cases"


def module(case: str, file: str = "case.wasm") -> Path:
    """The path of a case's module."""
    return CASES / case / file


@pytest.fixture
def records() -> Iterator[sandbridge.Library]:
    """Functions with structs by pointer."""
    with sandbridge.load(module("struct-by-pointer")) as lib:
        yield lib


@pytest.fixture
def buffers() -> Iterator[sandbridge.Library]:
    """Functions with byte buffers."""
    with sandbridge.load(module("buffer-inout")) as lib:
        yield lib


@pytest.fixture
def integers() -> Iterator[sandbridge.Library]:
    """Functions with narrow integers."""
    with sandbridge.load(module("integer-narrow")) as lib:
        yield lib


@pytest.fixture
def rooms() -> Iterator[Any]:
    """Functions with facts: lengths that follow, rooms, statuses."""
    with sandbridge.load(module("facts-buffers")) as lib:
        yield lib


@pytest.fixture
def handles() -> Iterator[Any]:
    """Shelves, boxes and counters."""
    with sandbridge.load(module("facts-handles")) as lib:
        yield lib


@pytest.fixture
def callbacks() -> Iterator[Any]:
    """Host functions with facts."""
    with sandbridge.load(module("facts-callbacks")) as lib:
        yield lib
