"""Classes that the native half makes of a library's facts."""

from __future__ import annotations

from sandbridge._errors import LibraryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def make_error(library: str, name: str) -> type[LibraryError]:
    """The class of a library's own failures."""
    doc = f"A failure that {library} reported; `status` is its number, `name` the constant of that."
    return type(name, (LibraryError,), {"__module__": library, "__doc__": doc})


def make_result(library: str, name: str, fields: Sequence[str]) -> type[tuple[object, ...]]:
    """The named tuple of a call's results."""
    from collections import namedtuple  # only libraries with several results pay for it

    return namedtuple(name, fields, rename=True, module=library)
