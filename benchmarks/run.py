"""Every figure to reach, measured in one run; a goal that is missed fails the run."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import (
    answered,
    batched,
    certificate,
    checked,
    exported,
    judged,
    many,
    marked,
    overviewed,
    painted,
    phone,
    rippled,
    started,
    tabled,
)
from benchmarks.goal import table
from benchmarks.ground import lay
from benchmarks.server import floor, service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.goal import Goal

PHYSICIANS = 26  # the last six are for the browser


def goals(folder: Path) -> Iterator[Goal]:
    """Measure one figure after another, never two at a time."""
    ground = lay(folder, PHYSICIANS)
    yield from answered.measure(ground)
    with service(ground.database_url) as server, floor(tuned=False) as bare:
        yield from painted.measure(server, bare, ground)
        yield from many.measure(server, ground)
        yield from phone.measure(server, ground)
    yield from started.measure(ground)
    yield from checked.measure()
    yield from certificate.measure()
    yield from marked.measure()
    yield from tabled.measure()
    yield from judged.measure()
    yield from rippled.measure()
    yield from overviewed.measure()
    yield from exported.measure()
    yield from batched.measure(ground)


def main() -> None:
    """Print each figure as it comes, then the table."""
    began = time.monotonic()
    found = []
    with TemporaryDirectory() as place:
        for goal in goals(Path(place)):
            print(goal.line, flush=True)
            found.append(goal)
    print(f"\n{table(found)}\n\n{time.monotonic() - began:.0f} s")
    missed = sum(not one.met for one in found)
    if missed:
        sys.exit(f"{missed} of {len(found)} goals are missed.")


if __name__ == "__main__":
    main()
