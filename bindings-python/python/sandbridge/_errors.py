# Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
"""The exceptions that Sandbridge raises: one class a kind, one permanent code a failure."""

from __future__ import annotations

__all__ = [
    "SandbridgeError",
    "LoadError",
    "InterfaceError",
    "TypeMismatchError",
    "OutOfRangeError",
    "IndexOutOfRangeError",
    "TextError",
    "TrapError",
    "LimitError",
    "DeadInstanceError",
    "HandleError",
    "DeniedError",
    "CacheError",
    "DeclarationError",
    "BuildError",
    "LibraryError",
    "FactsError",
    "BugError",
]


class SandbridgeError(Exception):
    """Any failure of a library or of Sandbridge.

    Attributes:
        code: The permanent code, such as ``"SB0303"``.
        help: What can be done about it, if anything.
        frames: The guest's stack after a trap, innermost first.
        stderr: The last lines that the guest wrote to its standard error.
    """

    code: str
    help: str | None
    frames: tuple[str, ...]
    stderr: str

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        help: str | None = None,
        frames: tuple[str, ...] = (),
        stderr: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.help = help
        self.frames = frames
        self.stderr = stderr


class LoadError(SandbridgeError):
    """The module cannot be loaded: missing, damaged, or made for another environment.

    - SB0101: the file cannot be read.
    - SB0102: the bytes are not a WebAssembly module.
    - SB0103: the module is truncated or damaged.
    - SB0104: the module was compiled for another ABI.
    - SB0105: the module imports something that nobody provides.
    - SB0106: the module uses a WebAssembly feature that is not supported.
    - SB0107: this build has no compiler and the module was not compiled before.
    - SB0108: the module's start-up code failed.
    """


class InterfaceError(SandbridgeError, AttributeError):
    """The interface is damaged, disagrees with the module, or lacks the name asked for.

    - SB0201: the embedded interface is damaged.
    - SB0202: the embedded interface was written by a newer version.
    - SB0203: a C prototype disagrees with the export of that name.
    - SB0204: a declared function is not exported by the module.
    - SB0205: the module carries no interface and none was given.
    - SB0206: the library has nothing of that name.
    - SB0207: the library has no type of that name.
    - SB0208: the record has no member of that name.
    """


class TypeMismatchError(SandbridgeError, TypeError):
    """An argument or member has the wrong type, or there are too many or too few.

    - SB0301: the call has too many or too few arguments.
    - SB0302: a value has a type that cannot be converted.
    - SB0305: a read-only buffer was given where the callee writes.
    - SB0308: a buffer has the wrong element type.
    - SB0309: a C type that this version cannot convert.
    - SB0312: the tag of a union says that another member is live.
    """


class OutOfRangeError(SandbridgeError, ValueError):
    """A number does not fit its C type, or a length does not fit its buffer.

    - SB0303: a number does not fit its C type.
    - SB0310: a buffer is longer or shorter than it must be.
    - SB0311: an index lies outside its array.
    """


class IndexOutOfRangeError(OutOfRangeError, IndexError):
    """SB0311: what any sequence raises for an index that it lacks."""


class TextError(SandbridgeError, ValueError):
    """Text cannot cross: it holds a NUL, or is not valid in its encoding.

    - SB0304: text for C contains a NUL.
    - SB0306: text is not valid in its encoding.
    - SB0307: the guest returned text without a terminating NUL.
    """


class TrapError(SandbridgeError, RuntimeError):
    """The guest trapped, aborted or exited; the instance is dead until it is reset.

    - SB0401: the guest trapped.
    - SB0402: the guest called `abort()`.
    - SB0403: the guest called `exit()`.
    - SB0404: the guest handed out a pointer outside its memory.
    - SB0405: a guest exception or `longjmp` left the outermost guest frame.
    - SB0406: a host function that the guest called raised an exception, which the host passes on.
    """


class LimitError(SandbridgeError, RuntimeError):
    """A limit was reached: memory, host stack, call depth or deadline.

    - SB0501: the guest's memory is exhausted.
    - SB0502: too little host stack is left for the call.
    - SB0503: calls are nested too deeply.
    - SB0504: the guest's stack is exhausted.
    """


class DeadInstanceError(SandbridgeError, RuntimeError):
    """The instance was killed earlier by a trap or a limit and was not reset since.

    - SB0601: the instance was killed earlier.
    """


class HandleError(SandbridgeError, RuntimeError):
    """A pointer, struct or library was used after close, with another library, or from two threads
    at once.

    - SB0602: the library or the object was closed.
    - SB0603: another thread is using the library.
    - SB0604: a pointer or struct belongs to another library, or to the library before its reset.
    - SB0605: c called a host function that was released.
    - SB0606: a function pointer points to nothing, or to a function of another type.
    """


class DeniedError(SandbridgeError, PermissionError):
    """The guest or the caller asked for a capability that was not granted.

    - SB0701: a capability was not granted.
    """


class CacheError(SandbridgeError):
    """The cache of compiled modules cannot be used.

    - SB0801: the cache folder cannot be used safely.
    """


class DeclarationError(SandbridgeError, ValueError):
    """A C declaration cannot be read.

    - SB1001: a declaration has a syntax error.
    - SB1002: a declaration names an unknown type.
    - SB1003: two declarations of one name disagree.
    - SB1004: a constant expression cannot be evaluated.
    - SB1005: a declaration uses something that C programs may, but wasm32 libraries cannot.
    """


class BuildError(SandbridgeError):
    """The C compiler is missing or failed.

    - SB1101: no C compiler for wasm32 was found.
    - SB1102: the C compiler reported errors.
    - SB1103: the command was given options that contradict each other.
    - SB1104: a file could not be written.
    """


class LibraryError(SandbridgeError):
    """The library itself reported a failure; `status` is its number. Each library has classes of
    its own below this one.

    - SB0901: the library reported a failure by its status.
    """

    status: int
    name: str | None

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        name: str | None = None,
        code: str = "",
        help: str | None = None,
        frames: tuple[str, ...] = (),
        stderr: str = "",
    ) -> None:
        super().__init__(message, code=code, help=help, frames=frames, stderr=stderr)
        self.status = status
        self.name = name


class FactsError(SandbridgeError, ValueError):
    """The facts file contradicts the header or itself, or the library broke its facts.

    - SB1201: the facts file is not valid TOML, or has a key that facts do not know.
    - SB1202: the facts file names something that the header does not have.
    - SB1203: facts contradict a C type or each other.
    - SB1204: an expression in the facts cannot be read.
    - SB1205: the library broke its facts: a count above its capacity, a pointer outside its memory.
    - SB1206: an expression of the facts overflowed, divided by zero or does not fit where it goes.
    """


class BugError(SandbridgeError):
    """A fault in Sandbridge itself; please report it.

    - SB9901: an impossible state was reached.
    """


for _name in __all__:
    globals()[_name].__module__ = "sandbridge"
