"""Statements for whoever analyzes attempts elsewhere: streamed, in an order that tells nothing.

Attempts come in the order of their seeds, which are random and shown nowhere: an order by time
could be laid beside a list of names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, select

from storage import in_force
from storage.tables import (
    answer,
    attempt,
    claim,
    commitment,
    completion,
    edition,
    evaluation,
    follow_up,
    result,
    sheet,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Column, Connection, Row, Select

STREAM = 500
_RESULT = and_(result.c.attempt_id == attempt.c.id, in_force.RESULT)
# By both columns of its key, or each attempt would look through all sheets.
_SHEET = and_(sheet.c.edition_id == attempt.c.edition_id, sheet.c.attempt_id == attempt.c.id)


def _stream(connection: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows


def attempts(connection: Connection, activities: Collection[int]) -> Iterator[Row[Any]]:
    """Stream attempts with edition number, result in force, and whether statistics count them."""
    statement: Select[Any] = (
        select(
            attempt,
            edition.c.number.label("edition"),
            result.c.num,
            result.c.den,
            result.c.passed,
            result.c.counted,
            result.c.body,
            sheet.c.first,
        )
        .select_from(attempt)
        .join(edition, edition.c.id == attempt.c.edition_id)
        .join(result, _RESULT, isouter=True)
        .join(sheet, _SHEET, isouter=True)
        .where(attempt.c.activity_id.in_(activities))
        .order_by(attempt.c.seed, attempt.c.id)
    )
    return _stream(connection, statement)


def answers(connection: Connection, attempt_ids: Collection[int]) -> Sequence[Row[Any]]:
    """Return every answer of some attempts, those that were changed before those in force."""
    wanted: tuple[Column[Any], ...] = (
        answer.c.attempt_id, answer.c.position, answer.c.value, answer.c.confidence,
        answer.c.seconds,
    )  # fmt: skip
    return connection.execute(
        select(*wanted)
        .where(answer.c.attempt_id.in_(attempt_ids))
        .order_by(answer.c.attempt_id, answer.c.position, answer.c.seq)
    ).all()


def seconds(connection: Connection, attempt_ids: Collection[int]) -> dict[int, int]:
    """Return by attempt the time that was spent on its questions."""
    rows = connection.execute(
        select(answer.c.attempt_id, func.sum(answer.c.seconds))
        .where(answer.c.attempt_id.in_(attempt_ids))
        .group_by(answer.c.attempt_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def claims(connection: Connection, activities: Collection[int]) -> Iterator[Row[Any]]:
    """Stream the claims in force with their completion."""
    last = and_(claim.c.completion_id == completion.c.id, in_force.CLAIM)
    statement: Select[Any] = (
        select(
            completion.c.person_id,
            completion.c.activity_id,
            completion.c.completed_on,
            claim.c.kind,
            claim.c.quarters,
            claim.c.snapshot,
        )
        .select_from(completion)
        .join(attempt, attempt.c.id == completion.c.attempt_id)
        .join(claim, last, isouter=True)
        .where(completion.c.activity_id.in_(activities))
        .order_by(attempt.c.seed, completion.c.id, claim.c.kind)
    )
    return _stream(connection, statement)


def evaluations(connection: Connection, activities: Collection[int]) -> Iterator[Row[Any]]:
    """Stream the evaluations with who gave them."""
    statement: Select[Any] = (
        select(completion.c.person_id, completion.c.activity_id, evaluation)
        .select_from(completion)
        .join(attempt, attempt.c.id == completion.c.attempt_id)
        .join(evaluation, evaluation.c.completion_id == completion.c.id)
        .where(completion.c.activity_id.in_(activities))
        .order_by(attempt.c.seed, completion.c.id)
    )
    return _stream(connection, statement)


def commitments(connection: Connection, activities: Collection[int]) -> Iterator[Row[Any]]:
    """Stream the commitments in force with who made them, and the answer in force."""
    later, newer = commitment.alias("later"), follow_up.alias("newer")
    told = and_(
        follow_up.c.completion_id == commitment.c.completion_id,
        follow_up.c.number == commitment.c.number,
        ~exists().where(
            newer.c.completion_id == follow_up.c.completion_id,
            newer.c.number == follow_up.c.number,
            newer.c.seq > follow_up.c.seq,
        ),
    )
    in_force = ~exists().where(
        later.c.completion_id == commitment.c.completion_id,
        later.c.number == commitment.c.number,
        later.c.seq > commitment.c.seq,
    )
    statement: Select[Any] = (
        select(
            completion.c.person_id,
            completion.c.activity_id,
            completion.c.completed_on,
            commitment.c.objective,
            commitment.c.body,
            follow_up.c.state,
            follow_up.c.barriers,
            follow_up.c.obstacle,
            follow_up.c.effect,
        )
        .select_from(commitment)
        .join(completion, completion.c.id == commitment.c.completion_id)
        .join(attempt, attempt.c.id == completion.c.attempt_id)
        .join(follow_up, told, isouter=True)
        .where(completion.c.activity_id.in_(activities), commitment.c.kept, in_force)
        .order_by(attempt.c.seed, completion.c.id, commitment.c.number)
    )
    return _stream(connection, statement)


def texts(connection: Connection, activities: Collection[int]) -> Iterator[Row[Any]]:
    """Stream the evaluations without who gave them, in the order of what they say."""
    statement: Select[Any] = (
        select(completion.c.activity_id, evaluation)
        .select_from(completion)
        .join(evaluation, evaluation.c.completion_id == completion.c.id)
        .where(completion.c.activity_id.in_(activities))
        .order_by(evaluation.c.body, evaluation.c.completion_id)
    )
    return _stream(connection, statement)
