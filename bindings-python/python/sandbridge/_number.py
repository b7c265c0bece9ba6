"""Numbers that Python has no type of its own for."""

from __future__ import annotations

from sandbridge import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self, SupportsFloat, SupportsIndex


class LongDouble(float):
    """A C ``long double``: the nearest ``float``, which also keeps the exact 16 bytes.

    >>> x = LongDouble(0.5)
    >>> x + 1, bytes(x)[-2:].hex()
    (1.5, 'fe3f')
    """

    __slots__ = ("_image",)
    _image: bytes

    def __new__(cls, value: SupportsFloat | SupportsIndex = 0.0) -> Self:
        """The `long double` nearest to a number; exact for every ``float``."""
        return cls.from_bytes(_native.quad_image(value))

    @classmethod
    def from_bytes(cls, image: bytes) -> Self:
        """The number with these 16 bytes: IEEE 754 binary128, the lowest byte first."""
        if len(image) != 16:
            raise ValueError(f"a long double has 16 bytes, got {len(image)}")
        made = float.__new__(cls, _native.quad_to_float(bytes(image)))
        made._image = bytes(image)
        return made

    def __bytes__(self) -> bytes:
        return self._image

    def __repr__(self) -> str:
        return f"LongDouble({float.__repr__(self)})"

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self).from_bytes, (self._image,))
