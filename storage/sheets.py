"""Statements about sheets: an attempt's answers once more, packed for statistics and re-marking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, insert, select

from storage.tables import attempt, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

STREAM = 5_000  # rows in memory at a time


def add(
    connection: Connection,
    *,
    edition_id: int,
    attempt_id: int,
    first: bool,
    picks: bytes,
    seconds: bytes,
    confidence: bytes,
    texts: str,
) -> None:
    """Write the sheet of a closed attempt."""
    connection.execute(
        insert(sheet).values(
            edition_id=edition_id,
            attempt_id=attempt_id,
            first=first,
            picks=picks,
            seconds=seconds,
            confidence=confidence,
            texts=texts,
        )
    )


def first_of(connection: Connection, edition_id: int) -> Iterator[Any]:
    """Stream the sheets of an edition that count in statistics, in the attempts' order."""
    statement = (
        select(sheet.c.picks, sheet.c.seconds, sheet.c.confidence, sheet.c.texts)
        .where(and_(sheet.c.edition_id == edition_id, sheet.c.first))
        .order_by(sheet.c.attempt_id)
    )
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows


def of_attempt(connection: Connection, edition_id: int, attempt_id: int) -> Row[Any] | None:
    """Return the sheet of one attempt."""
    return connection.execute(
        select(sheet).where(
            and_(sheet.c.edition_id == edition_id, sheet.c.attempt_id == attempt_id)
        )
    ).one_or_none()


def closed(connection: Connection) -> Iterator[Row[Any]]:
    """Stream the attempts that are closed."""
    statement = select(attempt).where(attempt.c.submitted_at.is_not(None)).order_by(attempt.c.id)
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows


def missing(connection: Connection) -> Sequence[Row[Any]]:
    """Return the closed attempts that have no sheet yet."""
    has = exists().where(sheet.c.attempt_id == attempt.c.id)
    return connection.execute(
        select(attempt.c.public_id)
        .where(and_(attempt.c.submitted_at.is_not(None), ~has))
        .order_by(attempt.c.id)
    ).all()
