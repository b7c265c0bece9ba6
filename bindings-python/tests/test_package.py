"""Packages that `sandbridge package` makes: what is in them, and that they work once installed."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
import sandbridge
from conftest import CASES
from sandbridge import _native

# A library that has its package described, with handles, errors, callbacks and a record.
CASE = CASES / "facts-package" / "case.wasm"


def run(*arguments: str | Path) -> None:
    """The `sandbridge` command."""
    assert _native.run(["sandbridge", *map(str, arguments)]) == 0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel."""
    folder = tmp_path_factory.mktemp("dist")
    run("package", CASE, "--python", "-o", folder, "-q")
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pip put it."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", folder, wheel], check=True)
    return folder


def python(installed: Path, code: str, *arguments: str) -> str:
    """What a program prints that has the package."""
    own = Path(sandbridge.__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{own}"}
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_is_of_one_platform(wheel: Path) -> None:
    assert wheel.name == "queue_wasm-2.1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert sorted(archive.namelist()) == [
            "queue_wasm-2.1.0.dist-info/METADATA",
            "queue_wasm-2.1.0.dist-info/RECORD",
            "queue_wasm-2.1.0.dist-info/WHEEL",
            "queue_wasm-2.1.0.dist-info/licenses/LICENSE",
            "queue_wasm/__init__.py",
            "queue_wasm/__init__.pyi",
            "queue_wasm/facts-package.wasm",
            "queue_wasm/py.typed",
        ]
        assert archive.read("queue_wasm/facts-package.wasm") == CASE.read_bytes()
        tags = archive.read("queue_wasm-2.1.0.dist-info/WHEEL").decode()
        assert "Tag: py3-none-any" in tags
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_record_is_right(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        record = archive.read("queue_wasm-2.1.0.dist-info/RECORD").decode()
        for line in record.splitlines():
            path, digest, size = line.split(",")
            if path.endswith("RECORD"):
                assert digest == size == ""
                continue
            content = archive.read(path)
            made = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            assert digest == f"sha256={made.decode()}"
            assert int(size) == len(content)
        assert len(record.splitlines()) == len(archive.namelist())


def test_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read("queue_wasm-2.1.0.dist-info/METADATA").decode()
        license_text = archive.read("queue_wasm-2.1.0.dist-info/licenses/LICENSE").decode()
    for line in (
        "Name: queue-wasm",
        "Version: 2.1.0",
        "Summary: A queue of numbers",
        "License-Expression: Apache-2.0",
        "License-File: LICENSE",
        "Author: The Sandbridge authors",
        "Project-URL: Homepage, https://example.org/queue",
        "Requires-Python: >=3.11",
        f"Requires-Dist: sandbridge>={sandbridge.__version__}",
    ):
        assert line in metadata.splitlines()
    assert "do what you like" in license_text


def test_the_same_library_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    run("package", CASE, "--python", "-o", tmp_path, "-q")
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_a_package_needs_a_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    nameless = CASES / "facts-buffers" / "case.wasm"
    made = _native.run(["sandbridge", "package", str(nameless), "--python", "-o", str(tmp_path)])
    assert made == 1
    assert "SB1202" in capfd.readouterr().err
    assert not list(tmp_path.iterdir())


def test_what_is_installed_works(installed: Path) -> None:
    said = python(
        installed,
        """
        import queue_wasm
        from queue_wasm import Queue, QueueError

        queue = queue_wasm.create(2)
        assert isinstance(queue, Queue)
        queue.push(1)
        queue.push(value=2)
        try:
            queue.push(3)
        except QueueError as error:
            assert (error.status, error.name) == (queue_wasm.FULL, "QUEUE_FULL")
        else:
            raise AssertionError
        assert queue.each(lambda value: value - 1) == 1
        assert queue.statistics() == queue_wasm.Statistics(pushed=2, refused=1)
        assert queue.range()._fields == ("least", "most")
        assert type(queue.range()) is queue_wasm.QueueRangeResult
        assert list(queue_wasm.Order) == [queue_wasm.Order.FIRST, queue_wasm.Order.LAST]
        assert queue_wasm.c.queue_count(None) == -1
        assert "create" in dir(queue_wasm)
        with queue_wasm.load(memory_limit=1 << 24) as other:
            assert isinstance(other.create(1), Queue)
            assert other is not queue_wasm.library
        print(queue_wasm.__doc__.splitlines()[0])
        """,
    )
    assert said == "A queue of numbers.\n"


def test_the_library_is_loaded_when_it_is_used(installed: Path) -> None:
    python(
        installed,
        """
        import queue_wasm

        assert queue_wasm._package._default is None
        assert queue_wasm.FULL == 1
        assert queue_wasm._package._default is not None
        try:
            queue_wasm.missing
        except AttributeError as error:
            assert "missing" in str(error)
        else:
            raise AssertionError
        """,
    )


def test_the_second_load_comes_from_the_cache(installed: Path, tmp_path: Path) -> None:
    code = """
        import sys, time
        import queue_wasm

        start = time.perf_counter()
        with queue_wasm._package._load(None, {"cache": sys.argv[1]}) as lib:
            lib.create(1)
        print(time.perf_counter() - start)
        """
    cache = tmp_path / "cache"
    python(installed, code, str(cache))
    entries = {path: path.stat().st_mtime_ns for path in cache.rglob("*") if path.is_file()}
    assert entries, "nothing was compiled"
    python(installed, code, str(cache))
    assert {path: path.stat().st_mtime_ns for path in entries} == entries
    assert {path for path in cache.rglob("*") if path.is_file()} == set(entries)


def test_a_package_in_an_archive(wheel: Path) -> None:
    # Wheels are no format for imports, but zip files on the path are.
    python(wheel, "import queue_wasm; assert queue_wasm.create(1).count() == 0")


@pytest.mark.parametrize("tool", ["mypy", "ruff"])
def test_tools_are_content(installed: Path, tmp_path: Path, tool: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    own = Path(sandbridge.__file__).parents[1]
    # mypy finds what is installed by itself, and refuses to be told.
    path = [installed] if own.name == "site-packages" else [own, installed]
    package = installed / "queue_wasm"
    command: list[str | Path] = {
        "mypy": ["mypy", "--strict", package / "__init__.pyi", program],
        "ruff": ["ruff", "format", "--check", "--no-cache", package],
    }[tool]
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, path))},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


PROGRAM = '''"""A program that is typed."""

from typing import assert_type

import queue_wasm
from queue_wasm import Order, Queue, QueueError, Statistics


def fill(queue: Queue, values: list[int]) -> Statistics:
    """Pushes until the queue is full."""
    try:
        for value in values:
            queue.push(value)
    except QueueError as error:
        assert_type(error.status, int)
        assert_type(error.name, str | None)
    return queue.statistics()


with queue_wasm.create(4) as made:
    assert_type(fill(made, [1, 2, 3]).pushed, int)
    assert_type(made.each(lambda value: value), int)
    assert_type(made.range().least, int)
    assert_type(made.label(), str | None)
    assert_type(made.content(), bytes)
    made.sort(Order.FIRST)
    assert_type(made.closed, bool)

with queue_wasm.load(memory_limit=1 << 24) as library:
    assert_type(library.create(1), Queue)
    assert_type(library.c.queue_count(None), int)
'''
