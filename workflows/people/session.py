"""Sessions: opening one, recognising it at each request, ending it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from storage import people
from storage.connect import glancing, writing
from workflows.act import Actor, act
from workflows.limits import expiry, is_idle
from workflows.people.once import spend
from workflows.refusals import NotFound, SignedOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from workflows.act import Act
    from workflows.people.once import Once
    from workflows.service import Service

SEEN_EVERY = timedelta(minutes=1)


def system(service: Service) -> Actor:
    """Return the service itself as an actor: the command line and the start-up."""
    return Actor(service, None, "system", frozenset({"system"}))


def claimed(service: Service, digest: str) -> Actor:
    """Return the actor of a session that nobody has read yet: good for one act, for no view."""
    return Actor(service, None, "-", frozenset(), digest)


def digest_of(token: str) -> str:
    """Return what is kept of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(
    service: Service,
    issuer: str,
    subject: str,
    *,
    key: Once | None = None,
    provider_session: str | None = None,
    require: Callable[[Act, int], None] | None = None,
) -> str:
    """Open a session for the person behind an identity and return its token.

    `key` is what they came with from a provider, which counts once; `provider_session` names the
    session there, so that its end can be this one's; `require` refuses what may not be, of the
    person by inner id.

    Raises:
        NotFound: nobody has this identity.
        Spent: somebody came with the key before.
    """
    token = secrets.token_urlsafe(32)

    def whose(connection: Connection) -> list[int]:
        known = people.by_identity(connection, issuer, subject)
        return [known.id] if known is not None else []

    with act(system(service), "session.open", about=whose) as a:
        found = people.by_identity(a.connection, issuer, subject)
        if found is None:
            raise NotFound("account")
        if key is not None:
            spend(a, key)
        if require is not None:
            require(a, found.id)
        ends = expiry(people.roles_of(a.connection, found.id), a.at, service.settings)
        digest = digest_of(token)
        people.open_session(a.connection, digest, found.id, a.at, ends, provider_session)
        a.object = f"person:{found.public_id}"
    return token


def is_live(service: Service, digest: str) -> bool:
    """Whether the gate lets this session through."""
    with glancing(service.engine) as connection:
        return people.live_session(connection, digest, service.now()) is not None


def enter(service: Service, digest: str) -> Actor:
    """Return the actor of a session, and note at most once a minute that it was used.

    Raises:
        SignedOut: the session ended.
    """
    now = service.now()
    with glancing(service.engine) as connection:
        live = people.live_session(connection, digest, now)
    if live is None:
        raise SignedOut
    idle = is_idle(live, now, service.settings)
    if not idle and now - live.seen_at > SEEN_EVERY:
        with writing(service.engine) as connection:
            people.touch_session(connection, digest, now)
    return Actor(service, live.person_id, live.public_id, live.roles, digest, idle)


def sign_out(actor: Actor) -> None:
    """End the actor's own session."""
    with act(actor, "session.end") as a:
        if actor.session is not None:
            people.end_session(a.connection, actor.session, a.at)
