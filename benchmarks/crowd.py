"""A crowd of physicians who answer at the pace of people, and what each of their clicks took."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.clicks import Answering, click_floor
from benchmarks.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence
    from typing import Any

    from benchmarks.ground import Physician
    from benchmarks.server import Server


RAMP = 30.0  # seconds in which everybody comes
TICK = 0.05  # seconds between two looks at how late the crowd itself is


@dataclass
class Times:
    """What was measured after everybody had come: milliseconds of each click, by its kind."""

    saves: list[float] = field(default_factory=list)
    screens: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)  # of the crowd's own clock
    errors: list[str] = field(default_factory=list)
    acknowledged: int = 0  # saves since the first one, those before everybody had come included
    seconds: float = 0.0
    cpu: float = 0.0  # milliseconds of all servers together

    @property
    def share(self) -> float:
        """What the servers used, in hundredths of one core."""
        return self.cpu / self.seconds / 10


@dataclass(frozen=True)
class Pace:
    """How long people think, and how long they are watched once all are there; seconds."""

    think: float
    watched: float


def crowd(servers: Sequence[Server], people: Sequence[Physician], pace: Pace) -> Times:
    """Let each of `people` answer, spread over `servers`; return what was measured."""
    return asyncio.run(_all(servers, people, pace, _answering))


def floor_crowd(servers: Sequence[Server], people: Sequence[Physician], pace: Pace) -> Times:
    """Let as many click through the floor page."""
    return asyncio.run(_all(servers, people, pace, _clicking))


async def _all(
    servers: Sequence[Server],
    people: Sequence[Physician],
    pace: Pace,
    clicks: Callable[[Server, Physician, _Watch], Coroutine[Any, Any, None]],
) -> Times:
    watch = _Watch(Times(seconds=pace.watched), pace, time.monotonic() + RAMP)
    places = [(number, servers[number % len(servers)]) for number in range(len(people))]
    tasks = [
        asyncio.create_task(_come(watch, number * RAMP / len(people), clicks(server, who, watch)))
        for (number, server), who in zip(places, people, strict=True)
    ]
    await asyncio.sleep(RAMP)
    before = sum(server.cpu() for server in servers)
    await _late(watch)
    watch.times.cpu = sum(server.cpu() for server in servers) - before
    await asyncio.gather(*tasks)
    return watch.times


async def _come(watch: _Watch, after: float, clicks: Awaitable[None]) -> None:
    await asyncio.sleep(after)
    try:
        await clicks
    except Exception as error:  # noqa: BLE001  (whatever a physician sees is what is counted)
        watch.times.errors.append(repr(error))


class _Watch:
    """The crowd's clock: when it is watched, and how long each thinks."""

    def __init__(self, times: Times, pace: Pace, begin: float) -> None:
        self.times = times
        self._think, self._begin, self._end = pace.think, begin, begin + pace.watched
        self._random = random.Random(7)

    @property
    def over(self) -> bool:
        return time.monotonic() > self._end

    async def think(self) -> None:
        await asyncio.sleep(self._random.uniform(0.5, 1.5) * self._think)

    async def timed(self, kind: list[float], click: Awaitable[object]) -> None:
        """Do what a person clicks, and keep how long it took once everybody is there."""
        begin = time.monotonic()
        await click
        if self._begin < begin < self._end:
            kind.append((time.monotonic() - begin) * 1000)


async def _answering(server: Server, who: Physician, watch: _Watch) -> None:
    async with Answering(server.url, who, "after_submission") as physician:
        while not watch.over:
            await watch.think()
            card = physician.card
            await watch.timed(watch.times.saves, physician.save(int(card["seq"])))
            watch.times.acknowledged += 1
            following = int(card["position"]) % int(card["total"]) + 1
            await watch.timed(watch.times.screens, physician.go(following))


async def _clicking(server: Server, _who: Physician, watch: _Watch) -> None:
    async with Stream(server.url) as tab:
        await tab.run()
        while not watch.over:
            await watch.think()
            await watch.timed(watch.times.screens, click_floor(tab))


async def _late(watch: _Watch) -> None:
    """Look how late the crowd itself is, until the watch is over."""
    while not watch.over:
        begin = time.monotonic()
        await asyncio.sleep(TICK)
        watch.times.late.append((time.monotonic() - begin - TICK) * 1000)
