"""The named people of the tests, signed in: the same as in the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from storage import people
from storage.connect import writing
from tests.clock import Clock
from tests.contents import Start, is_empty
from workflows.people import demo, session
from workflows.trying import tester

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine

    from workflows.act import Actor
    from workflows.service import Service

    Tokens = dict[tuple[str, datetime], str]

T = TypeVar("T")
Begun: TypeAlias = "Start[tuple[T, Tokens]]"
"""A start that named people made by acts, with the sessions that nobody entered yet."""

_ENROLLED: WeakSet[Engine] = WeakSet()
"""Databases that know everybody, which each test makes anew."""
_OPEN: WeakKeyDictionary[Engine, Tokens] = WeakKeyDictionary()
"""Sessions in them that nobody entered yet: one for each named person, opened with the start."""
_EVERYBODY: Start[Tokens] = Start()


def signed_in(service: Service, key: str) -> Actor:
    """Return a named person in a session of their own, enrolled on the way where needed."""
    return session.enter(service, session.digest_of(token_of(service, key)))


def token_of(service: Service, key: str) -> str:
    """Sign a named person in, a newcomer by address, or a tester by link.

    Returns what their browser would hold.
    """
    if "/tester/" in key:
        return tester.come_in(service, key.rpartition("/")[2])
    if "@" in key:
        return session.sign_in(service, demo.ISSUER, key)
    know_everybody(service)
    waits = _OPEN.get(service.engine, {}).pop((key, service.now()), None)
    return waits or _sign_in(service, key)


def _sign_in(service: Service, key: str) -> str:
    named = demo.by_key(key)
    assert named is not None
    return session.sign_in(service, demo.ISSUER, named.email)


def begin_at(service: Service, start: Begun[T], make: Callable[[], T]) -> T:
    """Bring an empty service to what the named people did: by their acts once, then by a copy."""

    def reach() -> tuple[T, Tokens]:
        know_everybody(service)
        made = make()
        return made, dict(_OPEN.get(service.engine, {}))

    made, waiting = start.reach(service.engine, reach, when=service.now())
    _ENROLLED.add(service.engine)
    _OPEN[service.engine] = dict(waiting)
    return made


def know_everybody(service: Service) -> None:
    """Let a service know the named people."""
    if service.engine not in _ENROLLED:
        _enrol_all(service)
        _ENROLLED.add(service.engine)


def _enrol_all(service: Service) -> None:
    def enrol() -> Tokens:
        demo.enrol_all(session.system(service))
        now = service.now()
        return {(one.key, now): _sign_in(service, one.key) for one in demo.PEOPLE}

    if isinstance(service.now, Clock) and is_empty(service.engine):
        _OPEN[service.engine] = dict(_EVERYBODY.reach(service.engine, enrol, when=service.now()))
    else:
        demo.enrol_all(session.system(service))


def newcomer(service: Service, email: str) -> str:
    """Let in a learner of whom nothing is known, and return what their browser would hold."""
    with writing(service.engine) as connection:
        person = people.add_person(connection, demo.ISSUER, email, service.now())
        people.set_role(connection, person, "learner", service.now())
    return session.sign_in(service, demo.ISSUER, email)
