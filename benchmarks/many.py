"""Answers a second of one process when 20 physicians click without pause."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from benchmarks.clicks import Answering
from benchmarks.goal import Goal

if TYPE_CHECKING:
    from benchmarks.ground import Ground, Physician
    from benchmarks.server import Server

PHYSICIANS = 20
WINDOWS, SECONDS = 3, 7.0
MOODLE = 17.0  # answers a second on two such cores
TIMES = 4


def measure(service: Server, ground: Ground) -> list[Goal]:
    """Measure a few windows; the best one is what the process can do."""
    everybody = ground.physicians[:PHYSICIANS]
    best = max(asyncio.run(_window(service, everybody)) for _ in range(WINDOWS))
    detail = f"{best / MOODLE:.1f} times Moodle's {MOODLE:.0f}"
    what = f"Answers a second of {PHYSICIANS} physicians without pause"
    return [Goal(what, best, TIMES * MOODLE, "/s", more=True, detail=detail)]


async def _window(service: Server, everybody: tuple[Physician, ...]) -> float:
    ready = asyncio.Barrier(len(everybody))
    began = await asyncio.gather(*(_clicking(service, who, ready) for who in everybody))
    return sum(began) / SECONDS


async def _clicking(service: Server, who: Physician, ready: asyncio.Barrier) -> int:
    """Answer until the window closes, and return how many questions were answered in it."""
    answered = 0
    async with Answering(service.url, who, "after_submission") as physician:
        await ready.wait()
        end = time.monotonic() + SECONDS
        while True:
            await physician.answer()
            if time.monotonic() > end:
                return answered
            answered += 1
