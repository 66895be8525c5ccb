"""Statements about credit: completions, evaluations, claims, certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, insert, select

from storage import in_force, people
from storage.columns import new_public_id
from storage.tables import (
    activity,
    attempt,
    certificate,
    claim,
    completion,
    evaluation,
    result,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row


def first_pass(connection: Connection, person_id: int, activity_id: int) -> Row[Any] | None:
    """Return the first attempt that passed, by the results in force."""
    ids = people.ids_of(connection, person_id)
    return connection.execute(
        select(attempt)
        .select_from(attempt)
        .join(result, and_(result.c.attempt_id == attempt.c.id, in_force.RESULT))
        .where(
            and_(
                attempt.c.person_id.in_(ids),
                attempt.c.activity_id == activity_id,
                result.c.passed,
            )
        )
        .order_by(attempt.c.id)
        .limit(1)
    ).one_or_none()


def has_passed(connection: Connection, person_id: int, activity_id: int) -> bool:
    """Whether the person passed the activity."""
    return first_pass(connection, person_id, activity_id) is not None


def completion_of(connection: Connection, person_id: int, activity_id: int) -> Row[Any] | None:
    """Return the person's completion of an activity.

    Two accounts of one person may hold one each: the one that is claimed counts, else the first.
    """
    claimed = exists().where(
        claim.c.completion_id == completion.c.id, claim.c.quarters > 0, in_force.CLAIM
    )
    ids = people.ids_of(connection, person_id)
    return connection.execute(
        select(completion)
        .where(and_(completion.c.person_id.in_(ids), completion.c.activity_id == activity_id))
        .order_by(claimed.desc(), completion.c.id)
        .limit(1)
    ).one_or_none()


def completions_of(connection: Connection, person_id: int) -> Sequence[Row[Any]]:
    """Return all completions of a person, newest first."""
    ids = people.ids_of(connection, person_id)
    return connection.execute(
        select(completion)
        .where(completion.c.person_id.in_(ids))
        .order_by(completion.c.completed_on.desc(), completion.c.id.desc())
    ).all()


def completion_by_id(connection: Connection, completion_id: int) -> Row[Any]:
    """Return one completion."""
    return connection.execute(select(completion).where(completion.c.id == completion_id)).one()


def locked(connection: Connection, completion_id: int) -> Row[Any]:
    """Lock one completion and return it."""
    return connection.execute(
        select(completion).where(completion.c.id == completion_id).with_for_update(key_share=True)
    ).one()


def complete(
    connection: Connection,
    *,
    person_id: int,
    activity_id: int,
    attempt_id: int,
    completed_on: date,
    now: datetime,
) -> tuple[int, str]:
    """Write a completion and return its inner and its public id."""
    public_id = new_public_id()
    made = connection.execute(
        insert(completion)
        .values(
            public_id=public_id,
            person_id=person_id,
            activity_id=activity_id,
            attempt_id=attempt_id,
            completed_on=completed_on,
            at=now,
        )
        .returning(completion.c.id)
    ).scalar_one()
    return int(made), public_id


def evaluate(
    connection: Connection,
    completion_id: int,
    form_id: str,
    form_version: int,
    body: str,
    now: datetime,
) -> None:
    """Write an evaluation."""
    connection.execute(
        insert(evaluation).values(
            completion_id=completion_id,
            form_id=form_id,
            form_version=form_version,
            body=body,
            at=now,
        )
    )


def claims(connection: Connection, completion_id: int) -> dict[str, Row[Any]]:
    """Return the claims in force by kind (cme, or board:type); 0 quarters is a withdrawal."""
    rows = connection.execute(
        select(claim).where(claim.c.completion_id == completion_id).order_by(claim.c.seq)
    )
    return {row.kind: row for row in rows}


def add_claim(connection: Connection, **columns: object) -> None:
    """Write a claim, or its withdrawal."""
    connection.execute(insert(claim).values(**columns))


def certificates(connection: Connection, completion_id: int) -> Sequence[Row[Any]]:
    """Return the certificates of a completion, oldest first; the last one is in force."""
    return connection.execute(
        select(certificate)
        .where(certificate.c.completion_id == completion_id)
        .order_by(certificate.c.id)
    ).all()


def add_certificate(connection: Connection, **columns: object) -> str:
    """Write a certificate and return its public id."""
    public_id = new_public_id()
    connection.execute(insert(certificate).values(public_id=public_id, **columns))
    return public_id


def by_code(connection: Connection, code: str) -> Row[Any] | None:
    """Return the certificate with this verification code."""
    return connection.execute(
        select(certificate, completion.c.person_id, completion.c.activity_id)
        .join(completion, completion.c.id == certificate.c.completion_id)
        .where(certificate.c.code == code)
    ).one_or_none()


def latest_certificates(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return the certificate in force of each completion of an activity."""
    later = certificate.alias("later")
    replaced = exists().where(
        later.c.completion_id == certificate.c.completion_id, later.c.id > certificate.c.id
    )
    return connection.execute(
        select(certificate, completion.c.person_id)
        .select_from(certificate)
        .join(completion, completion.c.id == certificate.c.completion_id)
        .where(completion.c.activity_id == activity_id, ~replaced)
        .order_by(certificate.c.id)
    ).all()


def claimed_in(connection: Connection, activity_id: int) -> frozenset[int]:
    """Return the completions of an activity with a claim in force."""
    rows = connection.execute(
        select(claim.c.completion_id, claim.c.kind, claim.c.quarters)
        .join(completion, completion.c.id == claim.c.completion_id)
        .where(completion.c.activity_id == activity_id)
        .order_by(claim.c.seq)
    )
    latest = {(row.completion_id, row.kind): row.quarters for row in rows}
    return frozenset(of for (of, _kind), quarters in latest.items() if quarters)


def unclaimed(
    connection: Connection, today: date, *, since: date, person_id: int | None = None
) -> Sequence[Row[Any]]:
    """Return completions that were never claimed and may be claimed today, oldest first.

    Those of a person, in all accounts, where one is named; each with `claim_by` and `expires` of
    its activity.
    """
    statement = (
        select(completion, activity.c.claim_by, activity.c.expires)
        .join(activity, activity.c.id == completion.c.activity_id)
        .where(
            and_(
                completion.c.completed_on >= since,
                completion.c.completed_on <= activity.c.expires,
                activity.c.claim_by >= today,
                ~exists().where(claim.c.completion_id == completion.c.id),
            )
        )
        .order_by(completion.c.completed_on, completion.c.id)
    )
    if person_id is not None:
        ids = people.ids_of(connection, person_id)
        statement = statement.where(completion.c.person_id.in_(ids))
    return connection.execute(statement).all()
