"""A comment on a question is a task with a clock: staff answer, and the answer goes back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from quizzes.text import Closed
from storage import attempts, outbox, people, tasks, things
from storage.columns import keepable
from workflows.act import act, view
from workflows.attempts.answers import form_of
from workflows.attempts.corrections import named
from workflows.content import frozen
from workflows.corrections.words import asked, right
from workflows.people.profile import latest
from workflows.refusals import Faulty, NotFound, Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from quizzes.models import AnyItem
    from workflows.act import Act, Actor

KIND = "appeal"
DAYS = 14  # within which somebody is answered
LONGEST = 4_000  # characters
State = Literal["answered", "upheld"]


class Challenge(Closed):
    """What the task holds: which comment it is about; the words stay with the comment."""

    schema_version: Literal[1] = 1
    attempt: str
    position: int
    seq: int


class NoAnswer(Faulty):
    """An answer without words, or with too many."""

    def __init__(self) -> None:
        """Ask for it."""
        super().__init__(f"Write the answer, in {LONGEST:,} characters or fewer.")


class AnsweredAlready(Refused):
    """A second answer to one comment."""

    status = 409

    def __init__(self) -> None:
        """Say that the first stands."""
        super().__init__("This comment was answered already, and the answer was sent.")


class OwnComment(Refused):
    """The answer to one's own comment."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("You wrote this comment yourself: somebody else of the office answers it.")


@dataclass(frozen=True)
class Appeal:
    """A comment with its question, its clock and, once there is one, its answer."""

    id: str
    attempt: str
    position: int
    item: str  # its id with its version
    title: str
    question: str
    key: str  # in words, as it was published
    text: str
    by: str
    own: bool
    at: datetime
    due: date
    days_left: int
    state: State | None
    answer: str | None


def open_for(a: Act, position: int, seq: int) -> None:
    """Write the task of a comment that was just sent on the act's attempt."""
    held = Challenge(attempt=a.on.public_id, position=position, seq=seq)
    made = tasks.add(
        a.connection,
        kind=KIND,
        about=_about(a.on.public_id),
        person_id=a.person_id,
        body=held.model_dump_json(),
        due=a.today + timedelta(days=DAYS),
        by=a.person_id,
        now=a.at,
    )
    a.seal("task", id=made.id)
    a.data["task"] = made.public_id


def waiting(actor: Actor) -> tuple[Appeal, ...]:
    """Return the comments that nobody answered yet, the longest due first."""
    with view(actor, "appeal.see") as a:
        rows = [row for row in tasks.of_kind(a.connection, KIND) if row.state is None]
        found = (_appeal(a, row) for row in rows)
        return tuple(sorted((one for one in found if one), key=lambda one: (one.due, one.at)))


def one(actor: Actor, appeal: str) -> Appeal:
    """Return one comment.

    Raises:
        NotFound: there is none.
    """
    with view(actor, "appeal.see", on=("task", appeal)) as a:
        return _read(a)


def answer(actor: Actor, appeal: str, text: str, *, upheld: bool) -> None:
    """Answer a comment; the person reads it with the question, and hears of it by mail.

    The same answer again is one.

    Raises:
        NoAnswer, AnsweredAlready, OwnComment, NotFound: nothing was written.
    """
    words = keepable(text).strip()
    if not 0 < len(words) <= LONGEST:
        raise NoAnswer
    state = "upheld" if upheld else "answered"
    with act(actor, "appeal.answer", on=("task", appeal)) as a:
        held = _read(a)
        if held.state is not None:
            if (held.state, held.answer) != (state, words):
                raise AnsweredAlready
            a.receipt = True
            return
        if held.own:
            raise OwnComment
        tasks.note(a.connection, a.on.id, 1, state, words, a.at, a.person_id)
        a.seal("task_note", task_id=a.on.id, seq=1)
        _tell(a, held)
        a.data["state"] = state


def of_attempt(actor: Actor, attempt: str) -> tuple[Appeal, ...]:
    """Return the person's own comments on the questions of an attempt, oldest first."""
    with view(actor, "attempt.see", on=("attempt", attempt)) as a:
        rows = tasks.about(a.connection, _about(a.on.public_id))
        found = (_appeal(a, row) for row in reversed(rows) if row.kind == KIND)
        return tuple(one for one in found if one)


def _about(attempt: str) -> str:
    return f"attempt:{attempt}"


def _read(a: Act) -> Appeal:
    row = next((one for one in tasks.about(a.connection, a.on.about) if one.id == a.on.id), None)
    found = _appeal(a, row) if row is not None and row.kind == KIND else None
    if found is None:
        raise NotFound("comment")
    return found


def _appeal(a: Act, row: Row[Any]) -> Appeal | None:
    """Return a comment, or None where its words were erased."""
    held = Challenge.model_validate_json(row.body)
    attempt = things.find(a.connection, "attempt", held.attempt, None)
    said = (
        attempts.comment_at(a.connection, attempt.id, held.position, held.seq) if attempt else None
    )
    if attempt is None or said is None:
        return None
    item = _item(a.connection, attempt, held.position)
    notes = tasks.notes(a.connection, row.id)
    return Appeal(
        id=row.public_id,
        attempt=held.attempt,
        position=held.position,
        item=named(item.id, item.version),
        title=frozen.terms(a.connection, attempt.activity_id).title,
        question=asked(item),
        key=right(item, ()),
        text=said.body,
        by=latest(a.connection, attempt.person_id)[0].shown,
        own=attempt.person_id in people.ids_of(a.connection, a.person_id),
        at=row.at,
        due=row.due,
        days_left=(row.due - a.today).days,
        state=notes[-1].state if notes else None,
        answer=notes[-1].body if notes else None,
    )


def _item(connection: Connection, attempt: Row[Any], position: int) -> AnyItem:
    return frozen.item(connection, form_of(attempt).items[position - 1].digest)


def _tell(a: Act, held: Appeal) -> None:
    attempt = things.find(a.connection, "attempt", held.attempt, None)
    if attempt is None:
        raise NotFound("comment")
    facts = {
        "activity": frozen.activity_key(a.connection, attempt.activity_id),
        "path": f"/result?attempt={held.attempt}",
    }
    outbox.put(
        a.connection,
        subject=f"task:{held.id}",
        kind="appeal-answer",
        person_id=attempt.person_id,
        body=json.dumps(facts),
        due_at=a.at,
        now=a.at,
    )
