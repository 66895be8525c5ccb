"""From the command to the first page served: until the first question is drawn."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from benchmarks.clicks import Answering
from benchmarks.goal import Goal
from benchmarks.server import service

if TYPE_CHECKING:
    from benchmarks.ground import Ground

ROUNDS = 3
LIMIT = 5.0  # seconds


def measure(ground: Ground) -> list[Goal]:
    """Start the service a few times on the same database; the best start counts."""
    best = min(asyncio.run(_start(ground)) for _ in range(ROUNDS))
    return [Goal("Start to first question drawn", best, LIMIT, "s")]


async def _start(ground: Ground) -> float:
    start = time.monotonic()
    with service(ground.database_url) as server:
        async with Answering(server.url, ground.physicians[0], "after_submission"):
            return time.monotonic() - start
