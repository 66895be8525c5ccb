"""Statements about sheets: an attempt's answers once more, packed for statistics and re-marking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, and_, case, exists, func, insert, literal, select

from storage import in_force, people
from storage.tables import attempt, result, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

STREAM = 5_000  # rows in memory at a time
BINS = 20  # of a distribution of scores, five percent each


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


def picked(
    connection: Connection,
    edition_id: int,
    columns: tuple[int, int],
    without: Sequence[int],
    *,
    typed: bool,
) -> Sequence[Row[Any]]:
    """Count the first attempts of other people by what they picked in some columns of a row.

    `columns` are the first one and how many; `without` are the accounts of whoever asks. Each row:
    picks (16 bits a column), texts (what was typed in the attempt, if `typed`), and people.
    """
    start, width = (literal(2 * one, literal_execute=True) for one in columns)
    picks = func.substr(sheet.c.picks, start + 1, width, type_=LargeBinary).label("own_picks")
    texts = (sheet.c.texts if typed else literal("[]", literal_execute=True)).label("own_texts")
    own = select(attempt.c.id).where(
        and_(attempt.c.person_id.in_(without), attempt.c.edition_id == edition_id)
    )
    counted = and_(sheet.c.edition_id == edition_id, sheet.c.first, sheet.c.attempt_id.not_in(own))
    groups = (picks, sheet.c.texts) if typed else (picks,)
    return connection.execute(
        select(picks, texts, func.count().label("people")).where(counted).group_by(*groups)
    ).all()


def scores(connection: Connection, edition_id: int) -> Sequence[Row[Any]]:
    """Count the attempts that count in statistics by their score: bin (from 0), people, passed.

    A bin holds its lower edge; who has everything is in the last one.
    """
    place = result.c.num * BINS // result.c.den
    bins = case((place >= BINS, BINS - 1), else_=place).label("bin")
    passed = func.sum(case((result.c.passed, 1), else_=0))
    return connection.execute(
        select(bins, func.count().label("people"), passed.label("passed"))
        .select_from(sheet)
        .join(result, and_(result.c.attempt_id == sheet.c.attempt_id, in_force.RESULT))
        .where(and_(sheet.c.edition_id == edition_id, sheet.c.first))
        .group_by(bins)
        .order_by(bins)
    ).all()


def repeated(connection: Connection, activity_id: int) -> Iterator[Row[Any]]:
    """Stream the first and the last sheet of everybody who took an activity more than once.

    Each with its edition, `who` (whichever accounts were used) and whether it is the `last` one;
    what was submitted too late, or by people in control of the content, counts as little as
    elsewhere.
    """
    into = people.merges()
    who = func.coalesce(into.c.into_id, attempt.c.person_id)
    counted = exists().where(result.c.attempt_id == attempt.c.id, result.c.counted)
    ends = (
        select(who.label("who"), func.min(attempt.c.id).label("one"),
               func.max(attempt.c.id).label("two"))
        .join_from(attempt, into, into.c.person_id == attempt.c.person_id, isouter=True)
        .where(attempt.c.activity_id == activity_id, counted)
        .group_by(who)
        .having(func.min(attempt.c.id) < func.max(attempt.c.id))
        .subquery("ends")
    )  # fmt: skip
    begun, judged = attempt.alias("begun"), sheet.alias("judged")
    statement = (
        select(
            sheet.c.edition_id,
            sheet.c.picks,
            sheet.c.texts,
            ends.c.who,
            (attempt.c.id == ends.c.two).label("last"),
        )
        .select_from(ends)
        .join(begun, begun.c.id == ends.c.one)
        .join(
            judged,
            and_(
                judged.c.edition_id == begun.c.edition_id,
                judged.c.attempt_id == begun.c.id,
                judged.c.first,
            ),
        )
        .join(attempt, attempt.c.id.in_((ends.c.one, ends.c.two)))
        .join(
            sheet,
            and_(sheet.c.edition_id == attempt.c.edition_id, sheet.c.attempt_id == attempt.c.id),
        )
        .order_by(ends.c.who, attempt.c.id)
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
