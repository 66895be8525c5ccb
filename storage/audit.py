"""Statements that search the log: by who, what, on what and when, newest first, a page at a time.

Each page begins after the last line of the one before (`after`), so that the thousandth costs what
the first does. What is asked for most narrowly leads; the rest is read off the lines it finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, tuple_, union_all

from storage.tables import attempt, certificate, completion, log, pars_record, person, profile, task

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

Place = tuple["datetime", int]


def page(
    connection: Connection,
    *,
    limit: int,
    people: Collection[str] = (),
    things: Collection[str] = (),
    act: str = "",
    on: str = "",
    since: datetime | None = None,
    before: datetime | None = None,
    after: Place | None = None,
) -> Sequence[Row[Any]]:
    """Return lines by whoever is in `people` or about one of `things`, and so on.

    An empty word asks for nothing.
    """
    found: list[ColumnElement[bool]] = []
    if people or things:
        found.append(or_(log.c.actor.in_(people), log.c.object.in_(things)))
    if on:
        found.append(log.c.object == on)
    if act:
        # A function of it is in no index: where something narrower is asked for, that leads.
        found.append((func.coalesce(log.c.act, "") if found else log.c.act) == act)
    if since is not None:
        found.append(log.c.at >= since)
    if before is not None:
        found.append(log.c.at < before)
    if after is not None:
        found.append(tuple_(log.c.at, log.c.seq) < after)
    newest = (log.c.at.desc(), log.c.seq.desc())
    return connection.execute(select(log).where(*found).order_by(*newest).limit(limit)).all()


def things_of(connection: Connection, ids: Collection[int]) -> list[str]:
    """Return what a person has, as the log names it, the accounts themselves included."""
    whose = completion.c.person_id.in_(ids)
    kinds = {
        "person": select(person.c.public_id).where(person.c.id.in_(ids)),
        "attempt": select(attempt.c.public_id).where(attempt.c.person_id.in_(ids)),
        "completion": select(completion.c.public_id).where(whose),
        "certificate": select(certificate.c.public_id)
        .join(completion, completion.c.id == certificate.c.completion_id)
        .where(whose),
        "pars_record": select(pars_record.c.public_id).where(pars_record.c.person_id.in_(ids)),
        "task": select(task.c.public_id).where(task.c.person_id.in_(ids)),
    }
    parts = [
        select((f"{kind}:" + one.subquery().c.public_id).label("name"))
        for kind, one in kinds.items()
    ]
    return list(connection.execute(union_all(*parts)).scalars())


def profiles(connection: Connection, public_ids: Collection[str]) -> Sequence[Row[Any, Any]]:
    """Return the profiles in force (public_id, body) of some people."""
    later = profile.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.person_id == person.c.id).scalar_subquery()
    return connection.execute(
        select(person.c.public_id, profile.c.body)
        .join(profile, profile.c.person_id == person.c.id)
        .where(person.c.public_id.in_(public_ids), profile.c.seq == newest)
    ).all()
