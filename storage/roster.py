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
    local,
    person,
    profile,
    result,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, Select, Subquery

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
    if limit is not None:  # who stands on a page is found first: what else is said of few is cheap
        among = _page(connection, activity_id, state, among, limit, offset)
    statement = _people(connection, activity_id, state, among)
    return connection.execute(_by_name(statement)).all()


def _page(
    connection: Connection,
    activity_id: int,
    state: str | None,
    among: Collection[int] | None,
    limit: int,
    offset: int,
) -> Sequence[int]:
    every = _people(connection, activity_id, state, among)
    name = every.selected_columns.legal_name
    ids = _by_name(every.with_only_columns(person.c.id, name)).limit(limit).offset(offset)
    return connection.execute(ids).scalars().all()


def _by_name(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(func.lower(statement.selected_columns.legal_name), person.c.id)


def count(
    connection: Connection,
    activity_id: int,
    *,
    state: str | None,
    among: Collection[int] | None = None,
) -> Row[Any]:
    """Count what `rows` would return without paging, and the certificates in force in it."""
    inner = _people(connection, activity_id, state, among).subquery()
    counted: list[ColumnElement[Any]] = [func.count().label("people"), _certificates(inner)]
    return connection.execute(select(*counted).select_from(inner)).one()


def _certificates(inner: Subquery) -> ColumnElement[int]:
    in_force = case((inner.c.claims.is_not(None), inner.c.certificate))
    return func.count(in_force).label("certificates")


def names(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return the ids and the name of everybody who started an activity."""
    inner = _people(connection, activity_id, None, None).subquery()
    statement: Select[Any] = select(inner.c.id, inner.c.public_id, inner.c.legal_name)
    return connection.execute(statement).all()


def points(
    connection: Connection, activity_id: int, completions: Collection[int | None] | None = None
) -> Sequence[Row[Any]]:
    """Return the claims of points in force: completion_id, kind (board:type) and quarters.

    Of all who completed an activity, or of some completions (None among them is none).
    """
    statement: Select[Any] = (
        select(claim.c.completion_id, claim.c.kind, claim.c.quarters)
        .join_from(completion, claim, claim.c.completion_id == completion.c.id)
        .where(
            completion.c.activity_id == activity_id,
            claim.c.kind != CREDIT,
            claim.c.quarters > 0,
            _last_claim(),
        )
        .order_by(claim.c.kind)
    )
    if completions is not None:
        statement = statement.where(claim.c.completion_id.in_([one for one in completions if one]))
    return connection.execute(statement).all()


def counts(connection: Connection, activity_id: int) -> Row[Any]:
    """Count who started, passed, completed and claimed, and the certificates in force."""
    inner = _people(connection, activity_id, None, None).subquery()
    counted: list[ColumnElement[Any]] = [
        func.count().label("started"),
        func.count(case((inner.c.passed, 1))).label("passed"),
        func.count(inner.c.completed_on).label("completed"),
        func.count(inner.c.claims).label("claimed"),
        _certificates(inner),
    ]
    return connection.execute(select(*counted)).one()


def _people(
    connection: Connection, activity_id: int, state: str | None, among: Collection[int] | None
) -> Select[Any]:
    """Return the statement of the people; what hangs on one of them is found by a key."""
    taken = _taken(activity_id, _accounts(connection, among))
    names = {
        one: in_text.value(connection, profile.c.body, one)
        for one in ("legal_name", "degree", "affiliation")
    }
    claims = _claimed(func.count())
    credit = case((claim.c.kind == CREDIT, claim.c.quarters), else_=0)
    statement: Select[Any] = (
        select(
            person.c.id,
            person.c.public_id,
            _address().label("email"),
            *(column.label(one) for one, column in names.items()),
            taken.c.started_at,
            taken.c.attempts,
            taken.c.open,
            taken.c.passed,
            taken.c.num,
            taken.c.den,
            taken.c.submitted_at,
            completion.c.id.label("completion_id"),
            completion.c.completed_on,
            claims.label("claims"),
            _claimed(func.sum(credit)).label("quarters"),
            # There is one of them: the greatest of one is that one.
            _claimed(func.max(case((claim.c.kind == CREDIT, claim.c.snapshot)))).label("snapshot"),
            certificate.c.public_id.label("certificate"),
            certificate.c.code,
        )
        .select_from(taken)
        .join(person, person.c.id == taken.c.person_id)
        .join(
            profile,
            and_(profile.c.person_id == person.c.id, profile.c.seq == _current_profile()),
            isouter=True,
        )
        .join(completion, completion.c.id == taken.c.completion_id, isouter=True)
        .join(certificate, certificate.c.id == _newest_certificate(), isouter=True)
        .where(taken.c.place == 1)
    )
    if state is not None:
        statement = statement.where(_in_state(state, taken, claims))
    return statement


def _in_state(state: str, taken: Subquery, claims: ScalarSelect[int]) -> ColumnElement[bool]:
    passed = func.coalesce(taken.c.passed, false())
    completed = completion.c.id
    return {
        "in_progress": and_(~passed, taken.c.open > 0),
        "failed": and_(~passed, taken.c.open == 0),
        "passed": passed,
        "evaluation_due": and_(passed, completed.is_(None)),
        "claim_due": and_(completed.is_not(None), claims.is_(None)),
        "claimed": claims.is_not(None),
    }[state]


def _address() -> ColumnElement[str]:
    """Return the address that a person signs in by, the first where there are several."""
    signs_in = select(local.c.address).where(local.c.person_id == person.c.id)
    first = (
        select(func.min(identity.c.subject))
        .where(identity.c.person_id == person.c.id, people.IS_ADDRESS)
        .where(identity.c.subject.contains("@"))
    )
    return func.coalesce(signs_in.scalar_subquery(), first.scalar_subquery())


def _accounts(connection: Connection, among: Collection[int] | None) -> Collection[int] | None:
    if among is None:
        return None
    those = set(among)
    return those | {one for one, into in people.merged(connection).items() if into in those}


def _taken(activity_id: int, among: Collection[int] | None) -> Subquery:
    """Each attempt with its result in force and what all attempts of its person come to.

    At place 1 stands the first pass, else the last attempt that has a result. One walk over the
    attempts: joined to each other by person, such parts are a hundred times slower on SQLite.
    """
    into, later = people.merges(), result.alias("later")
    who = func.coalesce(into.c.into_id, attempt.c.person_id)
    last = select(func.max(later.c.seq)).where(later.c.attempt_id == attempt.c.id)
    own = and_(
        completion.c.person_id == attempt.c.person_id,
        completion.c.activity_id == attempt.c.activity_id,
    )
    theirs = [] if among is None else [attempt.c.person_id.in_(among)]
    return (
        select(
            who.label("person_id"),
            func.min(attempt.c.started_at).over(partition_by=who).label("started_at"),
            func.sum(_has_answer()).over(partition_by=who).label("attempts"),
            func.sum(case((attempt.c.submitted_at.is_(None), 1), else_=0))
            .over(partition_by=who)
            .label("open"),
            attempt.c.submitted_at,
            result.c.passed,
            result.c.num,
            result.c.den,
            _completion(who).label("completion_id"),
            func.row_number().over(partition_by=who, order_by=_best_first()).label("place"),
        )
        .join_from(attempt, into, into.c.person_id == attempt.c.person_id, isouter=True)
        .join(
            result,
            and_(result.c.attempt_id == attempt.c.id, result.c.seq == last.scalar_subquery()),
            isouter=True,
        )
        .join(completion, own, isouter=True)
        .where(attempt.c.activity_id == activity_id, *theirs)
        .subquery("taken")
    )


def _has_answer() -> ColumnElement[int]:
    return case((exists().where(answer.c.attempt_id == attempt.c.id), 1), else_=0)


def _best_first() -> tuple[ColumnElement[Any], ...]:
    order = case((result.c.passed, attempt.c.id), else_=-attempt.c.id)
    return result.c.attempt_id.is_(None), result.c.passed.desc(), order


def _completion(who: ColumnElement[int]) -> ColumnElement[int]:
    """Return a person's completion; where accounts were merged, the one that is claimed."""
    order = completion.c.id.is_(None), _claimed(func.count()).is_(None), completion.c.id
    return func.first_value(completion.c.id).over(partition_by=who, order_by=order)


def _claimed(what: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Return something of the claims in force of a completion; None: there is no claim."""
    return (
        select(what)
        .where(claim.c.completion_id == completion.c.id, claim.c.quarters > 0, _last_claim())
        .group_by(claim.c.completion_id)
        .correlate(completion)
        .scalar_subquery()
    )


def _last_claim() -> ColumnElement[bool]:
    later = claim.alias("later_claim")
    last = select(func.max(later.c.seq)).where(
        later.c.completion_id == claim.c.completion_id, later.c.kind == claim.c.kind
    )
    return claim.c.seq == last.scalar_subquery()


def _newest_certificate() -> ScalarSelect[int]:
    of = certificate.alias("of")
    return select(func.max(of.c.id)).where(of.c.completion_id == completion.c.id).scalar_subquery()


def _current_profile() -> ScalarSelect[int]:
    of = profile.alias("of")
    return select(func.max(of.c.seq)).where(of.c.person_id == person.c.id).scalar_subquery()
