"""Ask whether an activity can carry MOC points: anybody who signs in may, and sees the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from credit import boards
from credit.amounts import AmountRefused, quarters
from storage import tasks
from storage.columns import keepable
from workflows.act import act, view
from workflows.desk.request import (
    KIND,
    LONGEST,
    OPEN,
    Asked,
    Said,
    add_note,
    read,
    require_request,
)
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Act, Actor
    from workflows.desk.request import Request, State

MOST_OPEN = 20


class RequestRefused(Faulty):
    """A request that lacks something; it lists every fault at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


class TooManyRequests(Refused):
    """More open requests than anybody has activities."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            f"{MOST_OPEN} requests of yours are open. Withdraw what is no longer needed, or write"
            " to the office."
        )


class NotOpen(Refused):
    """It was answered or withdrawn."""

    status = 409

    def __init__(self, state: State) -> None:
        super().__init__(f"This request was {state} already; nothing was changed.")


def filled(**fields: object) -> Asked:
    """Return what a form asks.

    Raises:
        RequestRefused: it says each thing that is missing or cannot be.
    """
    kept = {name: keepable(one) if isinstance(one, str) else one for name, one in fields.items()}
    if faults := tuple(_faults(kept)):
        raise RequestRefused(faults)
    try:
        return Asked.model_validate(kept)
    except ValidationError as error:
        message = "Shorten the texts: a line holds 500 characters, the note 4,000."
        raise RequestRefused((message,)) from error


def ask(actor: Actor, asked: Asked) -> str:
    """Write a request and return its public id; the same again while it is open returns the first.

    Raises:
        TooManyRequests: nothing was written.
    """
    with act(actor, "request.ask", once=lambda a: _again(a, asked)) as a:
        if isinstance(a.receipt, str):
            return a.receipt
        mine = tasks.of_person(a.connection, a.person_id, KIND)
        if sum(row.state in OPEN for row in mine) >= MOST_OPEN:
            raise TooManyRequests
        made = tasks.add(
            a.connection, kind=KIND, about=f"person:{a.actor.public_id}",
            body=asked.model_dump_json(), now=a.at, person_id=a.person_id, by=a.person_id,
        )  # fmt: skip
        a.on, a.object = made, f"task:{made.public_id}"
        a.seal("task", id=made.id)
        a.data["boards"] = list(asked.boards)
        add_note(a, 1, "asked", None)
        return str(made.public_id)


def own(actor: Actor) -> tuple[Request, ...]:
    """Return the actor's own requests, newest first."""
    with view(actor, "request.see") as a:
        rows = tasks.of_person(a.connection, a.person_id, KIND)
        return tuple(read(a, row) for row in rows)


def reply(actor: Actor, request: str, text: str, seen: int) -> None:
    """Reply to the office's question, or add something; the request awaits the office again.

    Raises:
        NotOpen, Stale, RequestRefused: nothing was written.
    """
    entry = said(text)
    with act(actor, "request.reply", on=("task", request)) as a:
        require_open(a, seen)
        add_note(a, seen + 1, "asked", entry)


def withdraw(actor: Actor, request: str, seen: int) -> None:
    """Withdraw a request that is not answered yet.

    Raises:
        NotOpen, Stale: nothing was written.
    """
    with act(actor, "request.withdraw", on=("task", request)) as a:
        require_open(a, seen)
        add_note(a, seen + 1, "withdrawn", None)


def _again(a: Act, asked: Asked) -> str | None:
    mine = tasks.of_person(a.connection, a.person_id, KIND)
    same = (
        row for row in mine if row.state in OPEN and Asked.model_validate_json(row.body) == asked
    )
    return next((str(row.public_id) for row in same), None)


def said(text: str) -> Said:
    """Return what somebody says.

    Raises:
        RequestRefused: it is nothing, or too long.
    """
    text = keepable(text).strip()
    if not text or len(text) > LONGEST:
        raise RequestRefused((f"Write something, in at most {LONGEST:,} characters.",))
    return Said(text=text)


def require_open(a: Act, seen: int) -> None:
    """Refuse what comes too late, or from a page that did not show what is in force.

    Raises:
        NotFound, NotOpen, Stale: nothing may be written.
    """
    require_request(a)
    last = tasks.notes(a.connection, a.on.id)[-1]
    if last.state not in OPEN:
        raise NotOpen(last.state)
    if last.seq != seen:
        raise Stale(last.state, last.seq)


def _amount_faults(text: str) -> Iterator[str]:
    if not text.strip():
        yield "Give the credits, at most."
        return
    try:
        quarters(text)
    except AmountRefused as refused:
        yield f"Credits: {refused}"


def _faults(kept: dict[str, object]) -> Iterator[str]:
    for name, wanted in (("title", "Give the activity's title."), ("contact", "Say whom to ask.")):
        if not str(kept.get(name) or "").strip():
            yield wanted
    begins, ends = kept.get("begins"), kept.get("ends")
    if begins is None or ends is None:
        yield "Give the first and the last day."
    elif ends < begins:  # type: ignore[operator]  # both are dates, or the model refuses them
        yield "The last day lies before the first."
    yield from _amount_faults(str(kept.get("credits") or ""))
    chosen = kept.get("boards") or ()
    unknown = set(chosen) - set(boards.load().acronyms)  # type: ignore[call-overload]  # of text
    if not chosen or unknown:
        yield "Choose the boards you ask about."
