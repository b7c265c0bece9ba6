"""Libraries as Python objects: names become attributes, found once and then remembered.

Imports nothing but what the interpreter has loaded already: importing is part of every start.
"""

from __future__ import annotations

from sandbridge import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    import enum
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Any, Literal, Self


def load(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    cache: Literal["default", "off"] | os.PathLike[str] | str = "default",
    memory_limit: int | None = None,
    signals: bool | None = None,
    trap_unknown_imports: bool = False,
    on_busy: Literal["wait", "error"] = "wait",
    stdio: Literal["discard", "inherit"] = "discard",
    clocks: bool = False,
    randomness: bool = False,
    folders: Mapping[str, str | os.PathLike[str] | ReadOnly] | None = None,
    args: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    trust_precompiled: bool = False,
    cdef: str | None = None,
    like: Library | None = None,
) -> Library:
    """Loads a library from the path or the bytes of a module that carries its interface.

    >>> lib = load(example)
    >>> lib.vec3_square((1.0, 2.0, 3.0))
    14.0

    Nothing is granted that is not asked for here.

    Args:
        source: A path, or the module's bytes.
        name: The name in messages; otherwise the interface's own.
        cache: Where compiled code is kept: the user's cache folder, nowhere, or a folder of yours.
        memory_limit: The most memory that the library may have, in bytes.
        signals: Whether out-of-bounds accesses are caught by signal handlers rather than by checks
            in the code. By default they are, unless another handler was installed since:
            enable `faulthandler` before the first load, never after it.
        trap_unknown_imports: Whether unknown imports are functions that fail when called.
        on_busy: Whether a second thread waits, or gets an error.
        stdio: Whether the library's output goes nowhere, or to the process's own.
        clocks: Whether it may read the clocks.
        randomness: Whether it may have randomness.
        folders: Folders that it may use, by the absolute path under which it sees each:
            ``{"/data": "data", "/share": sandbridge.ReadOnly("/usr/share")}``. It has no other
            files: no ``..``, absolute path or symbolic link leads out of them.
        args: Program arguments that it sees.
        env: Environment variables that it sees.
        trust_precompiled: Whether to run machine code that the file holds, unchecked.
        cdef: C declarations of what the module offers, for one without an interface of its own:
            ``"int add(int a, int b);"``. They take the place of an interface that it has.
        like: Another load of the same library, whose classes of handles and exceptions this one
            has, too.

    Raises:
        LoadError: When the module is missing, damaged or not for this environment.
        InterfaceError: When it has no interface, or one that disagrees with its code.
        DeniedError: When a folder cannot be granted.
    """
    handle = _native.load(
        source,
        name=name,
        cache=cache,
        memory_limit=memory_limit,
        signals=signals,
        trap_unknown_imports=trap_unknown_imports,
        on_busy=on_busy,
        stdio=stdio,
        clocks=clocks,
        randomness=randomness,
        folders=[_folder(*item) for item in folders.items()] if folders else [],
        args=list(args),
        env=list(env.items()) if env else [],
        trust_precompiled=trust_precompiled,
        cdef=cdef,
        like=None if like is None else like._handle,
    )
    return Library(handle)


class ReadOnly:
    """A folder that a library may read but not change: ``folders={"/share": ReadOnly(path)}``."""

    __slots__ = ("path",)

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"ReadOnly({self.path!r})"


def _folder(
    name: str, place: str | os.PathLike[str] | ReadOnly
) -> tuple[str, str | os.PathLike[str], bool]:
    if isinstance(place, ReadOnly):
        return name, place.path, True
    return name, place, False


class Namespace:
    """The C functions, constants and variables of a library as C wrote them, and nothing else.

    A function whose name a :class:`Library` uses for itself, such as ``close``, is here.

    >>> lib = load(example)
    >>> lib.c.vec3_square({"y": 2.0})
    4.0
    """

    _handle: _native.Handle

    def __init__(self, handle: _native.Handle) -> None:
        self.__dict__["_handle"] = handle

    def __getattr__(self, name: str) -> Any:
        # Reached only for names that are not remembered yet.
        if name.startswith("__"):
            raise AttributeError(name)
        value, stays = self._find(name)
        if stays:
            self.__dict__[name] = value
        return value

    def _find(self, name: str) -> tuple[Any, bool]:
        return self._handle.lookup(name)

    def __setattr__(self, name: str, value: object) -> None:
        self._handle.assign(name, value)

    def __dir__(self) -> list[str]:
        handle = self._handle
        return sorted([*handle.functions(), *handle.constants(), *handle.variables()])

    def __repr__(self) -> str:
        return f"<functions and constants of {self._handle.name}>"


class Types:
    """The structs, unions and enumerations of a library, by name or by index.

    >>> lib = load(example)
    >>> v = lib.types.vec3(1.0, y=2.0)
    >>> v
    vec3(x=1.0, y=2.0, z=0.0)
    >>> lib.types["struct body"](id=7, at=v).at.y
    2.0
    """

    _handle: _native.Handle

    def __init__(self, handle: _native.Handle) -> None:
        self.__dict__["_handle"] = handle

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = self._handle.type(name)
        self.__dict__[name] = found
        return found

    def __getitem__(self, name: str) -> Any:
        return self._handle.type(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._handle.types())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self!r} cannot be changed")

    def __dir__(self) -> list[str]:
        return self._handle.types()

    def __repr__(self) -> str:
        return f"<types of {self._handle.name}>"


class Library(Namespace):
    """A loaded C library: its functions, constants and variables are attributes.

    Variables are read anew each time; assigning to the attribute assigns the C variable.
    Where the library comes with facts, they are applied here: names have no prefix, lengths and
    out-parameters are gone, handles are objects with methods, failures are exceptions. ``lib.c``
    has everything as C wrote it.

    >>> with load(example) as lib:
    ...     v = lib.types.vec3(3.0, 0.0, 4.0)
    ...     lib.vec3_scale(v, 2.0)
    ...     v.z
    8.0

    One thread uses it at a time; others wait, or get an error with ``on_busy="error"``. Load it
    once per thread for parallel work.
    """

    def _find(self, name: str) -> tuple[Any, bool]:
        return self._handle.lookup_known(name)

    @property
    def name(self) -> str:
        """The library's name."""
        return self._handle.name

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._handle.is_closed

    @property
    def types(self) -> Types:
        """Its structs, unions and enumerations."""
        types: Types = self._remembered("types", Types)
        return types

    @property
    def c(self) -> Namespace:
        """Its functions and constants alone."""
        names: Namespace = self._remembered("c", Namespace)
        return names

    def new(
        self, type: str | type[_native.Record], init: object = None, count: int | None = None
    ) -> Any:
        """Zeroed memory of the library for one or `count` objects, as a typed pointer.

        It is freed by ``free()``, at the end of a ``with``, or once nothing refers to it any more.

        >>> lib = load(example)
        >>> p = lib.new("vec3", {"x": 2.0})
        >>> lib.vec3_set(p, 1.0, 2.0, 2.0)
        >>> p.y, p.value
        (2.0, vec3(x=1.0, y=2.0, z=2.0))
        >>> with lib.new("double", [1.0, 2.0], count=2) as numbers:
        ...     numbers[1]
        2.0
        """
        return self._handle.new(type, init, count)

    @property
    def errno(self) -> int:
        """The C library's ``errno``, which can also be assigned."""
        return self._handle.errno()

    @errno.setter
    def errno(self, value: int) -> None:
        self._handle.set_errno(value)

    def __setattr__(self, name: str, value: object) -> None:
        if name == "errno":
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)

    def address(self, variable: str) -> _native.Pointer:
        """A typed pointer to a C variable; to the first element of an array."""
        return self._handle.address(variable)

    def callback(self, type: str, function: Callable[..., object]) -> _native.Callback:
        """A function that the library may hold for longer than a call, as a C function of `type`.

        `type` is a function type or a pointer to one, as C spells it or by its ``typedef``. It is
        callable until ``release()``, the end of a ``with``, or once nothing refers to it any more.
        For the length of one call a plain function is enough: give it as it is.

            visit = lib.callback("int (*)(int, void *)", lambda index, user: 0)
            lib.set_visitor(visit)
        """
        return self._handle.callback(type, function)

    def typed(self, type: str | builtins.type[_native.Record], value: object) -> object:
        """A variable argument whose C type is stated rather than inferred from the value.

        lib.print_all("%u", lib.typed("unsigned int", 4000000000))
        """
        return self._handle.typed(type, value)

    def close(self) -> None:
        """Releases the library; twice is fine. What is used of it afterwards raises."""
        self._handle.close()

    def reset(self) -> None:
        """Starts afresh, also after a trap; pointers from before are refused from then on."""
        self._handle.reset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __dir__(self) -> list[str]:
        own = [
            "address",
            "c",
            "callback",
            "close",
            "closed",
            "errno",
            "name",
            "new",
            "reset",
            "typed",
            "types",
        ]
        return sorted({*own, *self._handle.known_names()})

    def __repr__(self) -> str:
        state = ", closed" if self.closed else ""
        return f"<library {self.name}{state}>"

    def __reduce__(self) -> str:
        raise TypeError(f"{self!r} cannot be pickled: load it where it is needed")

    def _remembered(self, name: str, make: Callable[[_native.Handle], Any]) -> Any:
        key = f"_{name}"
        if key not in self.__dict__:
            self.__dict__[key] = make(self._handle)
        return self.__dict__[key]


def make_enumeration(
    module: str, name: str, doc: str, members: dict[str, int]
) -> tuple[type[enum.IntEnum], dict[int, enum.IntEnum]]:
    """The class of a C enumeration and its members by value, for the native half."""
    import enum  # only libraries that use enumerations pay for it

    made = enum.IntEnum(name, members, module=module)  # type: ignore[misc]
    made.__doc__ = doc or f"The C enumeration `{name}`."
    return made, {int(member): member for member in made}
