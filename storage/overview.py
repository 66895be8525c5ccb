"""Statements about how activities are used: counts by group, made in the database.

Memory grows with the groups, not with the people. Somebody with several accounts is one person:
they are few and reckoned apart, so that the many need no grouping by person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Float,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
    union_all,
)

from storage import in_text, people
from storage.columns import Instant
from storage.tables import attempt, claim, completion, evaluation, profile, result, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, CompoundSelect, Connection, Row, Select, Subquery

CREDIT = "cme"


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included, with the instants where it begins and where it ended."""

    first: date
    last: date
    begins: datetime
    ended: datetime


@dataclass(frozen=True)
class Wanted:
    """Whose counts are asked for, and of which activity."""

    institutions: frozenset[str] | None = None  # as profiles name them; None: everybody's
    activity: int | None = None  # None: all of them


EVERYTHING = Wanted()
PEOPLE = func.count().label("people")
# What has a successor is in force no more. Few have one: they are listed once, not looked for each.
_PROFILE_IN_FORCE = tuple_(profile.c.person_id, profile.c.seq).not_in(
    select(profile.c.person_id, profile.c.seq - 1).where(profile.c.seq > 1)
)
_CLAIM_IN_FORCE = tuple_(claim.c.completion_id, claim.c.kind, claim.c.seq).not_in(
    select(claim.c.completion_id, claim.c.kind, claim.c.seq - 1).where(claim.c.seq > 1)
)


def uptake(connection: Connection, span: Span, wanted: Wanted = EVERYTHING) -> list[Row[Any]]:
    """Count who started and who completed in a span: `started`, `completed`.

    By activity_id, specialty and affiliated. A group may come twice: of people with one account,
    and of those with several.
    """
    found: list[Row[Any]] = []
    for taken in (_by_one_account(), _byseveral()):
        few = (
            select(
                taken.c.activity_id,
                in_text.value(connection, profile.c.body, "specialty").label("specialty"),
                in_text.value(connection, profile.c.body, "affiliated").label("affiliated"),
                case((_begun(taken, span), 1), else_=0).label("begun"),
                case((_done(taken, span), 1), else_=0).label("done"),
            )
            .join_from(taken, profile, _known(taken), isouter=True)
            .where(or_(_begun(taken, span), _done(taken, span)))
            .where(*_of_institutions(connection, wanted))
        )
        each = _apart(connection, few)
        groups = (each.c.specialty, each.c.affiliated, each.c.activity_id)
        started, completed = func.sum(each.c.begun), func.sum(each.c.done)
        found += connection.execute(
            select(*groups, started.label("started"), completed.label("completed")).group_by(
                *groups
            )
        )
    return found


def started_in(
    connection: Connection, span: Span, starts: Sequence[datetime], wanted: Wanted = EVERYTHING
) -> list[Row[Any]]:
    """Count who started in a span, by month: `month`, `people`; one may come twice, as in `uptake`.

    A month is a place among `starts`, the instants on which they begin, the first one first.
    """
    months = _months(span, starts)
    return [
        row
        for taken in (_started_by_one_account(), _byseveral())
        for row in connection.execute(
            _of(connection, select(months.c.month, PEOPLE), taken, wanted)
            # Each month is a piece of an index.
            .join(
                months,
                and_(taken.c.started_at >= months.c.begins, taken.c.started_at < months.c.ends),
            )
            .group_by(months.c.month)
        )
    ]


def completed_on(connection: Connection, span: Span, wanted: Wanted = EVERYTHING) -> list[Row[Any]]:
    """Count who completed in a span by day: `day`, `people`; one may come twice, as in `uptake`."""
    one_account = (
        select(completion.c.person_id, completion.c.completed_on)
        .where(completion.c.person_id.not_in(several()))
        .subquery("taken")
    )
    return [
        row
        for taken in (one_account, _byseveral())
        for row in connection.execute(
            _of(connection, select(taken.c.completed_on.label("day"), PEOPLE), taken, wanted)
            .where(_done(taken, span))
            .group_by(taken.c.completed_on)
        )
    ]


def _of(
    connection: Connection, statement: Select[Any], taken: Subquery, wanted: Wanted
) -> Select[Any]:
    """Read what was taken, of the people of the institutions where these are asked for."""
    if wanted.institutions is None:
        return statement.select_from(taken)
    joined = statement.select_from(taken).join(profile, _known(taken))
    return joined.where(*_of_institutions(connection, wanted))


def _months(span: Span, starts: Sequence[datetime]) -> Subquery:
    """List the months of a span: `month` (its place), `begins`, and `ends` that is not in it."""
    after = span.ended + datetime.resolution
    return union_all(
        *(
            select(
                literal(at).label("month"),
                literal(max(begins, span.begins), Instant).label("begins"),
                literal(min(ends, after), Instant).label("ends"),
            )
            for at, (begins, ends) in enumerate(pairwise((*starts, after)))
        )
    ).subquery("months")


def _begun(taken: Subquery, span: Span) -> ColumnElement[bool]:
    return taken.c.started_at.between(span.begins, span.ended)


def _done(taken: Subquery, span: Span) -> ColumnElement[bool]:
    return taken.c.completed_on.between(span.first, span.last)


def _known(taken: Subquery) -> ColumnElement[bool]:
    return and_(profile.c.person_id == taken.c.person_id, _PROFILE_IN_FORCE)


def credit(connection: Connection, span: Span, wanted: Wanted = EVERYTHING) -> Sequence[Row[Any]]:
    """Add up the claims in force of what was completed in a span.

    By activity_id, kind and whether a physician claimed (of credit; else None): claims, quarters.
    """
    physician = case(
        (claim.c.kind == CREDIT, in_text.flag(connection, claim.c.snapshot, "physician"))
    )
    few = (
        select(
            completion.c.activity_id,
            claim.c.kind,
            physician.label("physician"),
            claim.c.quarters,
        )
        .join_from(claim, completion, completion.c.id == claim.c.completion_id)
        .where(
            claim.c.quarters > 0,
            _CLAIM_IN_FORCE,
            completion.c.completed_on.between(span.first, span.last),
            *whose(connection, completion.c.person_id, wanted),
        )
    )
    each = _apart(connection, few)
    groups = (each.c.activity_id, each.c.kind, each.c.physician)
    claims, quarters = func.count().label("claims"), func.sum(each.c.quarters).label("quarters")
    return connection.execute(select(*groups, claims, quarters).group_by(*groups)).all()


def scores(connection: Connection, span: Span, wanted: Wanted = EVERYTHING) -> Sequence[Row[Any]]:
    """Return the first attempts submitted in a span by edition_id: people, mean share, passed."""
    is_judged = and_(
        sheet.c.edition_id == attempt.c.edition_id,
        sheet.c.attempt_id == attempt.c.id,
        sheet.c.first,
    )
    # Grouped by the attempt's column: by the sheet's, SQLite would walk the sheets, which are wide.
    return connection.execute(
        select(
            attempt.c.edition_id,
            PEOPLE,
            func.avg(_share(result)).label("mean"),
            func.sum(case((result.c.passed, 1), else_=0)).label("passed"),
        )
        .select_from(attempt)
        .join(result, and_(result.c.attempt_id == attempt.c.id, _in_force(result)))
        .join(sheet, is_judged)
        .where(
            attempt.c.number == 1,
            attempt.c.submitted_at.between(span.begins, span.ended),
            *whose(connection, attempt.c.person_id, wanted),
        )
        .group_by(attempt.c.edition_id)
    ).all()


def gains(connection: Connection, span: Span, wanted: Wanted = EVERYTHING) -> Sequence[Row[Any]]:
    """Return by activity_id the people who came back, their mean first and last share.

    The last attempt was submitted in the span; what came too late does not count, nor whoever is
    in control of the content.
    """
    ends = union_all(_ends_of_one_account(), _ends_ofseveral()).subquery("ends")
    begun, ended, judged = attempt.alias("begun"), attempt.alias("ended"), sheet.alias("judged")
    one, two = result.alias("one"), result.alias("two")
    is_judged = and_(
        judged.c.edition_id == begun.c.edition_id, judged.c.attempt_id == begun.c.id, judged.c.first
    )
    return connection.execute(
        select(
            begun.c.activity_id,
            PEOPLE,
            func.avg(_share(one)).label("first"),
            func.avg(_share(two)).label("last"),
        )
        .select_from(ends)
        .join(begun, begun.c.id == ends.c.one)
        .join(ended, ended.c.id == ends.c.two)
        .join(judged, is_judged)
        .join(one, and_(one.c.attempt_id == ends.c.one, _in_force(one)))
        .join(two, and_(two.c.attempt_id == ends.c.two, _in_force(two)))
        .where(
            ended.c.submitted_at.between(span.begins, span.ended),
            *whose(connection, begun.c.person_id, wanted),
        )
        .group_by(begun.c.activity_id)
    ).all()


def answers(
    connection: Connection, span: Span, questions: Sequence[str], wanted: Wanted = EVERYTHING
) -> Sequence[Row[Any]]:
    """Count evaluations by activity_id and the answers to some questions (answer_0, answer_1 …)."""
    columns = [
        in_text.value(connection, evaluation.c.body, "answers", one).label(f"answer_{at}")
        for at, one in enumerate(questions)
    ]
    few = (
        select(completion.c.activity_id, *columns)
        .join_from(completion, evaluation, evaluation.c.completion_id == completion.c.id)
        .where(*_evaluated(connection, span, wanted))
    )
    given = _apart(connection, few)
    statement: Select[Any] = select(*given.c, PEOPLE).group_by(*given.c)
    return connection.execute(statement).all()


def remarks(
    connection: Connection, span: Span, question: str, wanted: Wanted, limit: int
) -> Sequence[str]:
    """Return what was written to a question, the newest first: words without anybody's name."""
    words = in_text.value(connection, evaluation.c.body, "answers", question)
    return (
        connection.execute(
            select(words)
            .join_from(completion, evaluation, evaluation.c.completion_id == completion.c.id)
            .where(words.is_not(None), *_evaluated(connection, span, wanted))
            .order_by(completion.c.id.desc())
            .limit(limit)
        )
        .scalars()
        .all()
    )


def _apart(connection: Connection, few: Select[Any]) -> Subquery:
    """Return a statement whose few values are grouped, and not the texts that they come from.

    SQLite has to be told by a limit: twice as fast. PostgreSQL knows, and with a limit it would not
    share the work out among its processes.
    """
    on_sqlite = connection.dialect.name == "sqlite"
    return (few.limit(people.EVERYBODY) if on_sqlite else few).subquery("few")


def _evaluated(connection: Connection, span: Span, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [
        completion.c.completed_on.between(span.first, span.last),
        *whose(connection, completion.c.person_id, wanted),
    ]
    if wanted.activity is not None:
        conditions.append(completion.c.activity_id == wanted.activity)
    return conditions


def several() -> CompoundSelect[Any]:
    """Return everybody who has more than one account, by each account."""
    into = people.merges()
    return union(select(into.c.person_id), select(into.c.into_id))


def _started_by_one_account() -> Subquery:
    """Each first attempt of those who have one account."""
    return (
        select(attempt.c.person_id, attempt.c.started_at)
        .where(attempt.c.number == 1, attempt.c.person_id.not_in(several()))
        .subquery("taken")
    )


def _by_one_account() -> Subquery:
    """Each first attempt with the completion, of those who have one account."""
    return (
        select(
            attempt.c.person_id,
            attempt.c.activity_id,
            attempt.c.started_at,
            completion.c.completed_on,
        )
        .join_from(
            attempt,
            completion,
            and_(
                completion.c.person_id == attempt.c.person_id,
                completion.c.activity_id == attempt.c.activity_id,
            ),
            isouter=True,
        )
        .where(attempt.c.number == 1, attempt.c.person_id.not_in(several()))
        .subquery("taken")
    )


def _byseveral() -> Subquery:
    """The same of those who have several accounts: what they did first in any of them."""
    into = people.merges()
    who = func.coalesce(into.c.into_id, attempt.c.person_id)
    same = and_(
        completion.c.person_id == attempt.c.person_id,
        completion.c.activity_id == attempt.c.activity_id,
    )
    return (
        select(
            who.label("person_id"),
            attempt.c.activity_id,
            func.min(attempt.c.started_at).label("started_at"),
            func.min(completion.c.completed_on).label("completed_on"),
        )
        .join_from(attempt, into, into.c.person_id == attempt.c.person_id, isouter=True)
        .join(completion, same, isouter=True)
        .where(attempt.c.person_id.in_(several()))
        .group_by(who, attempt.c.activity_id)
        .subquery("taken")
    )


def _ends_of_one_account() -> Select[Any]:
    """First and last attempt of those who came back, who have one account."""
    begun = attempt.alias("first_one")
    same = and_(
        begun.c.person_id == attempt.c.person_id,
        begun.c.activity_id == attempt.c.activity_id,
        begun.c.number == 1,
    )
    return (
        select(func.min(begun.c.id).label("one"), func.max(attempt.c.id).label("two"))
        .join_from(attempt, begun, same)
        .where(attempt.c.number > 1, _counts(), attempt.c.person_id.not_in(several()))
        .group_by(attempt.c.person_id, attempt.c.activity_id)
    )


def _ends_ofseveral() -> Select[Any]:
    """The same of those who have several accounts."""
    into = people.merges()
    who = func.coalesce(into.c.into_id, attempt.c.person_id)
    one, two = func.min(attempt.c.id), func.max(attempt.c.id)
    return (
        select(one.label("one"), two.label("two"))
        .join_from(attempt, into, into.c.person_id == attempt.c.person_id, isouter=True)
        .where(_counts(), attempt.c.person_id.in_(several()))
        .group_by(who, attempt.c.activity_id)
        .having(one < two)
    )


def _counts() -> ColumnElement[bool]:
    """Whether an attempt was submitted in time."""
    return exists().where(result.c.attempt_id == attempt.c.id, result.c.counted)


def _in_force(of: Any) -> ColumnElement[bool]:  # noqa: ANN401  (a table or an alias of it)
    return tuple_(of.c.attempt_id, of.c.seq).not_in(
        select(result.c.attempt_id, result.c.seq - 1).where(result.c.seq > 1)
    )


def _share(of: Any) -> ColumnElement[Any]:  # noqa: ANN401  (a table or an alias of it)
    """Return a score for a mean to be looked at; nothing is decided by it."""
    share: ColumnElement[Any] = cast(of.c.num, Float) / of.c.den
    return share


def whose(
    connection: Connection, person_id: ColumnElement[int], wanted: Wanted
) -> list[ColumnElement[bool]]:
    """Return the condition that somebody is of the institutions, where these are asked for."""
    if wanted.institutions is None:
        return []
    into = people.merges()
    theirs = select(profile.c.person_id).where(
        _PROFILE_IN_FORCE, *_of_institutions(connection, wanted)
    )
    merged = select(into.c.person_id).where(into.c.into_id.in_(theirs))
    alone = theirs.where(profile.c.person_id.not_in(select(into.c.person_id)))
    return [person_id.in_(union(alone, merged))]


def _of_institutions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.institutions is None:
        return []
    named = in_text.value(connection, profile.c.body, "affiliation")
    return [or_(named.in_(wanted.institutions), func.lower(named).in_(wanted.institutions))]
