"""A tester comes in: a link that was sent opens a session, and that one pilot alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from credit.calendar import local_day
from storage import people, pilots
from storage.connect import reading
from workflows.act import act
from workflows.people.session import digest_of as session_digest
from workflows.people.session import system
from workflows.refusals import NotFound, Refused
from workflows.trying.pilot import digest_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from workflows.service import Service

LONGEST_TOKEN = 100
DAY = timedelta(days=1)
MOST_A_DAY = 20  # sessions by one link


class TooOften(Refused):
    """A link by which more sessions were opened in a day than one tester needs."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            "This link was used many times today. Go on in the window you began in, or try again"
            " tomorrow."
        )


@dataclass(frozen=True)
class Invited:
    """Whom a link was made for, and the last day on which it works."""

    name: str
    good_until: date


def invited(service: Service, token: str) -> Invited | None:
    """Return whom a link was made for; None for one that is unknown, ended or ran out."""
    with reading(service.engine) as connection:
        row = _behind(connection, token, service.now())
    zone = service.settings.zone
    return Invited(row.name, local_day(row.expires_at, zone)) if row is not None else None


def come_in(service: Service, token: str) -> str:
    """Open a session for the tester of a link and return its token.

    It lasts as long as a session of staff, and no longer than the link.

    Raises:
        NotFound: the link is unknown, ended or ran out. TooOften.
    """
    opened = secrets.token_urlsafe(32)

    def whose(connection: Connection) -> list[int]:
        row = _behind(connection, token, service.now())
        return [row.tester_id] if row is not None else []

    with act(system(service), "session.open", about=whose) as a:
        row = _behind(a.connection, token, a.at)
        if row is None:
            raise NotFound("link")
        if pilots.opened_since(a.connection, row.tester_id, a.at - DAY) >= MOST_A_DAY:
            raise TooOften
        ends = min(row.expires_at, a.at + timedelta(hours=service.settings.staff_hours))
        people.open_session(a.connection, session_digest(opened), row.tester_id, a.at, ends)
        a.object = f"person:{row.tester}"
    return opened


def _behind(connection: Connection, token: str, now: datetime) -> Row[Any] | None:
    """Return the pilot behind a link that is good at a moment."""
    if not (token.isascii() and 0 < len(token) <= LONGEST_TOKEN):
        return None
    row = pilots.by_token(connection, digest_of(token))
    return row if row is not None and not row.ended and row.expires_at > now else None
