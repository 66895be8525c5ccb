"""Which messages an initiative sends: one when somebody is asked, one a week before the day.

No more than these two, none of them after somebody is done, and none after the day: whoever is late
sees it on *Home*, and the owner sees who that is.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from workflows.initiatives.plan import Initiative
    from workflows.initiatives.standing import Standing
    from workflows.messages.parts import Found

WEEK = timedelta(days=7)


def messages(held: Initiative, who: Iterable[Standing], today: date) -> Found:
    """Return what is to be told on a day to those who are asked; what was told before, too."""
    return dict(_messages(held, who, today))


def _messages(
    held: Initiative, who: Iterable[Standing], today: date
) -> Iterator[tuple[tuple[str, str], int]]:
    if not held.runs(today):
        return
    parts = [one.key for one in held.parts]
    for one in who:
        if one.person_id is None or one.done_on(parts) is not None or today > one.due:
            continue
        subject = f"initiative:{held.id}:{one.person}"
        yield (subject, "initiative"), one.person_id
        # Whoever was asked within a week of the day was told of the day just now.
        if one.due - WEEK <= today and one.asked_on < one.due - WEEK:
            # Once for all days: who is asked anew for another one has heard enough by mail.
            yield (subject, "initiative-week"), one.person_id
