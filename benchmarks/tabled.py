"""Statistics of a table of 20,000 people and 50 items, beside a plain numpy script.

Both are processes of their own: the start of the interpreter, reading and printing are in it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.goal import Goal

ROOT = Path(__file__).parents[1]
PLAIN = Path(__file__).with_name("plain_statistics.py")
PEOPLE, ITEMS = 20_000, 50
LIMIT = 1.5  # times the plain script
ROUNDS = 5


def measure() -> list[Goal]:
    """Run both in turn on one made-up table; the best of each counts."""
    with TemporaryDirectory() as place:
        responses, key = _write(Path(place))
        ours: list[Path | str] = [
            ROOT / "manage.py",
            "statistics",
            responses,
            "--key",
            key,
            "--json",
        ]
        runs = [(_run(PLAIN, responses, key), _run(*ours)) for _ in range(ROUNDS)]
    plain, own = (min(one[at][0] for one in runs) for at in (0, 1))
    _require_same(runs[0][0][1], runs[0][1][1])
    detail = f"{own:.2f} s, plain {plain:.2f} s"
    return [Goal(f"statistics of {PEOPLE:,} x {ITEMS}", own / plain, LIMIT, "plain", detail=detail)]


def _write(folder: Path) -> tuple[Path, Path]:
    chance = random.Random(1)
    names = [f"i{at}" for at in range(ITEMS)]
    lines = [",".join(names)]
    for _ in range(PEOPLE):
        able = chance.uniform(0.2, 0.95)
        lines.append(
            ",".join("A" if chance.random() < able else chance.choice("BCD") for _ in names)
        )
    responses, key = folder / "responses.csv", folder / "key.csv"
    responses.write_text("\n".join(lines), encoding="utf-8")
    key.write_text("item,key\n" + "".join(f"{one},A\n" for one in names), encoding="utf-8")
    return responses, key


def _run(*command: Path | str) -> tuple[float, str]:
    start = time.monotonic()
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    return time.monotonic() - start, done.stdout


def _require_same(plain: str, own: str) -> None:
    one, other = json.loads(plain), json.loads(own)
    assert abs(one["alpha"] - other["alpha"]) < 1e-9
    for each, mine in zip(one["items"], other["items"], strict=True):
        for name in ("r_item_rest", "discrimination_27", "discriminative_efficiency"):
            assert abs(each[name] - mine[name]) < 1e-6, name
