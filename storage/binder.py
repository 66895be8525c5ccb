"""Statements about all that happened in one activity, for whoever audits it: counts, no names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_, cast, func, literal, or_, select, true

from storage import in_force, in_text, people
from storage.tables import (
    attempt,
    certificate,
    claim,
    completion,
    edition,
    edition_item,
    evaluation,
    item,
    log,
    pars_batch,
    pars_event,
    pars_record,
    result,
    sheet,
    task,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

    Days = tuple[date, date] | None  # the first and the last; None: always
    Span = tuple[datetime, datetime] | None  # from the first to before the second

STREAM = 500
_RESULT = and_(result.c.attempt_id == attempt.c.id, in_force.RESULT)
# By both columns of its key, or each attempt would look through all sheets.
_SHEET = and_(sheet.c.edition_id == attempt.c.edition_id, sheet.c.attempt_id == attempt.c.id)
_CLAIM = and_(claim.c.completion_id == completion.c.id, in_force.CLAIM)
_EVENT = and_(pars_event.c.record_id == pars_record.c.id, in_force.EVENT)


def item_rows(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return number, position, digest, item_id, version, revision of each edition's items."""
    statement: Select[Any] = (
        select(
            edition.c.number,
            edition_item.c.position,
            item.c.digest,
            item.c.item_id,
            item.c.version,
            item.c.revision,
        )
        .join(edition_item, edition_item.c.edition_id == edition.c.id)
        .join(item, item.c.digest == edition_item.c.item_digest)
        .where(edition.c.activity_id == activity_id)
        .order_by(edition.c.number.desc(), edition_item.c.position)
    )
    return connection.execute(statement).all()


def reached(connection: Connection, activity_id: int) -> dict[str, int]:
    """Count people by how far they came: started, passed, completed, claimed; accounts merged."""
    tried = select(attempt.c.person_id).where(attempt.c.activity_id == activity_id)
    done = select(completion.c.person_id).where(completion.c.activity_id == activity_id)
    steps: dict[str, Select[Any]] = {
        "started": tried,
        "passed": tried.join(result, and_(_RESULT, result.c.passed)),
        "completed": done,
        "claimed": done.join(claim, and_(_CLAIM, claim.c.quarters > 0)),
    }
    return {name: _people(connection, statement) for name, statement in steps.items()}


def _people(connection: Connection, statement: Select[Any]) -> int:
    """Count the different people among the accounts that a statement finds."""
    found, into = statement.distinct().subquery("found"), people.merges()
    who = func.coalesce(into.c.into_id, found.c.person_id)
    counted = select(func.count(who.distinct())).select_from(
        found.outerjoin(into, into.c.person_id == found.c.person_id)
    )
    return int(connection.execute(counted).scalar_one())


def completions(connection: Connection, activity_id: int, days: Days = None) -> int:
    """Count the completions of some days."""
    own = and_(completion.c.activity_id == activity_id, _completed(days))
    return int(connection.execute(select(func.count()).where(own)).scalar_one())


def claims(connection: Connection, activity_id: int, days: Days = None) -> Sequence[Row[Any]]:
    """Sum up the claims in force: kind, physician, claims, quarters."""
    physician = in_text.flag(connection, claim.c.snapshot, "physician").label("physician")
    statement: Select[Any] = (
        select(
            claim.c.kind,
            physician,
            func.count().label("claims"),
            func.sum(claim.c.quarters).label("quarters"),
        )
        .select_from(completion)
        .join(claim, _CLAIM)
        .where(completion.c.activity_id == activity_id, claim.c.quarters > 0, _completed(days))
        .group_by(claim.c.kind, physician)
        .order_by(claim.c.kind)
    )
    return connection.execute(statement).all()


def amended(connection: Connection, activity_id: int, days: Days = None) -> int:
    """Count the claims that were amended or withdrawn after they were made."""
    statement = (
        select(func.count())
        .select_from(claim)
        .join(completion, completion.c.id == claim.c.completion_id)
        .where(completion.c.activity_id == activity_id, claim.c.seq > 1, _completed(days))
    )
    return int(connection.execute(statement).scalar_one())


def certificates(connection: Connection, activity_id: int) -> Row[Any]:
    """Count the certificates that were issued, and those among them that replace another."""
    counted: list[ColumnElement[Any]] = [
        func.count().label("issued"),
        func.count(certificate.c.replaces).label("replacing"),
    ]
    statement: Select[Any] = (
        select(*counted)
        .select_from(certificate)
        .join(completion, completion.c.id == certificate.c.completion_id)
        .where(completion.c.activity_id == activity_id)
    )
    return connection.execute(statement).one()


def evaluations(connection: Connection, activity_id: int, days: Days = None) -> Iterator[Row[Any]]:
    """Stream the evaluations: form_id, form_version, body; in no order that says who gave them."""
    statement: Select[Any] = (
        select(evaluation.c.form_id, evaluation.c.form_version, evaluation.c.body)
        .join(completion, completion.c.id == evaluation.c.completion_id)
        .where(completion.c.activity_id == activity_id, _completed(days))
        .order_by(evaluation.c.body)
    )
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows


def batches(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Return the batches that records of the activity went into, with how many of them did."""
    statement: Select[Any] = (
        select(
            pars_batch.c.public_id,
            pars_batch.c.form,
            pars_batch.c.at,
            func.count(pars_record.c.id.distinct()).label("records"),
        )
        .join(pars_event, pars_event.c.batch_id == pars_batch.c.id)
        .join(pars_record, pars_record.c.id == pars_event.c.record_id)
        .where(pars_record.c.activity_id == activity_id)
        .group_by(pars_batch.c.id, pars_batch.c.public_id, pars_batch.c.form, pars_batch.c.at)
        .order_by(pars_batch.c.id)
    )
    return connection.execute(statement).all()


def states(connection: Connection, activity_id: int) -> Sequence[Row[Any]]:
    """Count the records by subject, action and state in force."""
    by = (pars_record.c.subject, pars_record.c.action, pars_event.c.state)
    statement: Select[Any] = (
        select(*by, func.count().label("records"))
        .select_from(pars_record)
        .join(pars_event, _EVENT)
        .where(pars_record.c.activity_id == activity_id)
        .group_by(*by)
        .order_by(*by)
    )
    return connection.execute(statement).all()


def waiting(connection: Connection, activity_id: int, subject: str, before: date) -> int:
    """Count the records of a board completed before a day that its answer is not in for."""
    answered = ("accepted", "cancelled", "rejected_pars", "rejected_board")
    statement = (
        select(func.count())
        .select_from(pars_record)
        .join(pars_event, _EVENT)
        .where(
            pars_record.c.activity_id == activity_id,
            pars_record.c.subject.startswith(subject, autoescape=True),
            pars_record.c.completed_on < before,
            pars_event.c.state.not_in(answered),
        )
    )
    return int(connection.execute(statement).scalar_one())


def records(connection: Connection, activity_id: int) -> Iterator[Row[Any]]:
    """Stream the records with their last event: identifiers and states, nobody's name."""
    statement: Select[Any] = (
        select(
            pars_record.c.credit_id,
            pars_record.c.subject,
            pars_record.c.action,
            pars_record.c.completed_on,
            pars_event.c.state,
            pars_event.c.at,
            pars_batch.c.public_id.label("batch"),
        )
        .select_from(pars_record)
        .join(pars_event, _EVENT)
        .join(pars_batch, pars_batch.c.id == pars_event.c.batch_id, isouter=True)
        .where(pars_record.c.activity_id == activity_id)
        .order_by(pars_record.c.id)
    )
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows


def log_counts(connection: Connection, activity: Row[Any]) -> Sequence[Row[Any]]:
    """Count the activity's lines of the log by act: act, lines, first and last (numbers)."""
    statement: Select[Any] = (
        select(
            log.c.act,
            func.count().label("lines"),
            func.min(log.c.seq).label("first"),
            func.max(log.c.seq).label("last"),
        )
        .where(_of_activity(activity))
        .group_by(log.c.act)
        .order_by(log.c.act)
    )
    return connection.execute(statement).all()


def log_lines(connection: Connection, activity: Row[Any]) -> Iterator[Row[Any]]:
    """Stream the activity's lines of the log, oldest first."""
    statement = select(log).where(_of_activity(activity)).order_by(log.c.seq)
    with connection.execute(statement.execution_options(yield_per=STREAM)) as rows:
        yield from rows


def _of_activity(activity: Row[Any]) -> ColumnElement[bool]:
    """Whether a line is about the activity: its bank, items, attempts, completions, reports."""
    slug, key = activity.slug, f"{activity.slug}.{activity.period}"
    held = (
        select(item.c.item_id, item.c.version)
        .join(edition_item, edition_item.c.item_digest == item.c.digest)
        .join(edition, edition.c.id == edition_item.c.edition_id)
        .where(edition.c.activity_id == activity.id)
        .subquery("held")
    )
    # As the acts name them that write a question, and those that correct a published one.
    written = select(literal("item:") + held.c.item_id)
    items = select(literal("item:") + held.c.item_id + "." + cast(held.c.version, String))
    done = completion.c.activity_id == activity.id
    completed = select(literal("completion:") + completion.c.public_id).where(done)
    tasks = select(literal("task:") + task.c.public_id).where(
        or_(task.c.about.in_(items), task.c.about.in_(completed))
    )
    reported = select(pars_event.c.batch_id).join(
        pars_record, pars_record.c.id == pars_event.c.record_id
    )
    return or_(
        log.c.object.in_([f"activity:{key}", f"activity:{slug}", f"bank:{slug}"]),
        log.c.object.startswith(f"item:{slug}/", autoescape=True),
        log.c.object.in_(written),
        log.c.object.in_(items),
        log.c.object.in_(tasks),
        log.c.object.in_(completed),
        log.c.object.in_(
            select(literal("attempt:") + attempt.c.public_id).where(
                attempt.c.activity_id == activity.id
            )
        ),
        log.c.object.in_(
            select(literal("certificate:") + certificate.c.public_id)
            .join(completion, completion.c.id == certificate.c.completion_id)
            .where(done)
        ),
        log.c.object.in_(
            select(literal("pars_record:") + pars_record.c.public_id).where(
                pars_record.c.activity_id == activity.id
            )
        ),
        log.c.object.in_(
            select(literal("pars_batch:") + pars_batch.c.public_id).where(
                pars_batch.c.id.in_(reported.where(pars_record.c.activity_id == activity.id))
            )
        ),
    )


def _completed(days: Days) -> ColumnElement[bool]:
    return true() if days is None else completion.c.completed_on.between(*days)
