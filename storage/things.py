"""Find a thing by the id that stands in links, and lock it when an act is about to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import select

from storage.tables import activity, attempt, certificate, completion, edition, media, person

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select

DIGITS = 4  # of a period: the ten-thousandth is far away
Lock = Literal["share", "update"] | None


def find(connection: Connection, kind: str, public_id: str, lock: Lock) -> Row[Any] | None:
    """Return the row of `kind` with that public id, or None; rows of people carry `person_id`."""
    if not (public_id.isascii() and public_id.isprintable()):
        return None  # no id of ours, and no text for every database
    statement = _BY_KIND[kind](public_id)
    if lock is not None:
        # Only the thing itself: a joined row would be locked for everyone.
        statement = statement.with_for_update(read=lock == "share", of=_LOCKED.get(kind))
    return connection.execute(statement).first()


def _attempt(public_id: str) -> Select[Any]:
    return select(attempt).where(attempt.c.public_id == public_id)


def _completion(public_id: str) -> Select[Any]:
    return select(completion).where(completion.c.public_id == public_id)


def _certificate(public_id: str) -> Select[Any]:
    return (
        select(certificate, completion.c.person_id, completion.c.activity_id)
        .join(completion, completion.c.id == certificate.c.completion_id)
        .where(certificate.c.public_id == public_id)
    )


def _person(public_id: str) -> Select[Any]:
    return select(person, person.c.id.label("person_id")).where(person.c.public_id == public_id)


def _activity(key: str) -> Select[Any]:
    """`slug` is the newest period of a bank, `slug.2` its second."""
    slug, _, period = key.partition(".")
    statement = select(activity).where(activity.c.slug == slug)
    if period:
        number = int(period) if period.isdecimal() and len(period) <= DIGITS else 0
        return statement.where(activity.c.period == number)
    return statement.order_by(activity.c.period.desc()).limit(1)


def _edition(public_id: str) -> Select[Any]:
    return select(edition).where(edition.c.sha256 == public_id)


def _figure(digest: str) -> Select[Any]:
    return select(media).where(media.c.digest == digest)


_BY_KIND = {
    "attempt": _attempt,
    "completion": _completion,
    "certificate": _certificate,
    "person": _person,
    "activity": _activity,
    "edition": _edition,
    "figure": _figure,
}
_LOCKED = {"certificate": completion}
