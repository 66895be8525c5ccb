"""The roster of an activity: one row for each person who started it, filtered and paged in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, false, func, select

from storage import in_text, people
from storage.tables import (
    answer,
    attempt,
    certificate,
    claim,
    completion,
    identity,
    person,
    profile,
    result,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery

CREDIT = "cme"


def rows(
    connection: Connection,
    activity_id: int,
    *,
    state: str | None,
    among: Collection[int] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[Row[Any]]:
    """Return the people of an activity by name, in one state or all, of all or `among` some."""
    statement = _people(connection, activity_id, state, among)
    name = statement.selected_columns.legal_name
    return connection.execute(
        statement.order_by(func.lower(name), person.c.id).limit(limit).offset(offset)
    ).all()


def count(
    connection: Connection,
    activity_id: int,
    *,
    state: str | None,
    among: Collection[int] | None = None,
) -> Row[Any]:
    """Count what `rows` would return without paging, and the certificates in force in it."""
    inner = _people(connection, activity_id, state, among).subquery()
    certificates = func.count(case((inner.c.claims.is_not(None), inner.c.certificate)))
    counted: list[ColumnElement[Any]] = [
        func.count().label("people"),
        certificates.label("certificates"),
    ]
    return connection.execute(select(*counted).select_from(inner)).one()


def names(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return the ids and the name of everybody who started an activity."""
    inner = _people(connection, activity_id, None, None).subquery()
    statement: Select[Any] = select(inner.c.id, inner.c.public_id, inner.c.legal_name)
    return connection.execute(statement).all()


def points(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return the claims of points in force: completion_id, kind (board:type) and quarters."""
    last = (
        select(claim.c.completion_id, claim.c.kind, func.max(claim.c.seq).label("seq"))
        .group_by(claim.c.completion_id, claim.c.kind)
        .subquery("last_points")
    )
    statement: Select[Any] = (
        select(claim.c.completion_id, claim.c.kind, claim.c.quarters)
        .join(
            last,
            and_(
                last.c.completion_id == claim.c.completion_id,
                last.c.kind == claim.c.kind,
                last.c.seq == claim.c.seq,
            ),
        )
        .join(completion, completion.c.id == claim.c.completion_id)
        .where(
            completion.c.activity_id == activity_id, claim.c.kind != CREDIT, claim.c.quarters > 0
        )
        .order_by(claim.c.kind)
    )
    return connection.execute(statement).all()


def counts(connection: Connection, activity_id: int) -> Row[Any]:
    """Count who started, passed, completed and claimed."""
    inner = _people(connection, activity_id, None, None).subquery()
    counted: list[ColumnElement[Any]] = [
        func.count().label("started"),
        func.count(case((inner.c.passed, 1))).label("passed"),
        func.count(inner.c.completed_on).label("completed"),
        func.count(inner.c.claims).label("claimed"),
    ]
    return connection.execute(select(*counted)).one()


def _people(
    connection: Connection, activity_id: int, state: str | None, among: Collection[int] | None
) -> Select[Any]:
    begun, best, done = _begun(activity_id), _best(activity_id), _done(activity_id)
    newest, current = _newest_certificate(), _current_profile()
    names = {
        one: in_text.value(connection, profile.c.body, one)
        for one in ("legal_name", "degree", "affiliation")
    }
    statement: Select[Any] = (
        select(
            person.c.id,
            person.c.public_id,
            _address().label("email"),
            *(column.label(one) for one, column in names.items()),
            begun.c.started_at,
            begun.c.attempts,
            begun.c.open,
            best.c.passed,
            best.c.num,
            best.c.den,
            best.c.submitted_at,
            done.c.id.label("completion_id"),
            done.c.completed_on,
            done.c.claims,
            done.c.quarters,
            done.c.snapshot,
            certificate.c.public_id.label("certificate"),
            certificate.c.code,
        )
        .join(begun, begun.c.person_id == person.c.id)
        .join(best, and_(best.c.person_id == person.c.id, best.c.place == 1), isouter=True)
        .join(current, current.c.person_id == person.c.id, isouter=True)
        .join(
            profile,
            and_(profile.c.person_id == person.c.id, profile.c.seq == current.c.seq),
            isouter=True,
        )
        .join(done, and_(done.c.person_id == person.c.id, done.c.place == 1), isouter=True)
        .join(newest, newest.c.completion_id == done.c.id, isouter=True)
        .join(certificate, certificate.c.id == newest.c.id, isouter=True)
    )
    if among is not None:
        statement = statement.where(person.c.id.in_(among))
    if state is not None:
        statement = statement.where(_in_state(state, begun, best, done))
    return statement


def _in_state(state: str, begun: Subquery, best: Subquery, done: Subquery) -> ColumnElement[bool]:
    passed = func.coalesce(best.c.passed, false())
    completed, claims = done.c.id, done.c.claims
    return {
        "in_progress": and_(~passed, begun.c.open > 0),
        "failed": and_(~passed, begun.c.open == 0),
        "passed": passed,
        "evaluation_due": and_(passed, completed.is_(None)),
        "claim_due": and_(completed.is_not(None), claims.is_(None)),
        "claimed": claims.is_not(None),
    }[state]


def _address() -> ColumnElement[str]:
    """Return the address that a person signs in by, the first where there are several."""
    return (
        select(func.min(identity.c.subject))
        .where(identity.c.person_id == person.c.id, identity.c.subject.contains("@"))
        .scalar_subquery()
    )


def _begun(activity_id: int) -> Subquery:
    has_answer = exists().where(answer.c.attempt_id == attempt.c.id)
    into = people.merges()
    who = func.coalesce(into.c.into_id, attempt.c.person_id)
    return (
        select(
            who.label("person_id"),
            func.min(attempt.c.started_at).label("started_at"),
            func.sum(case((has_answer, 1), else_=0)).label("attempts"),
            func.sum(case((attempt.c.submitted_at.is_(None), 1), else_=0)).label("open"),
        )
        .join_from(attempt, into, into.c.person_id == attempt.c.person_id, isouter=True)
        .where(attempt.c.activity_id == activity_id)
        .group_by(who)
        .subquery("begun")
    )


def _best(activity_id: int) -> Subquery:
    """Each person's results in force, the first pass at place 1, else the last attempt."""
    last = (
        select(result.c.attempt_id, func.max(result.c.seq).label("seq"))
        .group_by(result.c.attempt_id)
        .subquery("last")
    )
    order = case((result.c.passed, attempt.c.id), else_=-attempt.c.id)
    into = people.merges()
    who = func.coalesce(into.c.into_id, attempt.c.person_id)
    return (
        select(
            who.label("person_id"),
            attempt.c.submitted_at,
            result.c.passed,
            result.c.num,
            result.c.den,
            func.row_number()
            .over(partition_by=who, order_by=(result.c.passed.desc(), order))
            .label("place"),
        )
        .join_from(attempt, last, last.c.attempt_id == attempt.c.id)
        .join(result, and_(result.c.attempt_id == attempt.c.id, result.c.seq == last.c.seq))
        .join(into, into.c.person_id == attempt.c.person_id, isouter=True)
        .where(attempt.c.activity_id == activity_id)
        .subquery("best")
    )


def _done(activity_id: int) -> Subquery:
    """Each person's completion at place 1; where accounts were merged, the one that is claimed."""
    into, claimed = people.merges(), _claimed()
    who = func.coalesce(into.c.into_id, completion.c.person_id)
    order = (claimed.c.claims.is_(None), completion.c.id)
    return (
        select(
            completion.c.id,
            completion.c.completed_on,
            claimed.c.claims,
            claimed.c.quarters,
            claimed.c.snapshot,
            who.label("person_id"),
            func.row_number().over(partition_by=who, order_by=order).label("place"),
        )
        .join_from(completion, into, into.c.person_id == completion.c.person_id, isouter=True)
        .join(claimed, claimed.c.completion_id == completion.c.id, isouter=True)
        .where(completion.c.activity_id == activity_id)
        .subquery("done")
    )


def _claimed() -> Subquery:
    """The claims in force of each completion: how many, and the one of credit."""
    last = (
        select(claim.c.completion_id, claim.c.kind, func.max(claim.c.seq).label("seq"))
        .group_by(claim.c.completion_id, claim.c.kind)
        .subquery("last_claim")
    )
    in_force = and_(
        last.c.completion_id == claim.c.completion_id,
        last.c.kind == claim.c.kind,
        last.c.seq == claim.c.seq,
    )
    return (
        select(
            claim.c.completion_id,
            func.count().label("claims"),
            func.sum(case((claim.c.kind == CREDIT, claim.c.quarters), else_=0)).label("quarters"),
            # There is one of them: the greatest of one is that one.
            func.max(case((claim.c.kind == CREDIT, claim.c.snapshot))).label("snapshot"),
        )
        .join(last, in_force)
        .where(claim.c.quarters > 0)
        .group_by(claim.c.completion_id)
        .subquery("claimed")
    )


def _newest_certificate() -> Subquery:
    return (
        select(certificate.c.completion_id, func.max(certificate.c.id).label("id"))
        .group_by(certificate.c.completion_id)
        .subquery("newest")
    )


def _current_profile() -> Subquery:
    return (
        select(profile.c.person_id, func.max(profile.c.seq).label("seq"))
        .group_by(profile.c.person_id)
        .subquery("current")
    )
