"""End the sessions of somebody who signed out at the identity provider, or was signed out there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from storage import people, spent
from workflows.act import act
from workflows.people.arrive import Refusal
from workflows.people.once import spend

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.act import Act, Actor
    from workflows.people.once import Once

REMEMBERED = timedelta(hours=1)  # longer than anybody takes to answer a question on the way in


@dataclass(frozen=True)
class Leaving:
    """Who left, by the provider's words: the person, one session of theirs there, or both."""

    issuer: str
    subject: str = ""
    session: str = ""


def provider_session(issuer: str, name: str) -> str | None:
    """Return what is kept of a session's name at a provider; None where it has none."""
    return hashlib.sha256(f"{issuer}\0{name}".encode()).hexdigest() if name else None


class LeftThere(Refusal):
    """Somebody whom the provider signed out between its answer and the end of signing in here."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "You signed out at your institution while you were signing in here. Begin again."
        )


def require_there(
    connection: Connection, issuer: str, subject: str, session: str | None, since: datetime
) -> None:
    """Refuse a sign-in that the provider ended after it had vouched for it.

    Raises:
        LeftThere: it did.
    """
    names = (_all(issuer, subject), session or _nameless(issuer, subject))
    until = spent.remembered(connection, [_marked(one) for one in names])
    if until is not None and until - REMEMBERED > since:
        raise LeftThere


def _remember(a: Act, leaving: Leaving) -> None:
    """Note who left, for whoever is asked a question on the way in: no session is there to end."""
    named = provider_session(leaving.issuer, leaving.session)
    about = [named] if named is not None else []
    if leaving.subject:
        which = _nameless if named is not None else _all
        about.append(which(leaving.issuer, leaving.subject))
    for one in about:
        spent.remember(a.connection, _marked(one), a.at + REMEMBERED)


def _all(issuer: str, subject: str) -> str:
    return f"{issuer}\0{subject}"


def _nameless(issuer: str, subject: str) -> str:
    return f"{issuer}\0{subject}\0"


def _marked(about: str) -> str:
    return hashlib.sha256(f"left\0{about}".encode()).hexdigest()


def dismiss(actor: Actor, leaving: Leaving, key: Once) -> int:
    """End the sessions and return how many accounts that was about; nobody known is none.

    Raises:
        Spent: `key` was presented before; nothing was written.
    """

    def whose(connection: Connection) -> tuple[int, ...]:
        return _whose(connection, leaving)

    with act(actor, "session.dismiss", about=whose) as a:
        spend(a, key)
        _remember(a, leaving)
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
