#!/usr/bin/env python3
"""Runs every snippet of the documents: `snippets.py LANGUAGE ZLIB_WASM FOLDER SANDBRIDGE`.

A snippet is a fenced block marked `python`, `java` or `js` in README.md or docs/. FOLDER is a
project of that language in which Sandbridge is installed as a user has it. Blocks marked `c` whose
first line is `// name.c` or `// name.h` are built by the command SANDBRIDGE and are there as
name.wasm. Prints a line a snippet, and fails when one fails or there is none.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SOURCE = re.compile(r"^```c\n// (\w+\.[ch])\n.*?^```$", re.MULTILINE | re.DOTALL)
JAVA_IMPORTS = """\
import static java.nio.charset.StandardCharsets.UTF_8;
import dev.sandbridge.*;
import dev.sandbridge.error.*;
import java.nio.file.Path;
import java.util.*;
"""


def main() -> None:
    """Runs the snippets of one language, each in a folder with the modules that it may load."""
    language, zlib, project, command = sys.argv[1], *map(Path, sys.argv[2:5])
    failed = ran = 0
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = document.read_text()
        modules = {"zlib.wasm": zlib.read_bytes()} | built(text, command)
        for block in BLOCK.finditer(text):
            if block[1] != language:
                continue
            ran += 1
            line = text.count("\n", 0, block.start()) + 1
            place = f"{document.relative_to(ROOT)}:{line}"
            error = run(language, block[2], modules, project)
            print(f"{'ok' if error is None else 'FAILED'} {place}")
            if error is not None:
                failed += 1
                print(error)
    if failed or not ran:
        sys.exit(f"{failed} of {ran} {language} snippets failed")


def built(text: str, command: Path) -> dict[str, bytes]:
    """The modules that a document shows the C code of, by file name."""
    shown = {block[1]: block[0] for block in SOURCE.finditer(text)}
    modules = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, block in shown.items():
            (Path(folder) / name).write_text(BLOCK.fullmatch(block)[2])
        for name in (Path(name).stem for name in shown if name.endswith(".c")):
            output = Path(folder) / f"{name}.wasm"
            build = [command, "build", f"{name}.c", "--header", f"{name}.h", "-o", output]
            subprocess.run([*build, "--quiet"], cwd=folder, check=True)
            modules[output.name] = output.read_bytes()
    return modules


def run(language: str, code: str, modules: dict[str, bytes], project: Path) -> str | None:
    """What went wrong with a snippet, if anything."""
    # Inside the project, where Node looks for packages.
    with tempfile.TemporaryDirectory(dir=project) as folder:
        for name, content in modules.items():
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
    return ["node", "snippet.mjs"]


def java(code: str, folder: Path, project: Path) -> list[str]:
    """The project has its dependencies in target/dependency; statements become a main method."""
    imports = [line for line in code.splitlines() if line.startswith("import ")]
    body = [line for line in code.splitlines() if not line.startswith("import ")]
    source = [JAVA_IMPORTS, *imports, "class Snippet {"]
    source += ["public static void main(String[] args) throws Exception {", *body, "}}"]
    (folder / "Snippet.java").write_text("\n".join(source))
    return ["java", "-cp", str(project / "target" / "dependency" / "*"), "Snippet.java"]


COMMANDS = {"python": python, "java": java, "js": js}

if __name__ == "__main__":
    main()
