"""Thirty physicians who come and go for an hour, and what becomes of the server's memory."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from statistics import linear_regression
from typing import TYPE_CHECKING

from benchmarks.clicks import Answering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.ground import Physician
    from benchmarks.server import Server

THINK = 5.0  # seconds
SITTING = 5  # questions until the tab is closed
WARM_UP = 10.0  # minutes: until then imports, caches and pools fill
EVERY = 10.0  # seconds between two readings of the memory
MEGABYTE = 1e6


@dataclass
class Hour:
    """What was seen: milliseconds of each save, and the memory in MB after so many minutes."""

    saves: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def slope(self) -> float:
        """MB an hour, by least squares over what was read after the warm-up."""
        steady = [one for one in self.memory if one[0] > WARM_UP]
        minutes, megabytes = zip(*steady, strict=True)
        return linear_regression(minutes, megabytes).slope * 60


def soak(server: Server, people: Sequence[Physician], minutes: float) -> Hour:
    """Let each of `people` sit down again and again for so long."""
    return asyncio.run(_all(server, people, minutes))


async def _all(server: Server, people: Sequence[Physician], minutes: float) -> Hour:
    hour, begin = Hour(), time.monotonic()
    end = begin + minutes * 60
    tasks = [
        asyncio.create_task(_coming(server, who, hour, end, number * THINK / len(people)))
        for number, who in enumerate(people)
    ]
    while time.monotonic() < end:
        memory = server.process.memory_info().rss / MEGABYTE
        hour.memory.append(((time.monotonic() - begin) / 60, memory))
        await asyncio.sleep(EVERY)
    await asyncio.gather(*tasks)
    return hour


async def _coming(server: Server, who: Physician, hour: Hour, end: float, after: float) -> None:
    await asyncio.sleep(after)
    while time.monotonic() < end:
        try:
            await _sitting(server, who, hour)
        except Exception as error:  # noqa: BLE001  (whatever a physician sees is what is counted)
            hour.errors.append(repr(error))


async def _sitting(server: Server, who: Physician, hour: Hour) -> None:
    """Open the attempt in a new tab, answer a few questions, and close it."""
    async with Answering(server.url, who, "after_submission") as physician:
        for _ in range(SITTING):
            await asyncio.sleep(THINK)
            card = physician.card
            begin = time.monotonic()
            await physician.save(int(card["seq"]))
            hour.saves.append((time.monotonic() - begin) * 1000)
            await physician.go(int(card["position"]) % int(card["total"]) + 1)
