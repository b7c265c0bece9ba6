"""Checks every facts file of the checkout against the published schema.

Run from the checkout's root: `facts.py`. The schema is also what the reader of facts files accepts:
a test of core/extract compares the two.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema

SCHEMA = Path("docs/facts.schema.json")


def main() -> None:
    """Checks all files; the exit status says whether all are right."""
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    listed = subprocess.check_output(["git", "ls-files", "-z", "*.facts.toml"], text=True)
    files = [Path(name) for name in listed.split("\0") if name]
    failed = not files
    for path in files:
        problems = list(validator.iter_errors(tomllib.loads(path.read_text())))
        failed |= bool(problems)
        print(f"{'failed' if problems else 'ok'}: {path}")
        for problem in problems:
            print(f"    {problem.json_path}: {problem.message}")
    # A schema that accepts everything checks nothing.
    if not list(validator.iter_errors({"functions": {"f": {"p": {"siez": "n"}}}})):
        failed = True
        print("failed: an unknown key is accepted")
    sys.exit(failed)


if __name__ == "__main__":
    main()
