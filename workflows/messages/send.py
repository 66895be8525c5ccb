"""Send what is due: take a message, hand it in, tell what became of it.

Each step is its own transaction, and the Message-ID follows from subject and kind. Whoever crashes
in between leaves a message that is taken again when the lease ran out, under the same Message-ID.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError

from documents.mail import mail
from storage import outbox
from workflows.act import act, view
from workflows.messages.post import NotTaken
from workflows.messages.told import Ended, address_of, letter

if TYPE_CHECKING:
    from email.message import EmailMessage

    from settings import Settings
    from workflows.act import Act, Actor
    from workflows.messages.post import Post

journal = logging.getLogger("messages")
LEASE = timedelta(minutes=10)
# How long after each try in vain the next one comes; after the last one staff are told.
BACK_OFF = tuple(timedelta(minutes=one) for one in (5, 30, 120, 480, 1440, 2880))
ALL_FAIL = timedelta(hours=1)  # the longest pause while a server takes nothing at all
AT_ONCE = 500  # messages in one run of the job
SENDER = "no-reply@example.edu"  # of the demonstration, whose mail goes nowhere


@dataclass(frozen=True)
class Outcome:
    """What became of a message that was taken."""

    state: str
    reason: str | None = None
    pause: timedelta | None = None
    for_all: bool = False


@dataclass(frozen=True)
class Taken:
    """A message that is ours for a while."""

    row: Row[Any]
    seq: int
    tries: int


def send_due(actor: Actor, post: Post, worker: str) -> int:
    """Send what is due and return how many messages were sent.

    A server that takes nothing is asked once; the others wait for the next run.
    """
    sent = 0
    with view(actor, "message.take") as a:
        due = outbox.due(a.connection, a.at, AT_ONCE)
    for outbox_id in due:
        taken = _take(actor, outbox_id, worker)
        if taken is None:
            continue  # another worker was faster
        outcome = _hand_in(actor, post, taken)
        _tell(actor, taken, outcome)
        sent += outcome.state == "sent"
        if outcome.for_all:
            break
    return sent


def message_id(settings: Settings, subject: str, kind: str) -> str:
    """Return the Message-ID, the same each time: it is how a second copy is known for one."""
    digest = hashlib.sha256(f"{subject}\n{kind}".encode()).hexdigest()[:40]
    host = re.sub(r"[^A-Za-z0-9.-]", "-", urlsplit(settings.public_url).hostname or "")
    return f"<{digest}@{host.strip('.-') or 'localhost'}>"


def _take(actor: Actor, outbox_id: int, worker: str) -> Taken | None:
    with act(actor, "message.take") as a:
        found = outbox.take(a.connection, outbox_id, a.at, a.at + LEASE, worker)
        return None if found is None else Taken(*found, _tries(a, outbox_id))


def _tries(a: Act, outbox_id: int) -> int:
    """Return how often it was tried in vain since staff last wanted it tried."""
    tries = 0
    for one in outbox.events(a.connection, outbox_id):
        tries = 0 if one.state == "waiting" else tries + (one.state == "delayed")
    return tries


def _hand_in(actor: Actor, post: Post, taken: Taken) -> Outcome:
    try:
        made = _made(actor, taken.row)
        if isinstance(made, Ended):
            return Outcome(made.state, made.reason)
        post.hand_in(made)
    except NotTaken as error:
        return _after(error, taken.tries)
    except Exception as error:  # noqa: BLE001 - a message that makes us stumble holds up no other
        journal.exception("message %s could not be sent", taken.row.id)
        said = (
            f"The service stumbled over it ({type(error).__name__}); the operator's log says how."
        )
        return _after(NotTaken(said), taken.tries)
    return Outcome("sent")


def _made(actor: Actor, row: Row[Any]) -> EmailMessage | Ended:
    """Return the message as it is now, or why it is not sent."""
    settings = actor.service.settings
    with view(actor, "message.take") as a:
        said = letter(a, row)
        to = address_of(a.connection, row.person_id)
    if isinstance(said, Ended):
        return said
    if to is None:
        return Ended("failed", "The person has no e-mail address that mail can be sent to.")
    return mail(
        said,
        sender=settings.mail_server.sender if settings.mail_server else SENDER,
        to=to,
        message_id=message_id(settings, row.subject, row.kind),
        at=a.at,
    )


def _after(error: NotTaken, tries: int) -> Outcome:
    """Say when to try again; what is the server's fault never makes a message fail for good."""
    if error.for_all:
        pause = min(ALL_FAIL, BACK_OFF[min(tries, len(BACK_OFF) - 1)])
        return Outcome("delayed", str(error), pause, for_all=True)
    if error.for_good or tries >= len(BACK_OFF):
        return Outcome("failed", str(error))
    return Outcome("delayed", str(error), BACK_OFF[tries])


def _tell(actor: Actor, taken: Taken, outcome: Outcome) -> None:
    try:
        with act(actor, "message.send") as a:
            outbox.tell(
                a.connection,
                taken.row.id,
                taken.seq + 1,
                outcome.state,
                a.at,
                reason=outcome.reason,
                again_at=_again(a.at, outcome),
            )
            a.object = f"message:{taken.row.id}"
            a.data.update(kind=taken.row.kind, about=taken.row.subject, state=outcome.state)
    except IntegrityError:
        # The lease ran out while a slow server was asked, and another worker has it now.
        journal.warning("message %s was taken over by another worker", taken.row.id)


def _again(now: datetime, outcome: Outcome) -> datetime | None:
    return None if outcome.pause is None else now + outcome.pause
