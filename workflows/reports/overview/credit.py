"""Credit and points that were claimed, all together and by activity."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from credit.amounts import as_text
from storage import overview
from workflows.reports.overview.table import Table

if TYPE_CHECKING:
    from workflows.reports.overview.ground import Asked

CREDITS, HOURS = "AMA PRA Category 1 Credits", "Hours of participation, no credit"
ORDER = {CREDITS: 0, HOURS: 1}


def claimed(asked: Asked) -> list[Table]:
    """Return the claims in force: how many, and what they come to."""
    kinds: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    by_activity: dict[str, Counter[str]] = {}
    for row in overview.credit(asked.a.connection, asked.span, asked.wanted):
        kind = _kind(row.kind, physician=bool(row.physician))
        kinds[kind] += row.quarters
        claims[kind] += row.claims
        one = by_activity.setdefault(asked.titles[row.activity_id], Counter())
        one[f"{kind}#"] += row.claims
        one[kind] += row.quarters
    order = sorted(kinds, key=lambda kind: (ORDER.get(kind, len(ORDER)), kind))
    return [
        Table(
            name="credit",
            title="Credit and points",
            headings=("What", "Claims", "Amount"),
            rows=tuple((kind, claims[kind], as_text(kinds[kind])) for kind in order),
            counts=(1,),
            rests_on=1,
        ),
        Table(
            name="credit-by-activity",
            title="By activity",
            headings=("Activity", "What", "Claims", "Amount"),
            rows=tuple(
                (title, kind, by_activity[title][f"{kind}#"], as_text(by_activity[title][kind]))
                for title in sorted(by_activity)
                for kind in order
                if by_activity[title][f"{kind}#"]
            ),
            counts=(2,),
            rests_on=2,
            by=1,  # the table before has the sum of each
        ),
    ]


def _kind(kind: str, *, physician: bool) -> str:
    """Return what a claim is of: only physicians are awarded credit."""
    if kind != overview.CREDIT:
        return f"Points at the {kind.replace(':', ', ')}"
    return CREDITS if physician else HOURS
