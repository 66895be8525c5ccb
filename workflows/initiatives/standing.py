"""Who is on the list of an initiative, and who has completed what of it, on which day.

Done is who completed each of its self-assessments. They are accreditation periods, so that what was
completed in one before the invitation counts, and is shown so. Nothing else of anybody is read:
no answers, scores or attempts; and nothing before the first day, since nobody is told until then
that the owner sees it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from credit.calendar import local_day
from storage import initiatives, people
from workflows.people.profile import called

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sqlalchemy import Connection, Row

    from workflows.act import Act
    from workflows.initiatives.plan import Initiative


@dataclass(frozen=True)
class Standing:
    """Somebody who is asked, or an address that nobody signs in by yet."""

    who: tuple[str, ...]  # under which they stand on the list: by several accounts more than once
    person_id: int | None  # the account in use; None: no account yet
    person: str | None  # its public id
    shown: str  # name and degree, or the address
    asked_on: date
    due: date
    completed: Mapping[str, date]  # by activity: the day

    def done_on(self, parts: Collection[str]) -> date | None:
        """Return the day on which the last of these was completed; None: not done."""
        if not parts or not all(one in self.completed for one in parts):
            return None
        return max(self.completed[one] for one in parts)


def standings(a: Act, initiative_id: int, held: Initiative) -> tuple[Standing, ...]:
    """Return everybody who is asked, by name; those without an account come last."""
    rows = initiatives.listed(a.connection, initiative_id).values()
    merged = people.merged(a.connection)
    found: dict[int | str, list[Row[Any]]] = defaultdict(list)
    for row, head in _heads(a.connection, [row for row in rows if row.asked], merged):
        found[row.who if head is None else head].append(row)
    heads = [one for one in found if isinstance(one, int)]
    names = initiatives.named(a.connection, heads)
    told = held.begins <= a.today
    done = _done(a.connection, held, heads, merged) if told else {}
    every = (_standing(a, one, those, names, done) for one, those in found.items())
    return tuple(sorted(every, key=lambda one: (one.person is None, one.shown.casefold())))


def _heads(
    connection: Connection, rows: Collection[Row[Any]], merged: Mapping[int, int]
) -> list[tuple[Row[Any], int | None]]:
    """Return each row with the account in use of whoever it asks, None where there is none yet."""
    addresses = [row.who for row in rows if row.person_id is None]
    known = initiatives.by_address(connection, addresses) if addresses else {}
    accounts = ((row, row.person_id or known.get(row.who)) for row in rows)
    return [(row, None if one is None else merged.get(one, one)) for row, one in accounts]


def _done(
    connection: Connection, held: Initiative, heads: list[int], merged: Mapping[int, int]
) -> dict[int, dict[str, date]]:
    """Return by account in use what was completed by any of the person's accounts, and when."""
    keys = {one.id: one.key for one in held.parts}
    wanted = set(heads)
    accounts = wanted | {one for one, head in merged.items() if head in wanted}
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for row in initiatives.completed(connection, list(keys), accounts):
        days = found[merged.get(row.person_id, row.person_id)]
        key = keys[row.activity_id]
        days[key] = min(days.get(key, row.completed_on), row.completed_on)
    return found


def _standing(
    a: Act,
    one: int | str,
    rows: list[Row[Any]],
    names: Mapping[int, Row[Any]],
    done: Mapping[int, dict[str, date]],
) -> Standing:
    known = names[one] if isinstance(one, int) else None
    shown = called(known.legal_name or "", known.degree or "") if known is not None else one
    zone = a.actor.service.settings.zone
    return Standing(
        who=tuple(row.who for row in rows),
        person_id=one if isinstance(one, int) else None,
        person=known.public_id if known is not None else None,
        shown=str(shown) or "No name yet",
        asked_on=min(local_day(row.at, zone) for row in rows),
        due=min(row.due for row in rows),
        completed=done.get(one, {}) if isinstance(one, int) else {},
    )
