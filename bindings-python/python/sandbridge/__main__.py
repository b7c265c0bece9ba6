"""The `sandbridge` command: `python -m sandbridge` and the console script."""

import os
import sys

from sandbridge import _native


def main() -> None:
    """Runs the command with the program's arguments and exits with its status."""
    sys.stdout.flush()
    name = os.path.basename(sys.argv[0])  # noqa: PTH119 (pathlib is slow to import)
    program = "python -m sandbridge" if name == "__main__.py" else "sandbridge"
    sys.exit(_native.run([program, *sys.argv[1:]]))


if __name__ == "__main__":
    main()
