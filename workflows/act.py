"""The one seam: acts are authorised, locked, logged and committed here, and views are read here.

    with act(actor, "attempt.submit", on=("attempt", public_id)) as a:
        ...  # a.on is the locked row, a.connection the one transaction

Nothing else opens a transaction for a person. A refusal raised inside rolls everything back.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from storage import entrances, log, people, seals, things
from storage.connect import reading, writing
from workflows.counted import counting
from workflows.duties import DUTIES
from workflows.journaled import done, turning_away
from workflows.limits import is_idle
from workflows.refusals import Elsewhere, Idle, NotAllowed, NotFound, SignedOut
from workflows.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Row

    from settings import Settings
    from workflows.duties import Duty

    About = Callable[[Connection], Iterable[int]]  # inner ids of people

On = tuple[str, str]  # kind of thing, public id


@dataclass(frozen=True)
class Actor:
    """Who acts: a person in a session, or the system itself (no person, no session).

    A session without a person is a claim: an act reads in its own transaction whose it is.
    """

    service: Service
    person_id: int | None
    public_id: str
    roles: frozenset[str]
    session: str | None = None
    idle: bool = False

    def has(self, *roles: str) -> bool:
        """Whether the person holds one of `roles`."""
        return not self.roles.isdisjoint(roles)


@dataclass
class Act:
    """An act under way: its transaction, its moment, the thing it is about, its line in the log."""

    connection: Connection
    actor: Actor
    at: datetime
    on: Any = None
    receipt: Any = None
    data: dict[str, Any] = field(default_factory=dict)
    object: str = "-"
    # What puts back that which no transaction does, such as a file: called if nothing is committed.
    back: ExitStack = field(default_factory=ExitStack)

    @property
    def person_id(self) -> int:
        """The acting person's inner id; the system cannot do what only people do."""
        if self.actor.person_id is None:
            raise NotAllowed("people only")
        return self.actor.person_id

    def seal(self, table: str, salt: str = "", **where: int | str) -> None:
        """Put the digest of a row that this act wrote into its line of the log.

        What belongs to somebody who may be forgotten one day is salted with something that can be
        forgotten too.
        """
        one = seals.seal(self.connection, table, salt, **where)
        self.data.setdefault("seals", []).append([one.table, one.key, one.digest])

    def seal_identity(self, issuer: str, subject: str) -> None:
        """Put the digest of an identity that this act wrote into its line, without the address."""
        made = entrances.sealed(self.connection, issuer, subject)
        self.data.setdefault("entrances", []).append(made)

    def seal_all(self, table: str, *where: ColumnElement[bool]) -> None:
        """Seal all rows that this act wrote under some conditions, in one statement."""
        found = seals.seal_all(self.connection, table, *where)
        self.data.setdefault("seals", []).extend([one.table, one.key, one.digest] for one in found)

    @property
    def today(self) -> date:
        """The provider's calendar day."""
        return self.at.astimezone(self.actor.service.settings.zone).date()


@contextmanager
def act(
    actor: Actor,
    verb: str,
    *,
    on: On | None = None,
    once: Callable[[Act], object | None] | None = None,
    about: About | None = None,
) -> Iterator[Act]:
    """Run one act in one transaction.

    `on` names the thing: it is locked, and unless the duty reaches further it must be the actor's
    own. `once` finds the receipt of the same act done before: the body returns it and nothing is
    logged. `about` finds whom the act is about besides the actor and the thing's owner.

    Raises:
        SignedOut, NotAllowed, Elsewhere, NotFound: before the body runs.
    """
    duty = DUTIES[verb]
    started = time.perf_counter()
    with (
        counting(verb),
        turning_away(verb, lambda: actor.public_id, _kind(on)),
        _put_back() as back,
        writing(actor.service.engine) as connection,
    ):
        if duty.holds:
            if actor.person_id is None:  # whose session is it?
                actor = _refreshed(connection, actor, duty)
            _hold(connection, actor, duty, on, about)
        actor = _refreshed(connection, actor, duty)
        _authorise(actor, verb, duty)
        found = _find(connection, actor, duty, on) if on is not None else None
        # The moment comes after the lock: what waited for another act also happened after it.
        a = Act(connection, actor, actor.service.now(), on=found, back=back)
        if on is not None:
            a.object = ":".join(on)
        if once is not None:
            a.receipt = once(a)
        yield a
        if a.receipt is None and duty.logged:
            log.append(connection, a.at, actor.public_id, verb, a.object, a.data)
    if a.receipt is None and duty.logged:  # of what is done with every tap, only the count is kept
        done(verb, actor.public_id, a.object, started)


@contextmanager
def _put_back() -> Iterator[ExitStack]:
    """Give the place for what is to be called if an act fails, its commit included."""
    with ExitStack() as back:
        yield back
        back.pop_all()  # it is committed


@contextmanager
def view(actor: Actor, name: str, *, on: On | None = None) -> Iterator[Act]:
    """Look at something in one read-only transaction, under the same rules as an act."""
    duty = DUTIES[name]
    with turning_away(name, lambda: actor.public_id, _kind(on)):
        _authorise(actor, name, duty)
        with reading(actor.service.engine) as connection:
            a = Act(connection, actor, actor.service.now())
            if on is not None:
                a.on = _find(connection, actor, replace(duty, lock=None), on)
                a.object = ":".join(on)
            yield a


def _kind(on: On | None) -> str:
    return on[0] if on is not None else "-"


def _hold(
    connection: Connection, actor: Actor, duty: Duty, on: On | None, about: About | None
) -> None:
    """Hold everybody an act is about, before it reads or locks anything else.

    Whatever else holds one of them is committed by then, so that what is read from here on (the
    session, the roles, merges, consents, claims) stays true until this act is. Who had to wait for
    a merge asks again whose accounts they are.
    """
    held: set[int] = set()
    while more := _people(connection, actor, duty, on, about) - held:
        people.hold(connection, more)
        held |= more


def _people(
    connection: Connection, actor: Actor, duty: Duty, on: On | None, about: About | None
) -> set[int]:
    """Return the inner ids of the actor, of the thing's owner, and of whom else it is about."""
    found = set(about(connection)) if about is not None else set()
    if actor.person_id is not None:
        found.add(actor.person_id)
    if on is not None and actor.has(*duty.beyond_own):  # others reach only what is their own
        thing = things.find(connection, *on, None)
        owner = getattr(thing, "person_id", None)
        found.update(people.ids_of(connection, owner) if owner is not None else ())
    return found


def _refreshed(connection: Connection, actor: Actor, duty: Duty) -> Actor:
    """Read the session and roles again: they may have ended since the page was drawn."""
    if actor.session is None:
        return actor
    live = people.live_session(connection, actor.session, actor.service.now())
    if live is None or actor.person_id not in {live.person_id, None}:
        raise SignedOut
    if is_idle(live, actor.service.now(), actor.service.settings) and not duty.while_idle:
        raise Idle
    return replace(actor, person_id=live.person_id, public_id=live.public_id, roles=live.roles)


def _authorise(actor: Actor, verb: str, duty: Duty) -> None:
    if actor.idle and not duty.while_idle:
        raise Idle
    if not (duty.roleless or actor.has(*duty.roles)):
        raise NotAllowed(verb)
    if duty.at_desk:
        require_desk(actor.service.settings)


def require_desk(settings: Settings) -> None:
    """Let nothing that needs the bank folder begin on a replica that has none.

    Raises:
        Elsewhere: it says where the folder is.
    """
    if settings.desk:
        raise Elsewhere(settings.desk)


def _find(connection: Connection, actor: Actor, duty: Duty, on: On) -> Row[Any]:
    kind, public_id = on
    found = things.find(connection, kind, public_id, duty.lock)
    if found is None:
        raise NotFound(kind)
    owner = getattr(found, "person_id", None)
    if owner is None or actor.has(*duty.beyond_own) or _is_own(connection, actor, owner):
        return found
    raise NotFound(kind)


def _is_own(connection: Connection, actor: Actor, owner: int) -> bool:
    """Whether a thing is the actor's own, in whichever of their accounts it is."""
    if owner == actor.person_id or actor.person_id is None:
        return owner == actor.person_id
    return owner in people.ids_of(connection, actor.person_id)
