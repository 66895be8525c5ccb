"""The private address under which a calendar asks for somebody's deadlines, without a session."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Any

from storage import feeds, people
from storage.connect import reading
from workflows.act import Actor, act, view
from workflows.credit.deadlines import deadlines_feed
from workflows.refusals import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Row

    from workflows.act import Act
    from workflows.service import Service

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits


def see(actor: Actor) -> datetime | None:
    """Return since when there is an address, None if there is none; it is shown only once."""
    with view(actor, "feed.see") as a:
        return next((row.at for row in _open(a)), None)


def renew(actor: Actor) -> str:
    """Make an address, which ends the one before, and return it."""
    token = secrets.token_urlsafe(32)
    with act(actor, "feed.renew") as a:
        a.object = f"person:{actor.public_id}"
        _end(a, (row for row in _open(a) if row.person_id != a.person_id))
        _write(a, a.person_id, _digest(token))
    return f"{actor.service.settings.public_url}/feed/{token}.ics"


def end(actor: Actor) -> None:
    """End the address; a repeat finds none."""
    with act(actor, "feed.end", once=lambda a: None if list(_open(a)) else True) as a:
        a.object = f"person:{actor.public_id}"
        _end(a, _open(a))


def subscribed(service: Service, token: str) -> bytes | None:
    """Return the deadlines behind an address, None for what is none, or is none any more."""
    if not TOKEN.fullmatch(token):
        return None
    with reading(service.engine) as connection:
        found = feeds.of_token(connection, _digest(token))
        if found is None:
            return None
        whole = people.by_id(connection, people.ids_of(connection, found)[0])
        roles = people.roles_of(connection, whole.id)
    try:
        return deadlines_feed(Actor(service, whole.id, whole.public_id, roles))
    except NotAllowed:  # every role was taken
        return None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _open(a: Act) -> Iterable[Row[Any]]:
    rows = feeds.of_person(a.connection, a.person_id)
    return [row for row in rows if row.token_digest is not None]


def _end(a: Act, rows: Iterable[Row[Any]]) -> None:
    for row in rows:
        _write(a, row.person_id, None)


def _write(a: Act, person_id: int, token_digest: str | None) -> None:
    rows = feeds.of_person(a.connection, person_id)
    seq = max((row.seq for row in rows if row.person_id == person_id), default=0) + 1
    feeds.write(a.connection, person_id, seq, token_digest, a.at)
    a.seal("feed", person_id=person_id, seq=seq)
