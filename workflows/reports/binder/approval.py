"""Who approved the self-assessment as a whole: its terms, people, statements and rules."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from documents.book.parts import Grid, Said, Section
from storage import approvals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.reports.binder.ground import Ground


def approved(g: Ground) -> Section:
    """Return the approvals that the activity's editions were published under."""
    table = Grid(
        ("On", "By", "Editions published under it", "SHA-256 of what was approved"),
        tuple(_rows(g)),
        (2, 4, 3, 8),
        "approvals.csv",
        empty="No approval stands in the database.",
    )
    what = (
        "Title, planning, people, credit, days and rules are approved together, by the course"
        " director or by somebody of the office who wrote none of it. Each question has sign-offs"
        " of its own."
    )
    return Section("Approval as a whole", (Said(what), table))


def _rows(g: Ground) -> Iterator[tuple[str, ...]]:
    """Yield each approval, the oldest first, that was the last one before some edition."""
    given = approvals.approved(g.connection, g.activity.slug)[::-1]
    for one, after in zip_longest(given, given[1:]):
        editions = [
            str(each.number)
            for each in g.editions
            if one.at <= each.at and (after is None or each.at < after.at)
        ]
        if editions:
            yield g.day(one.at), g.name(one.by), ", ".join(editions), one.digest
