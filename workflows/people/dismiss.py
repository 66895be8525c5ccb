"""End the sessions of somebody who signed out at the identity provider, or was signed out there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import people
from workflows.act import act
from workflows.people.once import spend

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.act import Actor
    from workflows.people.once import Once


@dataclass(frozen=True)
class Leaving:
    """Who left, by the provider's words: the person, one session of theirs there, or both."""

    issuer: str
    subject: str = ""
    session: str = ""


def provider_session(issuer: str, name: str) -> str | None:
    """Return what is kept of a session's name at a provider; None where it has none."""
    return hashlib.sha256(f"{issuer}\0{name}".encode()).hexdigest() if name else None


def dismiss(actor: Actor, leaving: Leaving, key: Once) -> int:
    """End the sessions and return how many accounts that was about; nobody known is none.

    Raises:
        Spent: `key` was presented before; nothing was written.
    """

    def whose(connection: Connection) -> tuple[int, ...]:
        return _whose(connection, leaving)

    with act(actor, "session.dismiss", about=whose) as a:
        spend(a, key)
        ids = _whose(a.connection, leaving)
        named = provider_session(leaving.issuer, leaving.session)
        if named is not None:
            people.end_sessions_at(a.connection, named, ids if leaving.subject else (), a.at)
        else:
            for one in ids:
                people.end_sessions_of(a.connection, one, a.at)
        if ids:
            a.object = f"person:{people.by_id(a.connection, ids[0]).public_id}"
        else:
            a.receipt = 0  # nothing to tell of
        return len(ids)


def _whose(connection: Connection, leaving: Leaving) -> tuple[int, ...]:
    if not leaving.subject:
        named = provider_session(leaving.issuer, leaving.session)
        return people.at_provider(connection, named) if named is not None else ()
    known = people.by_identity(connection, leaving.issuer, leaving.subject)
    return people.ids_of(connection, known.id) if known is not None else ()
