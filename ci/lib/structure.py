"""Checks that hold the architecture's invariants; each prints `ok: ...` or `failed: ...`.

Run from the checkout's root: `structure.py`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

MAX_LINES = 600
ENGINE = re.compile(r"^(wasmtime|cranelift|pulley)")
PARSER = re.compile(r"^(sandbridge-extract|lang-c|tree-sitter.*|gimli|wasmparser)$")
HOST_CRATE = re.compile(r"^(pyo3|napi|jni|neon|numpy)")
HOST_WORD = re.compile(r"\b(python|pyo3|cpython|java|jvm|jni|javascript|node\.?js|napi)\b", re.I)
HOST_NEUTRAL = ("core/interface", "core/extract", "core/runtime")
MACHINE_PATH = re.compile(r"(?<![\w.$}/])/(?:root|home|work|Users)/(?!me\b)\w")
GENERATED = ("Cargo.lock", "package-lock.json")


def main() -> None:
    """Runs every check; the exit status says whether all hold."""
    failed = False
    for title, check in CHECKS.items():
        problems = list(check())
        failed |= bool(problems)
        print(f"failed: {title}" if problems else f"ok: {title}")
        for problem in problems:
            print(f"    {problem}")
    sys.exit(failed)


def interface_names_no_parser_and_no_engine() -> Iterator[str]:
    """Neither directly nor through another crate."""
    tree = output(
        "cargo",
        "tree",
        "--locked",
        "-p",
        "sandbridge-interface",
        "-e",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{lib}|{p}",
    )
    for line in sorted(set(tree.splitlines())):
        crate = line.partition("|")[2].split(" ")[0]
        if ENGINE.match(crate) or PARSER.match(crate):
            yield f"core/interface depends on {crate}"


def only_the_runtime_names_the_engine() -> Iterator[str]:
    """No other crate has it as a dependency."""
    for package in workspace_packages():
        for dependency in package["dependencies"]:
            if ENGINE.match(dependency["name"]) and package["name"] != "sandbridge-runtime":
                yield f"{package['name']} depends on {dependency['name']}"


def core_names_no_host_language() -> Iterator[str]:
    """Neither as a dependency of core's crates nor in the code of the neutral ones."""
    for package in workspace_packages():
        folder = Path(package["manifest_path"]).parent.relative_to(Path.cwd())
        if folder.parts[0] != "core":
            continue
        for dependency in package["dependencies"]:
            if HOST_CRATE.match(dependency["name"]):
                yield f"{folder} depends on {dependency['name']}"
    for path in tracked():
        if path.suffix == ".rs" and str(path).startswith(HOST_NEUTRAL):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                code = line.partition("//")[0]
                if match := HOST_WORD.search(code):
                    yield f"{path}:{number} names {match[0]}"


def bindings_parse_no_c() -> Iterator[str]:
    """No binding depends on the parser, and none on the engine past the runtime."""
    allowed = {"sandbridge-runtime", "sandbridge-interface", "sandbridge-cli"}
    for package in workspace_packages():
        if Path(package["manifest_path"]).parent.name.startswith("bindings-"):
            for dependency in package["dependencies"]:
                name = dependency["name"]
                if name.startswith("sandbridge-") and name not in allowed:
                    yield f"{package['name']} depends on {name}"


def bindings_share_one_engine() -> Iterator[str]:
    """A binding built alone asks for the same features as the workspace, so that packaging tools,
    which build one crate, reuse the compiled engine instead of making another one."""
    whole = set(dependency_features("--workspace", "-e", "normal,build,dev"))
    for package in workspace_packages():
        if Path(package["manifest_path"]).parent.name.startswith("bindings-"):
            alone = dependency_features("-p", package["name"], "-e", "normal,build")
            for line in sorted(set(alone) - whole):
                yield f"{package['name']} alone has {line}"


def no_file_is_too_long() -> Iterator[str]:
    """Generated files and data aside."""
    for path in tracked():
        if path.name in GENERATED or path.suffix in (".json", ".tsv"):
            continue
        # What `random-cases` writes.
        if any(part.startswith("random-") for part in path.parts):
            continue
        if (lines := text_of(path).count("\n")) > MAX_LINES:
            yield f"{path} has {lines} lines; {MAX_LINES} are allowed"


def paths_in_documents_exist() -> Iterator[str]:
    """Every path in backticks in README.md and ARCHITECTURE.md is in the checkout."""
    for document in (Path("README.md"), Path("ARCHITECTURE.md")):
        if not document.exists():
            yield f"{document} is missing"
            continue
        text = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.S | re.M)
        for quoted in re.findall(r"`([^`\s]+)`", text):
            for path in expanded(quoted):
                if looks_like_path(path) and not in_checkout(path):
                    yield f"{document} names {path}, which does not exist"


def links_of_documents_lead_somewhere() -> Iterator[str]:
    """Every relative link in a Markdown file leads to a file of the checkout, and to a heading."""
    for document in (path for path in tracked() if path.suffix == ".md"):
        text = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.S | re.M)
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if ":" in link:
                continue
            name, _, heading = link.partition("#")
            target = document.parent / name if name else document
            if not target.exists():
                yield f"{document} links to {name}, which does not exist"
            elif heading and heading not in headings(target):
                yield f"{document} links to {link}, which has no such heading"


def headings(document: Path) -> set[str]:
    """The headings of a Markdown file as links name them."""
    text = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.S | re.M)
    titles = re.findall(r"^#+ (.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def no_path_of_one_machine() -> Iterator[str]:
    """No absolute path into somebody's home or work folder."""
    for path in tracked():
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if match := MACHINE_PATH.search(line):
                yield f"{path}:{number} has {match[0]}"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "core/interface names no parser and no engine": interface_names_no_parser_and_no_engine,
    "only core/runtime names the engine": only_the_runtime_names_the_engine,
    "core names no host language": core_names_no_host_language,
    "no binding parses C": bindings_parse_no_c,
    "the bindings share one compiled engine": bindings_share_one_engine,
    f"no file is longer than {MAX_LINES} lines": no_file_is_too_long,
    "the paths that the documents name exist": paths_in_documents_exist,
    "the links of the documents lead somewhere": links_of_documents_lead_somewhere,
    "no file has a path of one machine": no_path_of_one_machine,
}


def workspace_packages() -> list[dict]:
    """Cargo's description of the workspace's own crates."""
    return json.loads(
        output("cargo", "metadata", "--locked", "--no-deps", "--format-version", "1")
    )["packages"]


def dependency_features(*selection: str) -> list[str]:
    """The foreign crates of a selection, each with its features."""
    tree = output(
        "cargo", "tree", "--locked", "--prefix", "none", "--format", "{p} {f}", *selection
    )
    lines = (line.removesuffix(" (*)") for line in tree.splitlines())
    return [line for line in lines if line and "sandbridge" not in line]


def tracked() -> list[Path]:
    """The files that belong to the project."""
    return [
        path
        for name in output("git", "ls-files", "-z").split("\0")
        if name and (path := Path(name)).is_file()
    ]


def text_of(path: Path) -> str:
    """The file's text; nothing for a binary file."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode(errors="replace")


def expanded(quoted: str) -> list[str]:
    """`a/{b,c}` as the paths that it stands for."""
    match = re.fullmatch(r"(.*)\{([^{}]+)\}(.*)", quoted)
    if not match:
        return [quoted]
    before, choices, after = match.groups()
    return [path for choice in choices.split(",") for path in expanded(before + choice + after)]


def looks_like_path(quoted: str) -> bool:
    """Whether it is a path from the root or from core: its first part is an entry there."""
    if not re.fullmatch(r"[\w./-]+", quoted) or "/" not in quoted.strip("/"):
        return False
    first = quoted.split("/")[0]
    return quoted.startswith("./") or first.startswith("bindings-") or first in FIRST_PARTS


def in_checkout(path: str) -> bool:
    """Whether there is such a file or folder."""
    return Path(path).exists() or (Path("core") / path).exists()


def output(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


CRATES = ("interface", "extract", "runtime", "bindgen", "pack", "cli", "conformance")
FIRST_PARTS = ("ci", "core", "docs", "examples", ".ci", *CRATES)

if __name__ == "__main__":
    main()
