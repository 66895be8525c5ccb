"""Where a person is signed in: each session by its device, to be ended one by one or all others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage import people
from workflows.act import act, view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from workflows.act import Act, Actor

UNKNOWN = "A browser on an unknown device"


@dataclass(frozen=True)
class SignedIn:
    """One session of the actor's own; `name` says which, and opens nothing."""

    name: str
    device: str
    begun: datetime
    seen: datetime
    here: bool


def devices(actor: Actor) -> tuple[SignedIn, ...]:
    """Return where the actor is signed in, this browser first, then what was used last."""
    with view(actor, "session.see") as a:
        found = [_signed_in(a, row) for row in _sessions(a)]
        return tuple(sorted(found, key=lambda one: not one.here))


def revoke(actor: Actor, name: str) -> int:
    """End one session of the actor's own, and return how many ended: a repeat finds none."""
    with act(actor, "session.revoke") as a:
        return _end(a, (row for row in _sessions(a) if _name(row.digest) == name))


def revoke_others(actor: Actor) -> int:
    """End every session of the actor's own but this one, and return how many ended."""
    with act(actor, "session.revoke") as a:
        return _end(a, (row for row in _sessions(a) if row.digest != actor.session))


def _sessions(a: Act) -> Iterable[Row[tuple[object, ...]]]:
    return people.live_sessions(a.connection, people.ids_of(a.connection, a.person_id), a.at)


def _end(a: Act, rows: Iterable[Row[tuple[object, ...]]]) -> int:
    ended = [row.digest for row in rows]
    for digest in ended:
        people.end_session(a.connection, digest, a.at)
    a.object = f"person:{a.actor.public_id}"
    a.data["ended"] = len(ended)
    if not ended:
        a.receipt = 0  # nothing to tell of
    return len(ended)


def _signed_in(a: Act, row: Row[tuple[object, ...]]) -> SignedIn:
    return SignedIn(
        name=_name(row.digest),
        device=row.device or UNKNOWN,
        begun=row.created_at,
        seen=row.seen_at,
        here=row.digest == a.actor.session,
    )


def _name(digest: str) -> str:
    """Return what a page may hold of a session: not what the gate knows it by."""
    return hashlib.sha256(f"session\0{digest}".encode()).hexdigest()[:16]
