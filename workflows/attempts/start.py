"""Start an attempt: acknowledge the front matter, draw the form, start the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit.calendar import due_at, is_open
from storage import attempts, content, credit, space
from workflows.act import act
from workflows.attempts.form import new_form
from workflows.attempts.refusals import (
    FrontMatterChanged,
    NoAttemptsLeft,
    NoRoom,
    NotOpen,
    NotStarted,
)
from workflows.attempts.settle import settle_row
from workflows.content import frozen
from workflows.content.halted import halted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from workflows.act import Act, Actor


def start(actor: Actor, key: str, front_digest: str) -> str:
    """Return the public id of the person's open attempt at an activity, starting it if need be.

    Raises:
        NotOpen, NotStarted, NoAttemptsLeft, FrontMatterChanged, NoRoom: with nothing written.
    """
    with act(actor, "attempt.start", on=("activity", key), once=_open_attempt) as a:
        if a.receipt is not None:
            return str(a.receipt)
        if not is_open(a.on.released, a.on.expires, a.at, actor.service.settings.zone):
            raise NotOpen(a.on.released, a.on.expires, a.today)
        if (halt := halted(a.connection, a.on, a.on.id)) is not None:
            raise NotStarted(halt.said(actor.service.settings.zone))
        edition = content.newest_edition(a.connection, a.on.id)
        manifest = frozen.manifest(a.connection, edition.id)
        if manifest.front.digest != front_digest:
            raise FrontMatterChanged
        _require_attempt_left(a, manifest)
        if space.is_short(actor.service.engine):
            raise NoRoom(manifest.front.contact.email)
        return _begin(a, edition.id, edition.sha256, manifest, front_digest)


def _open_attempt(a: Act) -> str | None:
    """Return the attempt that is still open; one whose time ran out is settled on the way."""
    for row in attempts.of_person(a.connection, a.person_id, a.on.id):
        if row.submitted_at is None and not settle_row(a, row):
            return str(row.public_id)
    return None


def _require_attempt_left(a: Act, manifest: Manifest) -> None:
    limit = manifest.terms.rules.attempts_max
    if limit is None or credit.has_passed(a.connection, a.person_id, a.on.id):
        return  # after passing, further attempts are practice and change no record
    granted = attempts.grants(a.connection, a.person_id, a.on.id)
    used = attempts.used(a.connection, a.person_id, a.on.id)
    if used >= limit + sum(one.attempts for one in granted):
        raise NoAttemptsLeft(used, manifest.front.contact.email)


def _begin(a: Act, edition_id: int, sha256: str, manifest: Manifest, front_digest: str) -> str:
    earlier = attempts.of_person(a.connection, a.person_id, a.on.id)
    blank = _blank(a, earlier)
    seed = a.actor.service.seed() if blank is None else blank.seed
    number = max((one.number for one in earlier), default=0) + 1
    public_id = attempts.add(
        a.connection,
        person_id=a.person_id,
        activity_id=a.on.id,
        edition_id=edition_id,
        number=number,
        seed=seed,
        started_at=a.at,
        due_at=_due(a, manifest),
        front_digest=front_digest,
        form=blank.form
        if blank is not None and blank.edition_id == edition_id
        else new_form(a.connection, edition_id, manifest, earlier, seed).model_dump_json(),
    )
    a.data.update(attempt=public_id, number=number, edition=sha256, front=front_digest)
    a.seal("attempt", public_id=public_id)
    return public_id


def _blank(a: Act, earlier: Sequence[Row[Any]]) -> Row[Any] | None:
    """Return the last attempt if it did not count: the next one shows the very same questions.

    Else opening and leaving attempts would show the whole bank without using one up.
    """
    last = earlier[-1] if earlier else None
    if last is None or last.due_at is not None or attempts.answers(a.connection, last.id):
        return None
    return last


def _due(a: Act, manifest: Manifest) -> datetime | None:
    granted = attempts.grants(a.connection, a.person_id, a.on.id)
    extra = sum(one.minutes for one in granted)
    return due_at(a.at, manifest.terms.rules.time_limit_minutes, extra)
