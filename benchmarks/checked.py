"""`check` of 1,000 items, as the whole command that a person types."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bank import write_bank
from benchmarks.goal import Goal

ROOT = Path(__file__).parents[1]
ITEMS = 1000
LIMIT = 2.0  # seconds
ROUNDS = 3


def measure() -> list[Goal]:
    """Run the command on a generated bank, its start included."""
    with TemporaryDirectory() as place:
        bank = write_bank(Path(place) / "generated", ITEMS, feedback="after_submission")
        best = min(_check(bank) for _ in range(ROUNDS))
    return [Goal(f"check of {ITEMS} items", best, LIMIT, "s", detail="the whole command")]


def _check(bank: Path) -> float:
    start = time.monotonic()
    command = [sys.executable, str(ROOT / "manage.py"), "check", str(bank)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return time.monotonic() - start
