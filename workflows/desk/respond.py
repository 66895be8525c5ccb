"""Questions and ideas as the office sees them: the queue, and the answer that goes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from storage import outbox, people, tasks
from workflows.act import act, view
from workflows.desk.inquire import Withdrawn, words
from workflows.desk.inquiry import KINDS, OF_KIND, OUTCOMES, Answer, add_note, read, require_inquiry
from workflows.refusals import Faulty, Refused, Stale

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.desk.inquiry import Inquiry, Outcome


class OwnInquiry(Refused):
    """The answer to one's own question, by whichever account it was asked."""

    status = 403

    def __init__(self) -> None:
        """Say who can."""
        super().__init__("You wrote this yourself, so somebody else of the office answers it.")


def queue(actor: Actor) -> tuple[Inquiry, ...]:
    """Return every question and idea: those that wait first, the longest due on top."""
    with view(actor, "inquiries.see") as a:
        found = [read(a, row) for kind in KINDS for row in tasks.of_kind(a.connection, kind)]
    waiting = sorted((one for one in found if one.state == "asked"), key=lambda one: one.due)
    settled = sorted(
        (one for one in found if one.state != "asked"), key=lambda one: one.asked_on, reverse=True
    )
    return (*waiting, *settled)


def open_inquiry(actor: Actor, inquiry: str) -> Inquiry:
    """Return one of them."""
    with view(actor, "inquiries.see", on=("task", inquiry)) as a:
        require_inquiry(a)
        return read(a, a.on)


def respond(actor: Actor, inquiry: str, text: str, outcome: Outcome, seen: int) -> None:
    """Answer it, and say what becomes of it; the person reads it, and hears of it by mail.

    A later answer is added to the ones before: a plan may be carried out.

    Raises:
        WordsRefused, Faulty, OwnInquiry, Withdrawn, Stale: nothing was written.
    """
    entry = Answer(text=words(text), outcome=outcome)
    with act(actor, "inquiry.answer", on=("task", inquiry)) as a:
        require_inquiry(a)
        held = read(a, a.on)
        if a.on.person_id in people.ids_of(a.connection, a.person_id):
            raise OwnInquiry
        if held.state == "withdrawn":
            raise Withdrawn
        if held.seq != seen:
            raise Stale(held.state, held.seq)
        if outcome not in OF_KIND[held.kind]:
            message = f"Choose one of {', '.join(OUTCOMES[one] for one in OF_KIND[held.kind])}."
            raise Faulty(message)
        add_note(a, seen + 1, "answered", entry)
        a.data["outcome"] = outcome
        _tell(a, seen + 1)


def _tell(a: Act, seq: int) -> None:
    outbox.put(
        a.connection,
        subject=f"task:{a.on.public_id}:{seq}",
        kind="office-answer",
        person_id=a.on.person_id,
        body=json.dumps({"path": "/office"}),
        due_at=a.at,
        now=a.at,
    )
