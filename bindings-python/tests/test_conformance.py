"""Runs the conformance cases: every step of every `vectors.json`, in Python's own idiom."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import sandbridge
from conformance_value import CALLS, DO, LIBRARY, HostError, Names, expected, given, hexadecimal
from conftest import CASES

EXPECTED_FAILURES = CASES.parent / "expected-failures.toml"


class Case:
    """One case while its steps are done."""

    def __init__(self, folder: Path, vectors: dict[str, Any]) -> None:
        self.folder = folder
        self.options = vectors.get("options", {})
        self.names: Names = {}
        self.lib: sandbridge.Library | None = None
        if "load" not in vectors["steps"][0]:
            self.lib = sandbridge.load(folder / "case.wasm", **self.options)

    def do(self, step: dict[str, Any]) -> None:
        """Does one step and compares."""
        for _ in range(step.get("times", 1)):
            self.do_once(step)

    def do_once(self, step: dict[str, Any]) -> Any:
        """Does one step once; gives its result."""
        if "raises" in step:
            with pytest.raises(HostError) as raised:
                self.act(step)
            assert raised.value is HostError.last, "another exception arrived"
            assert str(raised.value) == step["raises"]
            HostError.last = None
            return None
        if "error" in step:
            with pytest.raises(sandbridge.SandbridgeError) as caught:
                self.act(step)
            self.check_error(step, caught.value)
            return None
        result = self.act(step)
        if "as" in step:
            self.names[step["as"]] = result
        if "returns" in step:
            assert expected(step["returns"], result, self.names), f"got {result!r}"
        return result

    def check_error(self, step: dict[str, Any], error: sandbridge.SandbridgeError) -> None:
        codes = step["error"] if isinstance(step["error"], list) else [step["error"]]
        assert error.code in codes, str(error)
        for part in step.get("error_has", []):
            assert part in str(error)
        for part in step.get("frames_has", []):
            assert any(part in frame for frame in error.frames), error.frames
        assert step.get("stderr_has", "") in error.stderr
        if failure := step.get("failure"):
            assert isinstance(error, sandbridge.LibraryError)
            seen = {"class": type(error).__name__, "status": error.status, "name": error.name}
            assert seen == failure

    def act(self, step: dict[str, Any]) -> Any:
        actions = [name for name in step if name != "do" and hasattr(self, f"do_{name}")]
        assert len(actions) == 1, f"one action is wanted, there are {actions}"
        lib = self.names[step["in"]] if "in" in step else self.lib
        self.names[LIBRARY], self.names[DO] = lib, self.do_all
        return getattr(self, f"do_{actions[0]}")(lib, step)

    def do_all(self, steps: list[dict[str, Any]]) -> Any:
        """Does the steps of a callback; gives what the last one gave."""
        result = None
        for step in steps:
            result = self.do_once(step)
        return result

    def value(self, value: Any) -> Any:
        return given(value, self.names[LIBRARY], self.names)

    def do_give(self, lib: Any, step: dict[str, Any]) -> Any:
        return self.value(step["give"])

    def do_add(self, lib: Any, step: dict[str, Any]) -> Any:
        one, two = map(self.value, step["add"])
        return one + two

    def do_mul(self, lib: Any, step: dict[str, Any]) -> Any:
        one, two = map(self.value, step["mul"])
        return one * two

    def do_compare(self, lib: Any, step: dict[str, Any]) -> Any:
        one, two = map(self.value, step["compare"])
        return (one > two) - (one < two)

    def do_raise(self, lib: Any, step: dict[str, Any]) -> Any:
        HostError.last = HostError(step["raise"])
        raise HostError.last

    def do_when(self, lib: Any, step: dict[str, Any]) -> Any:
        is_it = expected(step["is"], self.value(step["when"]), self.names)
        return self.do_all(step["do"] if is_it else step.get("else", []))

    def do_at(self, lib: Any, step: dict[str, Any]) -> Any:
        target = self.names[step["at"]]
        return type(target).at(target, *step["path"])

    def do_invoke(self, lib: Any, step: dict[str, Any]) -> Any:
        return self.names[step["invoke"]](*map(self.value, step.get("args", [])))

    def do_release(self, lib: Any, step: dict[str, Any]) -> Any:
        self.names[step["release"]].release()

    def do_calls(self, lib: Any, step: dict[str, Any]) -> Any:
        calls = self.names[CALLS][step["calls"]]
        made = list(calls)
        calls.clear()
        return made

    def do_called(self, lib: Any, step: dict[str, Any]) -> Any:
        return len(self.names[CALLS][step["called"]])

    def do_variable(self, lib: Any, step: dict[str, Any]) -> Any:
        return getattr(lib, step["variable"])

    def do_assign(self, lib: Any, step: dict[str, Any]) -> Any:
        setattr(lib, step["assign"], self.value(step["value"]))

    def do_address(self, lib: Any, step: dict[str, Any]) -> Any:
        return lib.address(step["address"])

    def do_errno(self, lib: Any, step: dict[str, Any]) -> Any:
        return lib.errno

    def do_set_errno(self, lib: Any, step: dict[str, Any]) -> Any:
        lib.errno = step["set_errno"]

    def do_call(self, lib: Any, step: dict[str, Any]) -> Any:
        args = [given(value, lib, self.names) for value in step.get("args", [])]
        return getattr(lib, step["call"])(*args)

    def do_call_c(self, lib: Any, step: dict[str, Any]) -> Any:
        args = [given(value, lib, self.names) for value in step.get("args", [])]
        return getattr(lib.c, step["call_c"])(*args)

    def do_method(self, lib: Any, step: dict[str, Any]) -> Any:
        args = [given(value, lib, self.names) for value in step.get("args", [])]
        return getattr(self.names[step["of"]], step["method"])(*args)

    def do_is_open(self, lib: Any, step: dict[str, Any]) -> Any:
        return not self.names[step["is_open"]].closed

    def do_constant(self, lib: Any, step: dict[str, Any]) -> Any:
        return getattr(lib, step["constant"])

    def do_enum(self, lib: Any, step: dict[str, Any]) -> Any:
        return {member.name: member for member in lib.types[step["enum"]]}

    def do_let(self, lib: Any, step: dict[str, Any]) -> Any:
        self.names[step["let"]] = given(step["value"], lib, self.names)

    def do_new(self, lib: Any, step: dict[str, Any]) -> Any:
        init = given(step["init"], lib, self.names) if "init" in step else None
        return lib.new(step["new"], init, step.get("count"))

    def do_get(self, lib: Any, step: dict[str, Any]) -> Any:
        return self.follow(step["get"], step.get("path", []))

    def do_set(self, lib: Any, step: dict[str, Any]) -> Any:
        path = step.get("path", [])
        value = given(step["value"], lib, self.names)
        target = self.follow(step["set"], path[:-1]) if len(path) > 1 else self.names[step["set"]]
        match path[-1:]:
            case []:
                target.value = value
            case [str(member)]:
                setattr(target, member, value)
            case [index]:
                target[index] = value

    def do_length(self, lib: Any, step: dict[str, Any]) -> Any:
        return len(self.follow(step["length"], step.get("path", [])))

    def do_text(self, lib: Any, step: dict[str, Any]) -> Any:
        path = step.get("path")
        return (self.follow(step["text"], path) if path else self.names[step["text"]]).text()

    def do_read(self, lib: Any, step: dict[str, Any]) -> Any:
        return self.names[step["read"]].read(step["count"])

    def do_write(self, lib: Any, step: dict[str, Any]) -> Any:
        data = given(step["data"], lib, self.names)
        self.names[step["write"]].write(data, step.get("offset", 0))

    def do_cast(self, lib: Any, step: dict[str, Any]) -> Any:
        return self.names[step["cast"]].cast(step["type"])

    def do_free(self, lib: Any, step: dict[str, Any]) -> Any:
        self.names[step["free"]].free()

    def do_bytes(self, lib: Any, step: dict[str, Any]) -> Any:
        return bytes(self.names[step["bytes"]])

    def do_copy(self, lib: Any, step: dict[str, Any]) -> Any:
        return copy.copy(self.names[step["copy"]])

    def do_equal(self, lib: Any, step: dict[str, Any]) -> Any:
        one, two = step["equal"]
        return self.names[one] == self.names[two]

    def do_check(self, lib: Any, step: dict[str, Any]) -> Any:
        value = self.names[step["check"]]
        assert expected(step["is"], value, self.names), f"it is {value!r}"

    def do_load(self, lib: Any, step: dict[str, Any]) -> Any:
        how = step["load"]
        options = how.get("options", self.options)
        made = sandbridge.load(self.source(how), **options)
        if "as" in how:
            self.names[how["as"]] = made
        else:
            self.lib = made

    def source(self, how: dict[str, Any]) -> bytes | Path:
        path = self.folder / how.get("file", "case.wasm")
        if "bytes" not in how:
            return path
        if how["bytes"] is not True:
            return hexadecimal(how["bytes"])
        content = path.read_bytes()
        if "replace" in how:
            find, replacement = (hexadecimal(how["replace"][key]) for key in ("find", "with"))
            assert find in content
            content = content.replace(find, replacement, 1)
        return content[: how.get("truncate", len(content))]

    def do_close(self, lib: Any, step: dict[str, Any]) -> Any:
        (lib if step["close"] is True else self.names[step["close"]]).close()

    def do_reset(self, lib: Any, step: dict[str, Any]) -> Any:
        lib.reset()

    def follow(self, name: str, path: list[Any]) -> Any:
        value = self.names[name]
        if not path:
            return value.value
        for part in path:
            value = getattr(value, part) if isinstance(part, str) else value[part]
        return value


def expected_failures() -> dict[str, str]:
    """The steps that must fail in Python, with their reasons."""
    entries, language = {}, ""
    for line in EXPECTED_FAILURES.read_text().splitlines():
        if header := re.fullmatch(r"\[(\w+)\]\s*", line):
            language = header[1]
        elif language == "python" and (entry := re.match(r'"(.*)"\s*=\s*"(.*)"\s*$', line)):
            entries[entry[1]] = entry[2]
    return entries


CASE_NAMES = sorted(path.parent.name for path in CASES.glob("*/vectors.json"))


@pytest.mark.parametrize("name", CASE_NAMES)
def test_case(name: str) -> None:
    vectors = json.loads((CASES / name / "vectors.json").read_text())
    case, wrong, excused = Case(CASES / name, vectors), [], expected_failures()
    for step in vectors["steps"]:
        key = f"{name}/{step['name']}"
        try:
            case.do(step)
        except (Exception, pytest.fail.Exception) as error:
            if key not in excused:
                wrong.append(f"{key}: {type(error).__name__}: {error}")
        else:
            if key in excused:
                wrong.append(f"{key}: it was expected to fail and passed: {excused[key]}")
    assert not wrong, "\n".join(wrong)


def test_expected_failures_name_steps() -> None:
    steps = {
        f"{name}/{step['name']}"
        for name in CASE_NAMES
        for step in json.loads((CASES / name / "vectors.json").read_text())["steps"]
    }
    assert CASE_NAMES
    assert set(expected_failures()) <= steps
