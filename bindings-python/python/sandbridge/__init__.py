"""C libraries compiled to WebAssembly, called like Python modules and kept in a sandbox.

    lib = sandbridge.load("zlib.wasm")
    lib.crc32(0, b"hello", 5)

:func:`load` gives a :class:`Library`; its functions, constants and types are attributes.
"""

from sandbridge._errors import (
    BugError,
    BuildError,
    CacheError,
    DeadInstanceError,
    DeclarationError,
    DeniedError,
    FactsError,
    HandleError,
    IndexOutOfRangeError,
    InterfaceError,
    LibraryError,
    LimitError,
    LoadError,
    OutOfRangeError,
    SandbridgeError,
    TextError,
    TrapError,
    TypeMismatchError,
)
from sandbridge._library import Library, Namespace, ReadOnly, Types, load
from sandbridge._native import (
    Array,
    Callback,
    FunctionPointer,
    Pointer,
    Record,
    __version__,
)
from sandbridge._native import HandleObject as Handle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sandbridge._number import LongDouble

__all__ = [
    "Array",
    "BugError",
    "BuildError",
    "CacheError",
    "Callback",
    "DeadInstanceError",
    "DeclarationError",
    "DeniedError",
    "FactsError",
    "FunctionPointer",
    "Handle",
    "HandleError",
    "IndexOutOfRangeError",
    "InterfaceError",
    "Library",
    "LibraryError",
    "LimitError",
    "LoadError",
    "LongDouble",
    "Namespace",
    "OutOfRangeError",
    "Pointer",
    "ReadOnly",
    "Record",
    "SandbridgeError",
    "TextError",
    "TrapError",
    "TypeMismatchError",
    "Types",
    "__version__",
    "load",
]


def __getattr__(name: str) -> object:
    # Few programs have numbers of this kind, so that starting does not pay for them.
    if name == "LongDouble":
        from sandbridge._number import LongDouble

        return LongDouble
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
