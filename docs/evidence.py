"""Write docs/evidence.md from the figures that `make evidence` has seen."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE / "evidence.json"
HEAD = """# Evidence
What was promised, the command that tries it, and what was seen on that day. `make evidence` runs \
all of it (hours); `make test` runs a short form of most. Written by `python -m docs.evidence` \
from `docs/evidence.json`: do not edit it by hand.
"""


def page(figures: dict[str, dict[str, object]]) -> str:
    """Return the page: a heading for each part, a row for each promise."""
    ordered = sorted(figures.values(), key=lambda one: (str(one["part"]), str(one["promise"])))
    parts = groupby(ordered, key=lambda one: str(one["part"]))
    return HEAD + "".join(_part(name, list(rows)) for name, rows in parts)


def _part(name: str, rows: list[dict[str, object]]) -> str:
    table = "".join(
        f"| {one['promise']} | {_seen(one['seen'])} | `{one['command']}` | {one['date']} |\n"
        for one in rows
    )
    return f"\n## {name}\n| promise | seen | command | date |\n|---|---|---|---|\n{table}"


def _seen(figures: object) -> str:
    pairs = figures.items() if isinstance(figures, dict) else ()
    return "; ".join(f"{key} {value}" for key, value in pairs)


if __name__ == "__main__":
    (HERE / "evidence.md").write_text(page(json.loads(FIGURES.read_text())))
