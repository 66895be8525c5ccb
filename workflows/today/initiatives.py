"""What of initiatives presses: those due within two weeks, or over, in which somebody is not done.

An owner sees their own, staff see each.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from credit.calendar import written
from storage import initiatives as rows_of
from workflows.initiatives.plan import read
from workflows.initiatives.standing import standings
from workflows.today.due import Due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act
    from workflows.initiatives.plan import Initiative

SOON = timedelta(days=14)


def initiatives(a: Act) -> Iterator[Due]:
    """Yield a line for each initiative that runs and is nearly or already due."""
    every = a.actor.has("staff")
    rows = rows_of.every(a.connection) if every else rows_of.of_owner(a.connection, a.person_id)
    for row in rows:
        if row.ended or not row.begins <= a.today <= row.until:
            continue
        yield from _due(a, row.initiative_id, read(a.connection, row))


def _due(a: Act, initiative_id: int, held: Initiative) -> Iterator[Due]:
    """Name the next day that comes within two weeks, else the last one that is over."""
    keys = [one.key for one in held.parts]
    people = standings(a, initiative_id, held)
    open_ = [one for one in people if one.done_on(keys) is None]
    days = sorted({one.due for one in open_ if one.due <= a.today + SOON})
    if not days:
        return
    day = next((one for one in days if one >= a.today), days[-1])
    when = f"{'was' if day < a.today else 'is'} due on {written(day)}"
    done = len(people) - len(open_)
    said = f"The initiative “{held.plan.title}” {when}: {done} of {len(people)} are done."
    yield Due("later" if day < a.today else "soon", said, "initiative", {"id": held.id}, day)
