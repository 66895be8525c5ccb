"""How often a fault is tried and what was seen: a little in `make test`, all in `make evidence`."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

FIGURES = Path(__file__).resolve().parents[1] / "docs" / "evidence.json"
FULL = bool(os.environ.get("EVIDENCE"))


def times(short: int, full: int) -> int:
    """Return how many rounds to run: `full` under `make evidence`, else `short`."""
    return full if FULL else short


def seen(part: str, name: str, promise: str, command: str, **figures: str | int) -> None:
    """Keep what a full run has seen, for `docs/evidence.md`; a short run keeps nothing.

    Call it after every assertion, so that a promise which was not kept leaves no figure.
    `part` is the heading it stands under, `name` what it is known by, `promise` what must hold,
    `command` what anybody can run to see it again, `figures` the numbers with their units.
    """
    if not FULL:
        return
    kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    kept[name] = {
        "part": part,
        "promise": promise,
        "command": command,
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "seen": {key.replace("_", " "): value for key, value in figures.items()},
    }
    FIGURES.write_text(json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False) + "\n")
