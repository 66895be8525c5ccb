"""The notice at the next visit: what you were told, what is right now, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from quizzes.correction import Correction, in_force
from storage import attempts, corrections, people
from workflows.act import act, view
from workflows.attempts.answers import form_of
from workflows.attempts.corrections import name_of, numbered
from workflows.content import frozen
from workflows.corrections.proposed import published
from workflows.corrections.words import asked, explained, right
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from quizzes.models import AnyItem
    from workflows.act import Act, Actor


class NothingToRead(Refused):
    """A notice that is not for this person."""

    status = 404

    def __init__(self) -> None:
        """Say that nothing is missed."""
        super().__init__("There is no such notice for you, so there is nothing to confirm.")


@dataclass(frozen=True)
class Notice:
    """One correction, for somebody who was taught otherwise."""

    id: str  # "item.version:number"
    attempt: str  # theirs, in which they were
    title: str
    question: str  # the vignette with its lead-in
    before: str
    after: str
    now: str  # in the office's words
    source: str
    at: datetime


def notices(actor: Actor) -> tuple[Notice, ...]:
    """Return what the person was taught otherwise and has not acknowledged, newest first."""
    with view(actor, "home.see") as a:
        return tuple(_notice(a, row, attempt) for row, attempt in _due(a))


def changes(actor: Actor) -> tuple[Notice, ...]:
    """Return every answer that the person was taught otherwise before, newest first, read or not.

    What was undone since is not among them, nor is its undoing: it is as they were told at first.
    """
    with view(actor, "learning.see") as a:
        taught = _taught(a)
        gone = {_undoes(row) for row, _ in taught if row.kind == "undo"}
        return tuple(
            _notice(a, row, attempt)
            for row, attempt in reversed(taught)
            if row.kind != "undo" and (row.item_id, row.version, row.seq) not in gone
        )


def acknowledge(actor: Actor, correction: str) -> None:
    """Write that the person has read the notice of a correction; a repeat changes nothing.

    Raises:
        NothingToRead: there is none for this person.
    """
    with act(actor, "notice.see", on=("person", actor.public_id)) as a:
        row = next((one for one, _ in _taught(a) if _id(one) == correction), None)
        if row is None:
            raise NothingToRead
        own = people.ids_of(a.connection, a.person_id)
        if row.id in corrections.seen(a.connection, own):
            a.receipt = True
            return
        corrections.acknowledge(a.connection, a.person_id, row.id, a.at)
        a.seal("notice", person_id=a.person_id, correction_id=row.id)
        a.data["correction"] = correction


def _id(row: Row[Any]) -> str:
    return name_of(row.item_id, row.version, row.seq)


def _due(a: Act) -> list[tuple[Row[Any], Row[Any]]]:
    """Return the corrections to tell of, with the attempt in which the person was taught.

    What was undone is told of no more, and its undoing only to whoever had read of it.
    """
    taught = _taught(a)
    if not taught:
        return []
    seen = corrections.seen(a.connection, people.ids_of(a.connection, a.person_id))
    known = {(row.item_id, row.version, row.seq): row.id for row, _ in taught}
    gone = {_undoes(row) for row, _ in taught if row.kind == "undo"}
    return [
        (row, attempt)
        for row, attempt in reversed(taught)
        if row.id not in seen
        and (row.item_id, row.version, row.seq) not in gone
        and (row.kind != "undo" or known.get(_undoes(row)) in seen)
    ]


def _undoes(row: Row[Any]) -> tuple[str, int, int]:
    return row.item_id, row.version, Correction.model_validate_json(row.body).of or 0


def _taught(a: Act) -> list[tuple[Row[Any], Row[Any]]]:
    """Return every correction of what the person was shown before it, oldest first."""
    own = people.ids_of(a.connection, a.person_id)
    every = list(reversed(corrections.every(a.connection)))
    if not every:
        return []
    shown: dict[tuple[str, int], list[tuple[Row[Any], datetime]]] = {}
    ids = {row.item_id for row in every}
    for attempt in corrections.attempts_of(a.connection, own):
        for key, at in _shown(a.connection, attempt, ids):
            shown.setdefault(key, []).append((attempt, at))
    found = []
    for row in every:
        before = [one for one, at in shown.get((row.item_id, row.version), []) if at <= row.at]
        if before:
            found.append((row, before[-1]))
    return found


def _shown(
    connection: Connection, attempt: Row[Any], ids: set[str]
) -> list[tuple[tuple[str, int], datetime]]:
    """Return when an attempt showed what is right of some items: at its end, or at each answer."""
    wanted = [
        (at, one.digest)
        for at, one in enumerate(form_of(attempt).items, start=1)
        if one.item_id in ids
    ]
    if not wanted:
        return []
    items = frozen.items(connection, [digest for _, digest in wanted])
    answers = attempts.answers(connection, attempt.id)
    rules = frozen.terms(connection, attempt.activity_id).rules
    each = rules.feedback == "after_each_item"
    found = []
    for at, digest in wanted:
        moment = attempt.submitted_at if answers else None
        if each and at in answers:
            moment = answers[at].at
        if moment is not None:
            found.append(((items[digest].id, items[digest].version), moment))
    return found


def _notice(a: Act, row: Row[Any], attempt: Row[Any]) -> Notice:
    item = published(a.connection, row.item_id, row.version)
    before, after = told_of(a.connection, row, item)
    new = Correction.model_validate_json(row.body)
    return Notice(
        id=_id(row),
        attempt=attempt.public_id,
        title=frozen.terms(a.connection, attempt.activity_id).title,
        question=asked(item),
        before=before,
        after=after,
        now=new.now,
        source=new.source,
        at=row.at,
    )


def told_of(connection: Connection, row: Row[Any], item: AnyItem) -> tuple[str, str]:
    """Return what was told before a correction, and what is since: the key, or a rationale."""
    rows = corrections.of_items(connection, [row.item_id])
    own = [numbered(one) for one in rows if one.version == row.version]
    before = [one.correction for one in in_force(one for one in own if one.seq < row.seq)]
    after = [one.correction for one in in_force(one for one in own if one.seq <= row.seq)]
    new = _that_matters(own, Correction.model_validate_json(row.body))
    if new.kind == "rationale":
        return _text(item, new.place, before), _text(item, new.place, after)
    return right(item, before), right(item, after)


def _that_matters(own: Sequence[Any], new: Correction) -> Correction:
    """Return a correction, or of an undo the one that it undoes."""
    return next((one.correction for one in own if one.seq == new.of), new)


def _text(item: AnyItem, place: str, told: Sequence[Correction]) -> str:
    last = [one.text for one in told if one.kind == "rationale" and one.place == place]
    return (last[-1] if last else explained(item, place)) or "nothing"
