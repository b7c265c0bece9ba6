"""What generated packages are made with: a library that is loaded when something of it is used.

package = Package(globals(), "zlib.wasm")
load = package.load
__getattr__ = package.find
__dir__ = package.names
"""

from __future__ import annotations

from sandbridge import _library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Unpack

    from sandbridge.options import LoadOptions


class Package:
    """A library that lies beside a Python module, which has what the library offers as its own."""

    def __init__(self, module: dict[str, Any], file: str) -> None:
        self._module = module
        self._file = file
        self._default: _library.Library | None = None

    @property
    def default(self) -> _library.Library:
        """The load that the module's own functions use, without any grants."""
        if self._default is None:
            self._default = self._load(None, {})
        return self._default

    def load(self, **options: Unpack[LoadOptions]) -> _library.Library:
        """Loads the library once more: with memory of its own, and with what is granted here.

        Its classes of handles and exceptions are those of the module.
        """
        return self._load(self.default, options)

    def _load(self, like: _library.Library | None, options: LoadOptions) -> _library.Library:
        folder = self._module["__spec__"].origin.removesuffix("__init__.py")
        path = folder + self._file
        return _library.load(self._source(path), like=like, **options)

    def _source(self, path: str) -> str | bytes:
        """The path, or for a package inside an archive what is there."""
        loader = self._module["__spec__"].loader
        if hasattr(loader, "path"):
            return path
        content: bytes = loader.get_data(path)
        return content

    def find(self, name: str) -> Any:
        """What the module has under a name that it does not have yet."""
        if name.startswith("__"):
            raise AttributeError(f"module {self._module['__name__']!r} has no attribute {name!r}")
        if name == "Library":
            return _library.Library
        if name == "library":
            return self.default
        if name in ("c", "types"):
            return getattr(self.default, name)
        value, stays = self.default._handle.lookup_known(name)
        if stays:
            self._module[name] = value
        return value

    def names(self) -> list[str]:
        """The names that the module has."""
        own = [name for name in self._module if not name.startswith("_")]
        known = self.default._handle.known_names()
        return sorted({*own, *known, "Library", "c", "library", "types"})
