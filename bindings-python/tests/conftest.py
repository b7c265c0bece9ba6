"""Libraries that the tests share: the conformance cases' modules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
