"""A quality project as its lead writes it: aim, measure, and cycles that build on each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from credit.calendar import written
from quizzes.text import Closed

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE, TEXT = 200, 2_000  # characters
Short = Annotated[str, StringConstraints(max_length=LINE)]
Long = Annotated[str, StringConstraints(max_length=TEXT)]
LEAST_CYCLES = 2
MOST_CYCLES = 8
WORKSHEET = {
    "patients": "It improves the care that you and your team give to your own patients",
    "measure": "You can measure that care before and after, and have or can get the numbers",
    "cycles": "You plan to change something, measure again, adjust, and measure once more",
    "team": "Everybody who wants credit takes an active part, not only by giving data",
    "ongoing": "It is not finished yet, or was finished within the last two years",
}
"""Whether a project is likely to be eligible, in the words of who proposes it."""


class Reading(Closed):
    """What was measured on a day."""

    on: date
    value: Annotated[Short, Field(min_length=1)]


class Cycle(Closed):
    """A change, and what was measured after it; the measurement before is the cycle's baseline."""

    change: Annotated[Long, Field(min_length=1)]
    changed_on: date
    remeasured: Reading | None = None


class Plan(Closed):
    """What a project is; all cycles are about its one measure, so that each builds on the last."""

    schema_version: Literal[1] = 1
    title: Annotated[Short, Field(min_length=1)]
    department: Short = ""
    starts: date | None = None
    ends: date | None = None
    specialties: Short = ""
    funding: Short = ""
    aim: Long = ""
    measure: Short = ""
    baseline: Reading | None = None
    cycles: Annotated[tuple[Cycle, ...], Field(max_length=MOST_CYCLES)] = ()
    eligible: tuple[str, ...] = ()  # lines of the worksheet that were ticked
    idea: Long = ""  # the objective of a self-assessment that it began from

    @property
    def doubts(self) -> tuple[str, ...]:
        """The lines of the worksheet that were not ticked."""
        return tuple(text for name, text in WORKSHEET.items() if name not in self.eligible)

    @property
    def last_day(self) -> date | None:
        """The newest day that anything was done or measured on."""
        return max(_days(self), default=None)


def _days(plan: Plan) -> Iterator[date]:
    if plan.baseline is not None:
        yield plan.baseline.on
    for one in plan.cycles:
        yield one.changed_on
        if one.remeasured is not None:
            yield one.remeasured.on


def linked_cycles(plan: Plan) -> int:
    """Count the cycles that are whole and linked: each starts from what the last one measured.

    A cycle without a measurement ends the chain, and one out of order does, too.
    """
    before = plan.baseline.on if plan.baseline is not None else None
    whole = 0
    for one in plan.cycles:
        after = one.remeasured.on if one.remeasured is not None else None
        if before is None or after is None or not before <= one.changed_on <= after:
            break
        whole, before = whole + 1, after
    return whole


def faults(plan: Plan, today: date) -> tuple[str, ...]:
    """Say what in a plan cannot be."""
    return tuple(_faults(plan, today))


def _faults(plan: Plan, today: date) -> Iterator[str]:
    if not plan.title.strip():
        yield "Give the project a title."
    if plan.starts and plan.ends and plan.ends < plan.starts:
        yield f"The project ends ({written(plan.ends)}) before it starts ({written(plan.starts)})."
    if plan.last_day is not None and plan.last_day > today:
        yield f"Nothing can have been done or measured on {written(plan.last_day)}, after today."
    days = list(_days(plan))
    if days != sorted(days):
        yield (
            "Baseline, changes and measurements must follow one another by their days: each cycle"
            " starts from what the one before measured."
        )


def lacks(plan: Plan) -> tuple[str, ...]:
    """Say what a report needs before it can be approved and is not there yet."""
    return tuple(_lacks(plan))


def _lacks(plan: Plan) -> Iterator[str]:
    needed = {
        "the department": plan.department,
        "the first day": plan.starts,
        "the last day": plan.ends,
        "the aim": plan.aim,
        "what is measured": plan.measure,
        "the baseline": plan.baseline,
    }
    yield from (f"{name} is missing" for name, held in needed.items() if not held)
    whole = linked_cycles(plan)
    if whole < LEAST_CYCLES:
        yield (
            f"{whole} of at least {LEAST_CYCLES} linked cycles are whole: change, measure, adjust,"
            " measure again"
        )
