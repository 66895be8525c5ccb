"""Find a thing by the id that stands in links, and lock it when an act is about to change it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, exists, select

from storage import halts, in_force
from storage.prepared import Prepared
from storage.tables import (
    activity,
    attempt,
    certificate,
    completion,
    edition,
    initiative,
    initiative_plan,
    item,
    media,
    pars_batch,
    pars_record,
    participation,
    person,
    pilot,
    portfolio_batch,
    project,
    project_version,
    task,
)

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, Connection, Row, Select

DIGITS = 4  # of a period, a version: the ten-thousandth is far away
Lock = Literal["share", "update"] | None


def find(connection: Connection, kind: str, public_id: str, lock: Lock) -> Row[Any] | None:
    """Return the row of `kind` with that public id, or None; rows of people carry `person_id`."""
    if not (public_id.isascii() and public_id.isprintable()):
        return None  # no id of ours, and no text for every database
    if kind == "activity":
        kind, values = _period(public_id)
    elif kind == "item":
        values = _version(public_id)
    else:
        values = {"public_id": public_id}
    return _statement(kind, lock).execute(connection, **values).first()


def _period(key: str) -> tuple[str, dict[str, Any]]:
    """Read an activity's key: `slug` is the newest period of a bank, `slug.2` its second."""
    slug, _, period = key.partition(".")
    if not period:
        return "newest activity", {"public_id": slug}
    number = int(period) if period.isdecimal() and len(period) <= DIGITS else 0
    return "activity", {"public_id": slug, "period": number}


def _version(key: str) -> dict[str, Any]:
    """Read an item's key: its id with its version, `id.2`."""
    item_id, _, version = key.rpartition(".")
    number = int(version) if version.isdecimal() and len(version) <= DIGITS else 0
    return {"public_id": item_id, "version": number}


@cache
def _statement(kind: str, lock: Lock) -> Prepared:
    """Return a statement that is built once: every act and view of something begins with it."""
    statement = _BY_KIND[kind]
    if lock is None:
        return Prepared(statement)
    # Only the thing itself: a joined row would be locked for everyone. Nor does what merely refers
    # to it have to wait, and so wait for whoever waits for it.
    return Prepared(
        statement.with_for_update(
            read=lock == "share", key_share=lock == "update", of=_LOCKED.get(kind)
        )
    )


_ID: BindParameter[str] = bindparam("public_id")
_ACTIVITY = select(activity, halts.in_force(activity.c.id)).where(activity.c.slug == _ID)
_later = project_version.alias("later")
_NEWEST = ~exists().where(
    _later.c.project_id == project_version.c.project_id, _later.c.seq > project_version.c.seq
)
_BY_KIND: dict[str, Select[Any]] = {
    "attempt": select(attempt, halts.in_force(attempt.c.activity_id)).where(
        attempt.c.public_id == _ID
    ),
    "completion": select(completion).where(completion.c.public_id == _ID),
    "certificate": select(certificate, completion.c.person_id, completion.c.activity_id)
    .join(completion, completion.c.id == certificate.c.completion_id)
    .where(certificate.c.public_id == _ID),
    "person": select(person, person.c.id.label("person_id")).where(person.c.public_id == _ID),
    "activity": _ACTIVITY.where(activity.c.period == bindparam("period")),
    "newest activity": _ACTIVITY.order_by(activity.c.period.desc()).limit(1),
    "item": select(item)
    .where(item.c.item_id == _ID, item.c.version == bindparam("version"))
    .order_by(item.c.digest),
    "edition": select(edition).where(edition.c.sha256 == _ID),
    "pars_record": select(pars_record).where(pars_record.c.public_id == _ID),
    "pars_batch": select(pars_batch).where(pars_batch.c.public_id == _ID),
    "pilot": select(pilot).where(pilot.c.public_id == _ID),
    # Whose it is: the owner by the plan in force.
    "initiative": select(initiative, initiative_plan.c.owner_id.label("person_id"))
    .join(initiative_plan, initiative_plan.c.initiative_id == initiative.c.id)
    .where(initiative.c.public_id == _ID, in_force.PLAN),
    # A project is whoever's leads it.
    "project": select(project, project_version.c.lead_id.label("person_id"))
    .join(project_version, project_version.c.project_id == project.c.id)
    .where(project.c.public_id == _ID, _NEWEST),
    "participation": select(participation).where(participation.c.public_id == _ID),
    "portfolio_batch": select(portfolio_batch).where(portfolio_batch.c.public_id == _ID),
    "task": select(task).where(task.c.public_id == _ID),
    "figure": select(media).where(media.c.digest == _ID),
}
_LOCKED = {"certificate": completion, "initiative": initiative, "project": project}
