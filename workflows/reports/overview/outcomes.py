"""Outcomes: first attempts, what repeaters gained, and the intent to change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from storage import content, overview
from workflows.reports.overview.table import Table

if TYPE_CHECKING:
    from workflows.reports.overview.ground import Asked

INTENT = "change"  # the question of an evaluation that asks for the intent to change


def outcomes(asked: Asked) -> list[Table]:
    """Return what came of it, with the number of people that each line rests on."""
    return [_scores(asked), _gains(asked), _intent(asked)]


def _scores(asked: Asked) -> Table:
    rows = []
    for row in overview.scores(asked.a.connection, asked.span, asked.wanted):
        edition = content.edition_by_id(asked.a.connection, row.edition_id)
        title = asked.titles[edition.activity_id]
        share = 100 * row.passed / row.people
        rows.append((title, edition.number, row.people, 100 * row.mean, share))
    return Table(
        name="scores",
        title="First attempts by edition",
        headings=("Activity", "Edition", "n", "Mean %", "Passed %"),
        rows=tuple(sorted(rows)),
        counts=(2,),
        rests_on=2,
        shares=(4,),
    )


def _gains(asked: Asked) -> Table:
    rows = [
        (asked.titles[row.activity_id], row.people, 100 * row.first, 100 * row.last,
         100 * (row.last - row.first))
        for row in overview.gains(asked.a.connection, asked.span, asked.wanted)
    ]  # fmt: skip
    return Table(
        name="gains",
        title="First to last attempt (repeaters only, after feedback)",
        headings=("Activity", "n", "First %", "Last %", "Gain"),
        rows=tuple(sorted(rows)),
        counts=(1,),
        rests_on=1,
    )


def _intent(asked: Asked) -> Table:
    counts: dict[str, Counter[str]] = {}
    for row in overview.answers(asked.a.connection, asked.span, (INTENT,), asked.wanted):
        if row.answer_0 is not None:
            counts.setdefault(asked.titles[row.activity_id], Counter())[row.answer_0] += row.people
    return Table(
        name="intent",
        title="Intent to change",
        headings=("Activity", "Answer", "n", "%"),
        rows=tuple(
            (title, answer, n, 100 * n / held.total())
            for title, held in sorted(counts.items())
            for answer, n in held.most_common()
        ),
        counts=(2,),
        rests_on=2,
        by=0,
    )
