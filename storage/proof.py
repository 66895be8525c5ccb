"""Statements that walk whole tables for a proof, a few rows in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select

from storage.tables import (
    activity,
    attachment_file,
    attempt,
    certificate,
    edition,
    edition_item,
    erasure,
    item,
    media,
    person,
    result,
    session,
    text_,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row, Select

STREAM = 500
FEW = 10  # figures may be large


def _stream(connection: Connection, statement: Select[Any], rows: int = STREAM) -> Iterator[Any]:
    with connection.execute(statement.execution_options(yield_per=rows)) as found:
        yield from found


def items(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the frozen items."""
    return _stream(connection, select(item).order_by(item.c.digest))


def figures(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the figures."""
    return _stream(connection, select(media).order_by(media.c.digest), FEW)


def attachments(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the files that staff put into binders."""
    statement = select(attachment_file).order_by(attachment_file.c.digest)
    return _stream(connection, statement, FEW)


def texts(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the texts that people acknowledged or consented to."""
    return _stream(connection, select(text_).order_by(text_.c.digest))


def editions(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the editions, each with the terms and dates of its activity."""
    columns = (activity.c.slug, activity.c.period, activity.c.terms)
    dates = (activity.c.released, activity.c.expires, activity.c.claim_by)
    statement = select(edition, *columns, *dates).join(
        activity, activity.c.id == edition.c.activity_id
    )
    return _stream(connection, statement.order_by(edition.c.id), FEW)


def edition_items(connection: Connection, edition_id: int) -> tuple[str, ...]:
    """Return the digests of an edition's items in their order."""
    statement = (
        select(edition_item.c.item_digest)
        .where(edition_item.c.edition_id == edition_id)
        .order_by(edition_item.c.position)
    )
    return tuple(connection.execute(statement).scalars())


def certificates(connection: Connection) -> Iterator[Sequence[Any]]:
    """Stream what certificates say, a batch at a time."""
    statement = select(certificate.c.public_id, certificate.c.payload).order_by(certificate.c.id)
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows.partitions()


def closed_without_result(connection: Connection) -> Iterator[str]:
    """Stream the public ids of attempts that are closed and have no result."""
    statement = select(attempt.c.public_id).where(
        attempt.c.submitted_at.is_not(None), ~exists().where(result.c.attempt_id == attempt.c.id)
    )
    for row in _stream(connection, statement.order_by(attempt.c.id)):
        yield row.public_id


def opened(connection: Connection) -> Iterator[tuple[str, int]]:
    """Stream how many sessions were opened for each person, by public id."""
    statement = (
        select(person.c.public_id, func.count())
        .join(session, session.c.person_id == person.c.id)
        .group_by(person.c.id, person.c.public_id)
    )
    for row in _stream(connection, statement.order_by(person.c.id)):
        yield row[0], row[1]


def opened_by_forgotten(connection: Connection) -> Iterator[str]:
    """Stream the public ids of people who have a session from after they were forgotten."""
    since = exists().where(
        erasure.c.person_id == person.c.id,
        session.c.person_id == person.c.id,
        session.c.created_at > erasure.c.at,
    )
    for row in _stream(connection, select(person.c.public_id).where(since).order_by(person.c.id)):
        yield row.public_id
