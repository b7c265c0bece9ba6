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
    InterfaceError,
    LimitError,
    LoadError,
    OutOfRangeError,
    SandbridgeError,
    TextError,
    TrapError,
    TypeMismatchError,
)
from sandbridge._library import Library, Namespace, Types, load
from sandbridge._native import Array, Pointer, Record, __version__

__all__ = [
    "Array",
    "BugError",
    "BuildError",
    "CacheError",
    "DeadInstanceError",
    "DeclarationError",
    "DeniedError",
    "FactsError",
    "HandleError",
    "InterfaceError",
    "Library",
    "LimitError",
    "LoadError",
    "Namespace",
    "OutOfRangeError",
    "Pointer",
    "Record",
    "SandbridgeError",
    "TextError",
    "TrapError",
    "TypeMismatchError",
    "Types",
    "__version__",
    "load",
]
