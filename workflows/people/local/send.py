"""Hand letters about accounts in: each copy has a token of its own, made when it is made.

The database holds a token's digest alone, and the mail is the only place where the token stands.
When we do not hear whether a copy was taken, the next one has another token: the newest counts.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

from documents.account_letter import WITH_LINK, AccountLetter, account_mail
from storage import letters, throttle
from workflows.act import act, view
from workflows.messages.post import NotTaken
from workflows.messages.send import SENDER, message_id
from workflows.people.local.letter import LIFE, NOTICE, digest_of, effect_of
from workflows.people.session import system

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from documents.account_letter import Says
    from workflows.act import Act
    from workflows.messages.post import Post
    from workflows.service import Service

journal = logging.getLogger("messages")
HOUR = 3600  # seconds
LEASE = timedelta(minutes=2)  # longer than any mail server keeps us waiting
BACK_OFF = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 240))
NOTICES: dict[str, Says] = {"moved": "moved", "changed": "changed", "dropped": "dropped"}
AT_ONCE = 200  # letters in one run of the job


@dataclass(frozen=True)
class _Taken:
    """A letter that is this worker's until then; who asks anew meanwhile puts another."""

    letter_id: int
    until: datetime
    tries: int
    mail: EmailMessage


def send_letters(service: Service, post: Post) -> int:
    """Hand in what is due, forget what ran out, and return how many letters were sent.

    A server that takes nothing is asked once; the others wait for the next run.
    """
    sent = 0
    for letter_id in _due(service):
        taken = _taken(service, letter_id)
        if taken is None:
            continue  # another worker was faster, or there is nothing to say
        try:
            post.hand_in(taken.mail)
        except NotTaken as error:
            _put_off(service, taken, error)
            if error.for_all:
                break
        else:
            _done(service, taken)
            sent += 1
    return sent


def _due(service: Service) -> list[int]:
    with act(system(service), "letter.send") as a:
        letters.sweep(a.connection, a.at)
        throttle.sweep(a.connection, a.at)
    with view(system(service), "letter.see") as a:
        return list(letters.due(a.connection, a.at, AT_ONCE))


def _taken(service: Service, letter_id: int) -> _Taken | None:
    """Take a letter for this worker alone for a while, and return it as a mail of its own."""
    with act(system(service), "letter.send") as a:
        row = letters.take(a.connection, letter_id, a.at)
        if row is None:
            return None
        says = _says(a, row)
        if says is None:
            letters.remove(a.connection, letter_id)
            return None
        token = secrets.token_urlsafe(32) if says in WITH_LINK else ""
        digest = digest_of(token) if token else None
        until = a.at + LEASE
        letters.lend(a.connection, letter_id, digest, until, a.at + _life(row, says))
        return _Taken(letter_id, until, int(row.tries), _mail(a, row, says, token))


def _says(a: Act, row: Row[Any]) -> Says | None:
    if row.kind in NOTICES:
        return NOTICES[row.kind]
    does = effect_of(a.connection, row).does
    return None if does == "nothing" else does


def _life(row: Row[Any], says: Says) -> timedelta:
    """Return for how long the letter counts from now: whatever opens an account not for long."""
    return LIFE["reset"] if says == "exists" else LIFE.get(row.kind, NOTICE)


def _mail(a: Act, row: Row[Any], says: Says, token: str) -> EmailMessage:
    settings = a.actor.service.settings
    hours = int(_life(row, says).total_seconds() // HOUR)
    letter = AccountLetter(says, settings.public_url, token, hours, demonstration=settings.demo)
    return account_mail(
        letter,
        sender=settings.mail_server.sender if settings.mail_server else SENDER,
        to=row.address,
        # Letters are forgotten, and SQLite gives their numbers again: the moment tells them apart.
        message_id=message_id(settings, f"letter:{row.id}:{row.at}", f"{row.kind}:{row.tries}"),
        at=a.at,
    )


def _done(service: Service, taken: _Taken) -> None:
    with act(system(service), "letter.send") as a:
        letters.put_off(a.connection, taken.letter_id, taken.until, None)


def _put_off(service: Service, taken: _Taken, error: NotTaken) -> None:
    """Try again later; what a server refuses for good, or again and again, is left."""
    journal.warning("a letter about an account was not taken: %s", error)
    last = not error.for_all and (error.for_good or taken.tries >= len(BACK_OFF))
    pause = BACK_OFF[min(taken.tries, len(BACK_OFF) - 1)]
    with act(system(service), "letter.send") as a:
        due_at = None if last else a.at + pause
        letters.put_off(a.connection, taken.letter_id, taken.until, due_at)
