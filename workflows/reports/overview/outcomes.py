"""Outcomes: first attempts by edition, what repeaters gained, and what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.recall import MARKS
from storage import recalled
from workflows.reports.outcomes import outcomes_in
from workflows.reports.overview.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from workflows.reports.outcomes import Outcomes
    from workflows.reports.overview.ground import Asked


def outcomes(asked: Asked) -> list[Table]:
    """Return what came of it, with the number of people that each line rests on."""
    found = outcomes_in(asked.a.connection, asked.span, asked.wanted)
    by_title = {asked.titles[activity]: one for activity, one in found.items()}
    kept = (_kept(asked, days) for days in MARKS)
    return [_scores(by_title), _gains(by_title), *kept]


def _scores(by_title: Mapping[str, Outcomes]) -> Table:
    rows = [
        (title, one.edition, one.people, _percent(one.mean), 100 * one.passed / one.people)
        for title, found in by_title.items()
        for one in found.first
    ]
    return Table(
        name="scores",
        title="First attempts by edition",
        headings=("Activity", "Edition", "n", "Mean %", "Passed %"),
        rows=tuple(sorted(rows)),
        counts=(2,),
        rests_on=2,
        shares=(4,),
    )


def _gains(by_title: Mapping[str, Outcomes]) -> Table:
    rows = [
        (title, one.repeaters, _percent(one.low), _percent(one.high), _percent(one.high - one.low))
        for title, one in by_title.items()
        if one.low is not None and one.high is not None
    ]
    return Table(
        name="gains",
        title="First to last attempt (repeaters only, after feedback)",
        headings=("Activity", "n", "First %", "Last %", "Gain"),
        rows=tuple(sorted(rows)),
        counts=(1,),
        rests_on=1,
    )


def _kept(asked: Asked, days: int) -> Table:
    """Return what was right of what was missed and asked again, for those who wished that."""
    rows = [
        (asked.titles[row.activity_id], row.people, row.questions, 100 * row.right / row.questions)
        for row in recalled.kept(asked.a.connection, asked.span, days, asked.wanted)
    ]
    return Table(
        name=f"kept-{days}",
        title=f"Kept after {days} days: missed questions asked again (of those who wished it)",
        headings=("Activity", "n", "Questions", "Right %"),
        rows=tuple(sorted(rows)),
        counts=(1,),
        rests_on=1,
        shares=(3,),
    )


def _percent(share: Fraction) -> float:
    return float(100 * share)
