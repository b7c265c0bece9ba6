"""The types of what libraries are loaded with, for type checkers."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

from sandbridge._library import ReadOnly


class LoadOptions(TypedDict, total=False):
    """The options of :func:`sandbridge.load`, which describes them."""

    name: str | None
    cache: Literal["default", "off"] | os.PathLike[str] | str
    memory_limit: int | None
    signals: bool | None
    trap_unknown_imports: bool
    on_busy: Literal["wait", "error"]
    stdio: Literal["discard", "inherit"]
    clocks: bool
    randomness: bool
    folders: Mapping[str, str | os.PathLike[str] | ReadOnly] | None
    args: Sequence[str]
    env: Mapping[str, str] | None
