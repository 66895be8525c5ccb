"""Sessions: opening one, recognising it at each request, ending it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from storage import people
from storage.connect import glancing, writing
from workflows.act import Actor, act
from workflows.limits import expiry, is_idle, seconds_left, warning
from workflows.people.dismiss import require_there
from workflows.people.once import spend
from workflows.refusals import Idle, NotFound, SignedOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from storage.people import LiveSession
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


@dataclass(frozen=True)
class Vouching:
    """A sign-in at a provider that stands behind one here."""

    since: datetime  # by our clock: whoever left there later has left here too
    session: str | None = None  # what is kept of its name there, so that its end is this one's
    authenticated_at: datetime | None = None  # when they proved who they are, if it says so


def sign_in(
    service: Service,
    issuer: str,
    subject: str,
    *,
    key: Once | None = None,
    vouching: Vouching | None = None,
    device: str = "",
    require: Callable[[Act, int], None] | None = None,
) -> str:
    """Open a session for the person behind an identity and return its token.

    Without a provider's `vouching` the person proves who they are just now. `key` is what they came
    with from one, which counts once; `device` is what they will know this browser by; `require`
    refuses what may not be, of the person by inner id.

    Raises:
        NotFound: nobody has this identity.
        Spent: somebody came with the key before.
        LeftThere: they signed out at the provider meanwhile.
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
        if vouching is not None:
            require_there(a.connection, issuer, subject, vouching.session, vouching.since)
        ends = expiry(people.roles_of(a.connection, found.id), a.at, service.settings)
        people.open_session(
            a.connection, digest_of(token), found.id, a.at, ends,
            provider_session=vouching.session if vouching is not None else None,
            device=device or None,
            authenticated_at=vouching.authenticated_at if vouching is not None else a.at,
        )  # fmt: skip
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
    live = _live(service, digest, now)
    idle = is_idle(live, now, service.settings)
    if not idle and now - live.seen_at > SEEN_EVERY:
        with writing(service.engine) as connection:
            people.touch_session(connection, digest, now)
    return Actor(service, live.person_id, live.public_id, live.roles, digest, idle)


def _live(service: Service, digest: str, now: datetime) -> LiveSession:
    with glancing(service.engine) as connection:
        live = people.live_session(connection, digest, now)
    if live is None:
        raise SignedOut
    return live


@dataclass(frozen=True)
class Left:
    """How long a session may rest yet, and from when on that is said; in seconds."""

    seconds: int
    warning: int


def left(service: Service, digest: str) -> Left:
    """Return how long a session may rest yet; asking does not count as using it.

    Raises:
        SignedOut: the session ended.
    """
    now, settings = service.now(), service.settings
    live = _live(service, digest, now)
    return Left(seconds_left(live, now, settings), warning(live.roles, settings))


def stay(service: Service, digest: str) -> Left:
    """Note that the session is in use, and return how long it may rest from now on.

    Raises:
        SignedOut, Idle: it is too late for that.
    """
    if not left(service, digest).seconds:
        raise Idle
    with writing(service.engine) as connection:
        people.touch_session(connection, digest, service.now())
    return left(service, digest)


def sign_out(actor: Actor) -> None:
    """End the actor's own session."""
    with act(actor, "session.end") as a:
        if actor.session is not None:
            people.end_session(a.connection, actor.session, a.at)
