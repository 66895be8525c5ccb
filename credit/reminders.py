"""When a completion nobody has claimed is spoken of: after 7 and 21 days, and at year end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from credit.calendar import written
from credit.lateness import losses, report_by

Reminder = Literal["unclaimed-7", "unclaimed-21", "year-end"]
FIRST, SECOND = timedelta(days=7), timedelta(days=21)
YEAR_END_FROM = (12, 10)  # three weeks: time to claim, and for the office to report


def due_reminder(completed_on: date, claim_by: date, today: date) -> Reminder | None:
    """Return the one reminder in force for an unclaimed completion, or None.

    It stays in force until the next one takes its place, so that a day on which nobody looked
    loses none. All three are the provider's local days. The year end is that of the completion,
    since boards book points by it; nobody is reminded on the day of the completion itself, nor
    of what can no longer be claimed.
    """
    if not completed_on < today <= claim_by:
        return None
    if today.year == completed_on.year and (today.month, today.day) >= YEAR_END_FROM:
        return "year-end"
    if today - completed_on >= SECOND:
        return "unclaimed-21"
    return "unclaimed-7" if today - completed_on >= FIRST else None


def warning(completed_on: date, claim_by: date, today: date, *, points: bool) -> str | None:
    """Say on a page what an unclaimed completion risks, or None while no reminder is due.

    `points` tells whether a board's points can be claimed: only they are reported in 30 days.
    """
    kind = due_reminder(completed_on, claim_by, today)
    if kind is None:
        return None
    late = losses(completed_on, today) if points else ()
    if points and kind == "year-end":
        last = report_by(completed_on)
        by = "now" if late else f"by {written(min(last, date(completed_on.year, 12, 31)))}"
        return (
            f"Not claimed yet, and {completed_on.year} ends soon: boards count points for the year"
            f" of the completion. Claim {by}, so that the report can go before the year ends."
        )
    if late:
        return f"Not claimed yet. {late[0]}"
    ago = f"Completed {(today - completed_on).days} days ago and not claimed yet."
    if not points:
        return ago
    in_time = written(report_by(completed_on))
    return f"{ago} Claim by {in_time}, so that your board hears of it in time."
