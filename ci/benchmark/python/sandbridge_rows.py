"""Sandbridge's own rows: each the way the guide recommends for its case."""

from __future__ import annotations

from pathlib import Path

import sandbridge
from burst import Row
from competitor_rows import EXPECTED, row_table


def rows(built: Path) -> list[dict[str, Row]]:
    """The main row of each case, then the other ways to write the struct call."""
    lib = sandbridge.load(built / "bench.wasm")
    vec3 = {"norm3": lib.norm3, "Vec3": lib.types.vec3}
    main = row_table(
        "sandbridge",
        ("add(1, 2)", {"add": lib.add}),
        lambda data: (
            "sum_bytes(data, size)",
            {"sum_bytes": lib.sum_bytes, "data": data, "size": len(data)},
        ),
        ("norm3((1.0, 2.0, 2.0))", {"norm3": lib.norm3}),
        lambda text: ("count_text(text)", {"count_text": lib.count_text, "text": text}),
    )
    others = {
        "sandbridge, class": "norm3(Vec3(1.0, 2.0, 2.0))",
        "sandbridge, dict": "norm3({'x': 1.0, 'y': 2.0, 'z': 2.0})",
    }
    return [main] + [
        {"norm3": Row(name, statement, dict(vec3), EXPECTED["norm3"])}
        for name, statement in others.items()
    ]
