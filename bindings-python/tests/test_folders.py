"""Folders that a library is granted."""

from __future__ import annotations

from pathlib import Path

import pytest
import sandbridge
from conftest import module

READ_ONLY_FILE_SYSTEM = 69
NOT_CAPABLE = 76


def test_a_granted_folder_is_read_and_written(tmp_path: Path) -> None:
    with sandbridge.load(module("capability-folder"), folders={"/data": tmp_path}) as lib:
        assert lib.write_text("/data/a.txt", "from C") == 0
        assert (tmp_path / "a.txt").read_text() == "from C"
        (tmp_path / "b.txt").write_text("from Python")
        buffer = bytearray(100)
        length = lib.read_text("/data/b.txt", buffer, len(buffer))
        assert buffer[:length] == b"from Python"
        assert lib.count_names("/data") == 2
        assert lib.remove_file("/data/a.txt") == 0
        assert not (tmp_path / "a.txt").exists()


def test_nothing_else_is_reached(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    data = tmp_path / "data"
    data.mkdir()
    (data / "link").symlink_to(tmp_path / "secret")
    with sandbridge.load(module("capability-folder"), folders={"/data": str(data)}) as lib:
        for path in ("/data/../secret", "/data/link", "/etc/passwd", str(tmp_path / "secret")):
            assert lib.read_text(path, bytearray(8), 8) < 0
            assert lib.write_text(path, "changed") != 0
    assert (tmp_path / "secret").read_text() == "secret"


def test_a_folder_can_be_read_only(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("kept")
    folders = {"/data": sandbridge.ReadOnly(tmp_path)}
    with sandbridge.load(module("capability-folder"), folders=folders) as lib:
        assert lib.count_names("/data") == 1
        assert lib.write_text("/data/a", "changed") == READ_ONLY_FILE_SYSTEM
        assert lib.remove_file("/data/a") == READ_ONLY_FILE_SYSTEM
    assert (tmp_path / "a").read_text() == "kept"
    assert repr(folders["/data"]) == f"ReadOnly({tmp_path!r})"


def test_without_folders_there_are_no_files() -> None:
    with sandbridge.load(module("capability-folder")) as lib:
        assert lib.write_text("/data/a", "text") == NOT_CAPABLE


def test_what_cannot_be_granted_is_told(tmp_path: Path) -> None:
    source = module("capability-folder")
    missing = tmp_path / "missing"
    with pytest.raises(sandbridge.DeniedError, match=f"cannot grant {missing} as `/data`"):
        sandbridge.load(source, folders={"/data": missing})
    with pytest.raises(sandbridge.DeniedError, match="does not begin with `/`"):
        sandbridge.load(source, folders={"data": tmp_path})
    with pytest.raises(TypeError):
        sandbridge.load(source, folders={"/data": 5})  # type: ignore[dict-item]
