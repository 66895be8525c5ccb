"""Ask the office something, or give it an idea: anybody who signs in may, and sees the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import ValidationError

from credit.calendar import local_day
from storage import tasks
from storage.columns import keepable
from workflows.act import act, view
from workflows.desk.inquiry import (
    DAYS,
    KINDS,
    LONGEST,
    Added,
    Written,
    add_note,
    read,
    require_inquiry,
)
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.desk.inquiry import Inquiry, Kind

MOST_OPEN = 10
MOST_A_DAY = 20  # whatever became of them: who withdraws and asks again fills the office's list
MOST_ADDED = 10  # to one, since it was answered last


class WordsRefused(Faulty):
    """Something that is empty, or too long."""

    def __init__(self) -> None:
        """Say what is wanted."""
        super().__init__(
            f"Write a subject of 500 characters at most, and the text in {LONGEST:,} or fewer."
        )


class TooManyWaiting(Refused):
    """More than anybody asks at once."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            f"{MOST_OPEN} of yours wait for an answer. Add to one of them, or withdraw what is"
            " settled."
        )


class EnoughSaid(Refused):
    """More than anybody says before an answer."""

    status = 409

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "That is as much as the office can take in at once. Wait for its answer, or go on"
            " tomorrow with something new."
        )


class Withdrawn(Refused):
    """It was taken back."""

    status = 409

    def __init__(self) -> None:
        """Say that nothing was changed."""
        super().__init__("This was withdrawn; nothing was changed.")


def inquire(actor: Actor, kind: Kind, subject: str, text: str) -> str:
    """Write it and return its public id; the same again while it waits returns the first.

    Raises:
        WordsRefused, TooManyWaiting, EnoughSaid: nothing was written.
    """
    written = _written(subject, text)
    if kind not in KINDS:
        message = f"Choose one of {', '.join(KINDS.values())}."
        raise Faulty(message)
    with act(actor, "inquiry.ask", once=lambda a: _again(a, kind, written)) as a:
        if isinstance(a.receipt, str):
            return a.receipt
        _require_room(a)
        made = tasks.add(
            a.connection, kind=kind, about=f"person:{a.actor.public_id}",
            body=written.model_dump_json(), now=a.at, person_id=a.person_id, by=a.person_id,
            due=a.today + timedelta(days=DAYS),
        )  # fmt: skip
        a.on, a.object = made, f"task:{made.public_id}"
        a.seal("task", id=made.id)
        a.data["kind"] = kind
        add_note(a, 1, "asked", None)
        return str(made.public_id)


def own(actor: Actor) -> tuple[Inquiry, ...]:
    """Return what the actor asked and suggested, the newest first."""
    with view(actor, "inquiry.see") as a:
        return tuple(read(a, row) for row in _mine(a))


def add(actor: Actor, inquiry: str, text: str, seen: int) -> None:
    """Add something; it awaits the office again, and an answer is promised anew.

    Raises:
        WordsRefused, Withdrawn, Stale, EnoughSaid: nothing was written.
    """
    entry = Added(text=words(text))
    with act(actor, "inquiry.add", on=("task", inquiry)) as a:
        _require(a, seen)
        said = [row.state for row in tasks.notes(a.connection, a.on.id)]
        if "answered" not in said[-MOST_ADDED - 1 :] and len(said) > MOST_ADDED:
            raise EnoughSaid
        add_note(a, seen + 1, "asked", entry)


def withdraw(actor: Actor, inquiry: str, seen: int) -> None:
    """Take it back; what was said stays to be read.

    Raises:
        Withdrawn, Stale: nothing was written.
    """
    with act(actor, "inquiry.withdraw", on=("task", inquiry)) as a:
        _require(a, seen)
        add_note(a, seen + 1, "withdrawn", None)


def words(text: str) -> str:
    """Return what somebody says.

    Raises:
        WordsRefused: it is nothing, or too long.
    """
    kept = keepable(text).strip()
    if not 0 < len(kept) <= LONGEST:
        raise WordsRefused
    return kept


def _written(subject: str, text: str) -> Written:
    try:
        return Written(subject=" ".join(keepable(subject).split()), text=words(text))
    except ValidationError as error:
        raise WordsRefused from error


def _mine(a: Act) -> Iterator[Row[Any]]:
    """Yield the tasks of the person, newest first."""
    found = (row for kind in KINDS for row in tasks.of_person(a.connection, a.person_id, kind))
    yield from sorted(found, key=lambda row: -row.id)


def _require_room(a: Act) -> None:
    """Let nobody fill the office's list.

    Raises:
        TooManyWaiting, EnoughSaid: this one has to wait.
    """
    mine, zone = list(_mine(a)), a.actor.service.settings.zone
    if sum(row.state == "asked" for row in mine) >= MOST_OPEN:
        raise TooManyWaiting
    if sum(local_day(row.at, zone) == a.today for row in mine) >= MOST_A_DAY:
        raise EnoughSaid


def _again(a: Act, kind: Kind, written: Written) -> str | None:
    body = written.model_dump_json()
    same = (row for row in _mine(a) if (row.kind, row.state, row.body) == (kind, "asked", body))
    return next((str(row.public_id) for row in same), None)


def _require(a: Act, seen: int) -> None:
    require_inquiry(a)
    last = tasks.notes(a.connection, a.on.id)[-1]
    if last.state == "withdrawn":
        raise Withdrawn
    if last.seq != seen:
        raise Stale(last.state, last.seq)
