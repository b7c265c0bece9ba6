"""The values of `vectors.json` as Python values, and comparing with them."""

from __future__ import annotations

import array
import math
import struct
from collections.abc import Callable
from typing import Any

import sandbridge

Names = dict[str, Any]

# What callbacks find beside the names of a case.
LIBRARY, DO, CALLS = "the library", "do steps", "calls of callbacks"


class HostError(Exception):
    """What `raise` in a callback throws."""

    last: HostError | None = None


KINDS = {
    "i8": "b", "u8": "B", "i16": "h", "u16": "H", "i32": "i", "u32": "I",
    "i64": "q", "u64": "Q", "f32": "f", "f64": "d",
}  # fmt: skip


def given(value: Any, lib: Any, names: Names) -> Any:
    """The Python value that a step gives."""
    made = _given(value, lib, names)
    if isinstance(value, dict) and "as" in value:
        names[value["as"]] = made
        if "callback" in value:
            names[CALLS][value["as"]] = names[CALLS].pop(None)
    return made


def _given(value: Any, lib: Any, names: Names) -> Any:
    match value:
        case list():
            return [given(item, lib, names) for item in value]
        case {"int": text}:
            return int(text)
        case {"float": text}:
            return float(text)
        case {"text": {"repeat": text, "times": times}}:
            return text * times
        case {"utf16": digits}:
            return bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")
        case {"bytes": digits}:
            return hexadecimal(digits)
        case {"buffer": digits}:
            return bytearray(hexadecimal(digits))
        case {"array": kind, "values": values}:
            return array.array(KINDS[kind], [given(item, lib, names) for item in values])
        case {"record": name, "members": members}:
            return lib.types[name](**given_members(members, lib, names))
        case {"record": name, "values": values}:
            return lib.types[name](*[given(item, lib, names) for item in values])
        case {"record": name}:
            return lib.types[name]()
        case {"members": members}:
            return given_members(members, lib, names)
        case {"ref": name}:
            return names[name]
        case {"typed": name, "value": inner}:
            return lib.typed(name, given(inner, lib, names))
        case {"complex": [real, imaginary]}:
            return complex(given(real, lib, names), given(imaginary, lib, names))
        case {"f128": digits}:
            return sandbridge.LongDouble.from_bytes(hexadecimal(digits))
        case {"callback": steps, "type": name}:
            return lib.callback(name, function(steps, names))
        case {"callback": steps}:
            return function(steps, names)
        case dict():
            raise AssertionError(f"{value} is no value that can be given")
    return value


def function(steps: list[Any], names: Names) -> Callable[..., Any]:
    """A host function that does these steps with its arguments as `$0`, `$1`, …"""
    calls: list[list[Any]] = []
    names.setdefault(CALLS, {})[None] = calls

    def called(*args: Any) -> Any:
        calls.append(list(args))
        outer = {name: names.pop(name) for name in list(names) if str(name).startswith("$")}
        library = names[LIBRARY]
        names.update({f"${index}": argument for index, argument in enumerate(args)})
        try:
            return names[DO](steps)
        finally:
            for name in [name for name in names if str(name).startswith("$")]:
                del names[name]
            names.update(outer)
            names[LIBRARY] = library

    return called


def given_members(members: dict[str, Any], lib: Any, names: Names) -> dict[str, Any]:
    """A plain dict of members."""
    return {name: given(value, lib, names) for name, value in members.items()}


def expected(value: Any, got: Any, names: Names) -> bool:
    """Whether `got` is what the vectors want."""
    match value:
        case None:
            return got is None
        case bool():
            return got is value
        case int():
            return isinstance(got, int) and not isinstance(got, bool) and got == value
        case str():
            return isinstance(got, str) and got == value
        case list():
            same = len(value) == len(got)
            return same and all(expected(v, g, names) for v, g in zip(value, got, strict=True))
        case {"int": text}:
            return isinstance(got, int) and got == int(text)
        case {"float": text}:
            return isinstance(got, float) and _same_float(float(text), got)
        case {"text": {"repeat": text, "times": times}}:
            return bool(got == text * times)
        case {"bytes": digits}:
            return isinstance(got, bytes) and got == hexadecimal(digits)
        case {"buffer": digits}:
            return bytes(got) == hexadecimal(digits)
        case {"array": _, "values": values}:
            return expected(values, list(got), names)
        case {"members": members}:
            if isinstance(got, dict):
                complete = set(got) == set(members)
                return complete and all(expected(v, got[n], names) for n, v in members.items())
            return all(expected(v, getattr(got, n), names) for n, v in members.items())
        case {"ref": name}:
            return bool(got == names[name])
        case {"complex": [real, imaginary]}:
            parts = (float(given(part, None, names)) for part in (real, imaginary))
            same = map(_same_float, parts, (got.real, got.imag))
            return isinstance(got, complex) and all(same)
        case {"f128": digits}:
            same = isinstance(got, sandbridge.LongDouble) and bytes(got) == hexadecimal(digits)
            return same
        case {"handle": class_name}:
            return isinstance(got, sandbridge.Handle) and type(got).__name__ == class_name
        case {"results": pairs}:
            fields = [name for name, _ in pairs]
            same = isinstance(got, tuple) and list(type(got)._fields) == fields
            values = zip(pairs, got, strict=True)
            return same and all(expected(v, part, names) for (_, v), part in values)
        case {"function": spelling}:
            return isinstance(got, sandbridge.FunctionPointer) and got.type == spelling
        case {"pointer": spelling}:
            return isinstance(got, sandbridge.Pointer) and got.type == spelling
    raise AssertionError(f"{value} is no value that can be expected")


def _same_float(one: float, two: float) -> bool:
    if math.isnan(one):
        return math.isnan(two)
    return struct.pack("d", one) == struct.pack("d", two)


def hexadecimal(digits: Any) -> bytes:
    """The bytes of hex digits, maybe repeated."""
    if isinstance(digits, dict):
        return bytes.fromhex(digits["repeat"]) * digits["times"]
    return bytes.fromhex(digits)
