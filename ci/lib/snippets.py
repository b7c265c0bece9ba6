#!/usr/bin/env python3
"""Runs every snippet of the documents: `snippets.py LANGUAGE ZLIB_WASM FOLDER SANDBRIDGE`.

A snippet is a fenced block marked `python`, `java` or `js` in README.md or docs/. FOLDER is a
project of that language in which Sandbridge is installed as a user has it. Libraries that a
document shows the header of are built by the command SANDBRIDGE and are there as name.wasm. The
README's zlib is packages/zlib.wasm beside ZLIB_WASM, which has facts. Prints a line a snippet, and
fails when one fails or there is none. Documents that are walked through, shell commands and all,
are walkthrough.py's.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import document

JAVA_IMPORTS = """\
import static java.nio.charset.StandardCharsets.UTF_8;
import dev.sandbridge.*;
import dev.sandbridge.error.*;
import java.nio.file.Path;
import java.util.*;
"""
JAVA_TYPE = re.compile(r"^interface .*?(?:^|[ {])\}$", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Runs the snippets of one language, each in a folder with the libraries that it may load."""
    language, zlib, project, command = sys.argv[1], *map(Path, sys.argv[2:5])
    failed = ran = 0
    for page in document.documents():
        if page.name in document.WALKED:
            continue
        own = zlib.parent / "packages" / zlib.name if page.name == "README.md" else zlib
        libraries = {"zlib.wasm": own.read_bytes()} | document.modules(page, command)
        for block in document.blocks(page):
            if block.language != language:
                continue
            ran += 1
            error = run(language, block.code, libraries, project)
            print(f"{'ok' if error is None else 'FAILED'} {block.place}", flush=True)
            if error is not None:
                failed += 1
                print(error)
    if failed or not ran:
        sys.exit(f"{failed} of {ran} {language} snippets failed")


def run(language: str, code: str, libraries: dict[str, bytes], project: Path) -> str | None:
    """What went wrong with a snippet, if anything."""
    # Inside the project, where Node looks for packages.
    with tempfile.TemporaryDirectory(dir=project) as folder:
        for name, content in libraries.items():
            (Path(folder) / name).write_bytes(content)
        command = COMMANDS[language](code, Path(folder), project)
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
        )
        return None if done.returncode == 0 else done.stdout + done.stderr


def python(code: str, folder: Path, project: Path) -> list[str]:
    """The project is a virtual environment."""
    (folder / "snippet.py").write_text(code)
    return [str(project / "bin" / "python"), "snippet.py"]


def js(code: str, folder: Path, project: Path) -> list[str]:
    """The project has node_modules."""
    (folder / "snippet.mjs").write_text(code)
    return ["node", "--expose-gc", "snippet.mjs"]


def java(code: str, folder: Path, project: Path) -> list[str]:
    """The project has its dependencies in target/dependency. Statements become a main method;
    imports and types stand before it."""
    imports = re.findall(r"^import .*", code, re.MULTILINE)
    types = JAVA_TYPE.findall(code)
    body = JAVA_TYPE.sub("", re.sub(r"^import .*", "", code, flags=re.MULTILINE))
    source = [JAVA_IMPORTS, *imports, "public class Snippet {", *("public " + ty for ty in types)]
    source += ["public static void main(String[] args) throws Exception {", body, "}}"]
    (folder / "Snippet.java").write_text("\n".join(source))
    return ["java", "-cp", str(project / "target" / "dependency" / "*"), "Snippet.java"]


COMMANDS = {"python": python, "java": java, "js": js}

if __name__ == "__main__":
    main()
