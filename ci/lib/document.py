"""The documents for users as data: their fenced blocks, the files that they show, the libraries
that those files make."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "docs" / "sources"
# Documents that are walked through: their commands are run in order, in one folder.
WALKED = ("getting-started.md", "wrap-your-library.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"(?://|#|<!--) ([\w./-]+\.\w+)(?: -->)?\n")


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    language: str
    code: str
    place: str

    @property
    def file(self) -> str | None:
        """The file that the block is, or a piece of, as its first line says."""
        name = NAME.match(self.code)
        return name[1] if name else None


def documents() -> list[Path]:
    """All of them, the README first."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(document: Path) -> Iterator[Block]:
    """The fenced blocks of a document."""
    text = document.read_text()
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(found[1], found[2], f"{document.relative_to(ROOT)}:{line}")


def files(document: Path) -> dict[str, str]:
    """The files that a document shows, whose pieces are put together in their order. `facts.md` and
    `facts-objects.md` are parts of one document."""
    pieces: dict[str, list[str]] = {}
    for part in parts(document):
        for block in blocks(part):
            if block.file is not None:
                pieces.setdefault(block.file, []).append(block.code)
    return {name: "\n".join(shown) for name, shown in pieces.items()}


def parts(document: Path) -> list[Path]:
    """The pages of a document."""
    title = document.stem.partition("-")[0]
    pages = [page for page in documents() if page.stem.partition("-")[0] == title]
    return sorted(pages, key=lambda page: page.stem)


def modules(document: Path, command: Path) -> dict[str, bytes]:
    """The libraries that a document shows a header of, by file name. Their C code stands in the
    document, too, or in docs/sources. Where it compares with native FFIs, the native ones, too."""
    shown = files(document)
    built = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in shown.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(content)
        shutil.copy(ROOT / "LICENSE", folder)
        for header in (file for file in shown if file.endswith(".h")):
            library = Path(header).stem
            if f"{library}.c" not in shown:
                shutil.copy(SOURCES / f"{library}.c", folder)
            build = [command, "build", f"{library}.c", "--header", header, "--quiet"]
            subprocess.run(build, cwd=folder, check=True)
            outputs = [f"{library}.wasm"]
            if f"lib{library}.so" in document.read_text():
                outputs.append(f"lib{library}.so")
                native = ["gcc", "-O2", "-fPIC", "-shared", f"{library}.c", "-o", outputs[1]]
                subprocess.run(native, cwd=folder, check=True)
            built |= {output: (folder / output).read_bytes() for output in outputs}
    return built
