"""What somebody is asked to take part in and has not done yet, and the initiatives they own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from storage import initiatives
from workflows.initiatives.plan import Plan, parts
from workflows.people.profile import latest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row

    from workflows.act import Act


@dataclass(frozen=True)
class Left:
    """A self-assessment that is still to be completed."""

    key: str
    title: str


@dataclass(frozen=True)
class Wanted:
    """An initiative that somebody is asked to take part in and is not done with."""

    id: str
    title: str
    aim: str
    owner: str
    due: date
    late: bool
    left: tuple[Left, ...]
    completed: int


@dataclass(frozen=True)
class Owned:
    """An initiative that somebody owns."""

    id: str
    title: str
    until: date


def asked(a: Act, rows: Sequence[Row[Any]], done: Collection[int]) -> tuple[Wanted, ...]:
    """Return what `storage.initiatives.of_person` asks of somebody, the first due first.

    `done` are the inner ids of the activities that they completed.
    """
    found = {
        one.id: one
        for row in sorted(rows, key=lambda row: row.due or row.until, reverse=True)
        if row.what == "asked" and row.begins <= a.today <= row.until
        for one in _wanted(a.connection, row, done, a.today)
    }
    return tuple(sorted(found.values(), key=lambda one: (one.due, one.title)))


def owned(rows: Sequence[Row[Any]], today: date) -> tuple[Owned, ...]:
    """Return those that they own and that are not over."""
    return tuple(
        Owned(row.public_id, Plan.model_validate_json(row.body).title, row.until)
        for row in rows
        if row.what == "owned" and today <= row.until
    )


def _wanted(
    connection: Connection, row: Row[Any], done: Collection[int], today: date
) -> Iterator[Wanted]:
    plan = Plan.model_validate_json(row.body)
    every = parts(connection, plan)
    # What ended can be completed no more: it is not asked for, and the owner sees who did.
    left = [one for one in every if one.id not in done and today <= one.expires]
    if left:
        yield Wanted(
            id=row.public_id,
            title=plan.title,
            aim=plan.aim,
            owner=latest(connection, row.owner_id)[0].shown,
            due=row.due,
            late=row.due < today,
            left=tuple(Left(one.key, one.title) for one in left),
            completed=len(every) - len(left),
        )


def of_person(a: Act, person_id: int, done: Collection[int]) -> tuple[Wanted, ...]:
    """Return what is asked of somebody now."""
    return asked(a, initiatives.of_person(a.connection, person_id), done)
