"""Checks that docs/facts*.md have every key of facts files: in a table, and in an example that the
command accepts. Run as `facts_page.py SANDBRIDGE`.

The vocabulary comes from the command itself (`facts --schema`). The examples are the pieces of
depot.facts.toml, put together.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import document

PAGE = document.ROOT / "docs" / "facts.md"
# The first cells of the pages' tables, and the tables of the vocabulary that they explain.
TABLES = {
    "in the file": "file",
    "in `[package]`": "package",
    "in `[errors.name]`": "error",
    "in `[types.name]`": "type",
    "in `handle`": "handle",
    "in `[handles.Class]`": "kind",
    "in `union_tag`": "union_tag",
    "in `[functions.name]`": "function",
    "of a parameter": "parameter",
    "of `ret`": "result",
    "in `callback`": "callback",
    "in `[callbacks.name]`": "callback_type",
    "of an argument": "callback_parameter",
    "in `[constants.NAME]`": "constant",
}


def main() -> None:
    """Prints what is missing; the exit status says whether anything is."""
    command = Path(sys.argv[1])
    printed = subprocess.check_output([command, "facts", "--schema"], text=True)
    schema = json.loads(printed)
    facts = document.files(PAGE)["depot.facts.toml"]
    used: set[tuple[str, str]] = set()
    walk(schema, schema, "file", tomllib.loads(facts), used)
    problems = [f"no example has `{key}` of {table}" for table, key in keys(schema) - used]
    problems += tables(schema)
    problems += rejected(command, facts)
    for problem in sorted(problems):
        print(f"failed: {problem}")
    print(f"{len(keys(schema))} keys")
    sys.exit(bool(problems))


def keys(schema: dict[str, Any]) -> set[tuple[str, str]]:
    """Every key, with the table that it belongs to."""
    sections = {"file": schema} | schema["$defs"]
    return {
        (name, key) for name, section in sections.items() for key in section.get("properties", {})
    }


def walk(
    schema: dict[str, Any],
    form: dict[str, Any],
    name: str,
    value: object,
    used: set[tuple[str, str]],
) -> None:
    """Notes the keys that a value uses."""
    if "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        form = schema["$defs"][name]
    for one in form.get("anyOf", ()):
        walk(schema, one, name, value, used)
    if isinstance(value, list) and "items" in form:
        for item in value:
            walk(schema, form["items"], name, item, used)
    if isinstance(value, dict) and form.get("type") == "object":
        for key, inner in value.items():
            properties = form.get("properties", {})
            # A parameter may be called as a key is; then a table stands behind it.
            if key in properties:
                used.add((name, key))
            walk(schema, properties.get(key) or form["additionalProperties"], name, inner, used)


def tables(schema: dict[str, Any]) -> Iterator[str]:
    """What the pages' tables lack, or have too much."""
    explained: set[tuple[str, str]] = set()
    table = None
    pages = "\n".join(page.read_text() for page in document.parts(PAGE))
    for line in pages.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if not cells:
            table = None
        elif table is None:
            table = TABLES.get(cells[0], "")
        elif table:
            explained |= {(table, key) for key in re.findall(r"`([\w$]+)`", cells[0])}
    for table, key in keys(schema) - explained:
        yield f"no table explains `{key}` of {table}"
    for table, key in explained - keys(schema):
        yield f"a table explains `{key}` of {table}, which facts files do not have"


def rejected(command: Path, facts: str) -> Iterator[str]:
    """What the command says against the pages' facts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "depot.wasm").write_bytes(document.modules(PAGE, command)["depot.wasm"])
        (folder / "depot.facts.toml").write_text(facts)
        (folder / "LICENSE").write_text("the licence\n")
        check = [command, "facts", "depot.wasm", "--check", "depot.facts.toml"]
        done = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            yield done.stderr


if __name__ == "__main__":
    main()
