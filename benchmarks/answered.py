"""Server CPU of one answered question and of each click that saves, against the floor's click."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.clicks import Answering, click_floor
from benchmarks.goal import Goal
from benchmarks.ground import QUESTIONS
from benchmarks.server import floor, service
from benchmarks.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from benchmarks.ground import Ground, Physician
    from benchmarks.server import Server

STARTS = 3  # of each server: two starts of the same one differ by a tenth
ROUNDS = 4  # after each start
TURNS = 5  # of a round: within seconds the machine has another speed
FLOOR_CLICKS, SAVES = 60, 60
LIMIT = 2.4  # floor clicks


@dataclass
class Costs:
    """Milliseconds of CPU of each kind of click, a figure a round."""

    floor: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    save: list[float] = field(default_factory=list)
    feedback: list[float] = field(default_factory=list)

    def goal(self, what: str, costs: list[float]) -> Goal:
        """Compare the rounds one by one: what loads the machine loads both sides of a round."""
        ratio = median(ours / floor for ours, floor in zip(costs, self.floor, strict=True))
        detail = (
            f"{median(costs):.1f} ms where the tuned floor takes {median(self.floor):.1f}"
            f" and the default one {median(self.bare):.0f}"
        )
        return Goal(what, ratio, LIMIT, "floors", detail=detail)


def measure(ground: Ground) -> list[Goal]:
    """Measure all three servers in turn, round by round."""
    costs = Costs()
    people = iter(ground.physicians)
    for _ in range(STARTS):
        those = list(islice(people, ROUNDS + 1))
        with (
            service(ground.database_url) as server,
            floor(tuned=True) as tuned,
            floor(tuned=False) as bare,
        ):
            asyncio.run(_rounds(server, tuned, bare, those, costs))
    return [
        costs.goal("CPU of an answered question (save and Next)", costs.answer),
        costs.goal("CPU of one save (after_submission)", costs.save),
        costs.goal("CPU of one save with its feedback (after_each_item)", costs.feedback),
    ]


async def _rounds(
    server: Server, tuned: Server, bare: Server, people: Sequence[Physician], costs: Costs
) -> None:
    async with Stream(tuned.url) as tuned_tab, Stream(bare.url) as bare_tab:
        await tuned_tab.run()
        await bare_tab.run()
        await _warm(server, tuned, tuned_tab, people[0])
        for who in people[1:]:
            await _round(server, tuned, tuned_tab, who, costs)
            costs.bare.append(await _each(bare, 8, lambda: click_floor(bare_tab)))


async def _warm(server: Server, tuned: Server, tab: Stream, who: Physician) -> None:
    for _ in range(20):
        await click_floor(tab)
    await _round(server, tuned, tab, who, Costs())


async def _round(server: Server, tuned: Server, tab: Stream, who: Physician, costs: Costs) -> None:
    async with Answering(server.url, who, "after_submission") as physician:
        floor = answer = 0.0
        for _ in range(TURNS):
            floor += await _each(tuned, FLOOR_CLICKS // TURNS, lambda: click_floor(tab))
            answer += await _each(server, 2 * QUESTIONS // TURNS, physician.answer)
        costs.floor.append(floor / TURNS)
        costs.answer.append(answer / TURNS)
        costs.save.append(await _each(server, SAVES, _Changing(physician)))
    async with Answering(server.url, who, "after_each_item") as physician:
        costs.feedback.append(await _feedback(server, physician))


async def _each(server: Server, times: int, click: Callable[[], Awaitable[None]]) -> float:
    before = server.cpu()
    for _ in range(times):
        await click()
    return (server.cpu() - before) / times


class _Changing:
    """One question whose answer is changed again and again, without a run of the script."""

    def __init__(self, physician: Answering) -> None:
        self._physician = physician
        self._seq: int = physician.card["seq"]

    async def __call__(self) -> None:
        self._seq = await self._physician.save(self._seq, self._seq)


async def _feedback(server: Server, physician: Answering) -> float:
    """Return the cost of the click that saves and shows feedback, without that of Next."""
    spent = 0.0
    for position in range(1, QUESTIONS + 1):
        before = server.cpu()
        await physician.settle(position)
        spent += server.cpu() - before
        if position < QUESTIONS:
            await physician.go(position + 1)
    return spent / QUESTIONS
