"""What Python programmers expect of the objects: names, `help`, `dir`, errors, `match`."""

from __future__ import annotations

import doctest
import enum
import inspect
import pydoc
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
import sandbridge
import sandbridge._library
from conftest import module


def test_docstrings_run() -> None:
    names = {"load": sandbridge.load, "example": module("struct-by-pointer")}
    found = doctest.DocTestFinder().find(sandbridge._library, extraglobs=names)
    runner = doctest.DocTestRunner()
    for test in found:
        runner.run(test)
    assert runner.summarize(verbose=False).attempted >= 12
    assert runner.failures == 0


def test_function_knows_its_prototype(records: sandbridge.Library) -> None:
    scale = records.vec3_scale
    assert scale.__name__ == "vec3_scale"
    assert scale.__module__ == "struct-by-pointer"
    assert str(inspect.signature(scale)) == "(v, by, /)"
    shown = pydoc.plain(pydoc.render_doc(scale))
    assert "void vec3_scale(vec3 *v, double by)" in shown
    assert "length of a vector, squared" in pydoc.plain(pydoc.render_doc(records.vec3_square))


def test_names_are_remembered(records: sandbridge.Library) -> None:
    assert records.vec3_scale is records.vec3_scale
    assert records.types.vec3 is records.types["vec3"] is type(records.types.vec3())
    assert records.c.vec3_scale.__doc__ == records.vec3_scale.__doc__


def test_dir_lists_everything(records: sandbridge.Library) -> None:
    assert {"vec3_square", "new", "types", "close"} <= set(dir(records))
    assert "vec3_square" in dir(records.c)
    assert "new" not in dir(records.c)
    assert {"vec3", "body"} <= set(dir(records.types)) & set(records.types)
    assert {"x", "y", "z"} <= set(dir(records.types.vec3))
    assert {"x", "y", "z", "free"} <= set(dir(records.new("vec3")))


def test_unknown_names_suggest(records: sandbridge.Library) -> None:
    with pytest.raises(AttributeError, match="did you mean `vec3_scale`") as caught:
        records.vec3_scal  # noqa: B018
    assert isinstance(caught.value, sandbridge.InterfaceError)
    assert not hasattr(records, "frobnicate")
    with pytest.raises(sandbridge.InterfaceError) as caught:
        records.types.vec4  # noqa: B018
    assert caught.value.code == "SB0207"
    v = records.types.vec3()
    assert not hasattr(v, "w")
    with pytest.raises(sandbridge.InterfaceError, match="it has x, y, z"):
        v.wrong = 1.0
    assert not hasattr(v, "__array_interface__")


def test_nothing_else_can_be_set(records: sandbridge.Library) -> None:
    for target in (records, records.c, records.types):
        with pytest.raises(AttributeError):
            target.something = 1
    with pytest.raises(TypeError):
        sandbridge.Record()
    with pytest.raises(TypeError):
        sandbridge.Pointer()
    with pytest.raises(TypeError):
        sandbridge.Pointer.free = None
    with pytest.raises(TypeError):
        del records.types.vec3().x


def test_error_shows_the_prototype_in_its_traceback(records: sandbridge.Library) -> None:
    with pytest.raises(TypeError) as caught:
        records.vec3_scale(records.new("vec3"), "two")
    text = "".join(traceback.format_exception(caught.value))
    assert "\nsandbridge.TypeMismatchError: " in text
    assert "struct-by-pointer.vec3_scale: parameter `by` (double)" in text
    assert "void vec3_scale(vec3 *v, double by)" in text
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("args", [(), (1, 2, 3)])
def test_wrong_count_shows_the_prototype(records: sandbridge.Library, args: tuple) -> None:
    with pytest.raises(TypeError, match="takes 2 arguments") as caught:
        records.vec3_scale(*args)
    assert caught.value.code == "SB0301"
    assert "void vec3_scale(" in caught.value.help
    with pytest.raises(TypeError, match="keyword"):
        records.vec3_scale(v=1)


def test_numbers_follow_python(integers: sandbridge.Library) -> None:
    assert integers.same_short(True) == 1
    assert integers.same_bool(1) is True
    for wrong in (1.0, "1", None, b"1"):
        with pytest.raises(TypeError) as caught:
            integers.same_short(wrong)
        assert caught.value.code == "SB0302"
    with pytest.raises(ValueError, match="32768") as caught:
        integers.same_short(32768)
    with pytest.raises(ValueError, match="expected an integer"):
        integers.same_short(10**100)


def test_enumerations_are_int_enums() -> None:
    lib = sandbridge.load(module("enum-values"))
    color = lib.types.color
    assert issubclass(color, enum.IntEnum)
    assert lib.next_color(color.RED) is color(lib.next_color(lib.RED))
    assert lib.RED == color.RED == 0
    p = lib.types.painted(color=color.BLUE)
    assert p.color is color.BLUE
    p.color = 77
    assert p.color == 77
    assert not isinstance(p.color, enum.Enum)


def test_records_match_and_compare(records: sandbridge.Library) -> None:
    vec3 = records.types.vec3
    match vec3(1.0, 2.0, 3.0):
        case vec3(1.0, y, z=third):
            assert (y, third) == (2.0, 3.0)
        case _:
            pytest.fail("no match")
    assert vec3(1.0) == vec3(x=1.0) == vec3({"x": 1.0}) == vec3(vec3(1.0))
    assert vec3(1.0) != vec3(2.0)
    assert vec3(1.0) != (1.0, 0.0, 0.0)
    assert repr(vec3(1.0)) == "vec3(x=1.0, y=0.0, z=0.0)"
    assert "double x" in vec3.__doc__
    assert vec3.x.__doc__.startswith("double x")
    with pytest.raises(TypeError):
        hash(vec3())
    with pytest.raises(TypeError):
        type("Sub", (vec3,), {})


def test_arrays_are_sequences(records: sandbridge.Library) -> None:
    body = records.types["struct body"](trail=[{"x": 1.0}, {"x": 2.0}], name="ab")
    assert len(body.trail) == 2
    assert [v.x for v in body.trail] == [1.0, 2.0]
    assert body.trail[-1].x == 2.0
    assert body.name[:3] == [97, 98, 0]
    body.name[1:3] = [99, 100]
    assert body.name.text() == "acd"
    assert body.name == [97, 99, 100] + [0] * (len(body.name) - 3)
    assert repr(body.name).startswith("Array([97, 99, 100")
    match body.trail:
        case [first, _]:
            assert first.x == 1.0
        case _:
            pytest.fail("no match")
    with pytest.raises(ValueError, match="elements, got 1"):
        body.trail = [{}]
    with pytest.raises(sandbridge.OutOfRangeError):
        body.trail[2]


def test_pointer_shows_itself(records: sandbridge.Library) -> None:
    p = records.new("vec3", count=2)
    assert repr(p) == f"<vec3 * at {p.address:#x} of struct-by-pointer>"
    assert p.type == "vec3 *"
    assert p == p.cast("vec3")
    assert hash(p) == hash(p.cast("vec3"))
    assert p != records.new("vec3")
    p[1] = {"y": 2.0}
    assert (p[1].y, p.y) == (2.0, 0.0)
    for index in (2, -1):
        with pytest.raises(sandbridge.OutOfRangeError):
            p[index]
    p.write(b"\0\0\0\0\0\0\xf0\x3f", offset=8)
    assert p.y == 1.0
    with pytest.raises(ValueError, match="exceed"):
        p.write(bytes(49))
    with pytest.raises(sandbridge.InterfaceError, match="no members"):
        records.new("int").wrong  # noqa: B018


def test_member_comes_before_the_pointers_own_name() -> None:
    lib = sandbridge.load(module("struct-linked"))
    node = lib.new("struct node", {"value": 5})
    assert node.value == 5
    assert node[0].value == 5
    sandbridge.Pointer.free(node)


def test_path_objects_and_bytes_are_loaded(tmp_path: Path) -> None:
    path = module("integer-narrow")
    for source in (path, str(path), path.read_bytes()):
        assert sandbridge.load(source, cache=tmp_path).same_short(1) == 1
    assert list(tmp_path.iterdir())
    with pytest.raises(sandbridge.LoadError, match="no such file"):
        sandbridge.load(tmp_path / "missing.wasm")
    with pytest.raises(ValueError, match="on_busy"):
        sandbridge.load(path, on_busy="maybe")
    with pytest.raises(TypeError):
        sandbridge.load(3)


def test_import_is_light() -> None:
    program = (
        "import sys; before = set(sys.modules); import sandbridge;"
        "print(*sorted(set(sys.modules) - before))"
    )
    folder = str(Path(sandbridge.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": folder},
    )
    assert done.stdout.split() == [
        "__future__",
        "sandbridge",
        "sandbridge._errors",
        "sandbridge._library",
        "sandbridge._native",
    ], done.stderr


def test_command_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sandbridge", "--version"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert sandbridge.__version__ in done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "sandbridge", "frobnicate"], capture_output=True, text=True
    )
    assert done.returncode != 0
