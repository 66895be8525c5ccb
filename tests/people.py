"""The named people of the tests, signed in: the same as in the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from weakref import WeakSet

from storage import people
from storage.connect import writing
from tests.clock import Clock
from tests.contents import Start, is_empty
from workflows.people import demo, session

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from workflows.act import Actor
    from workflows.service import Service

T = TypeVar("T")

_ENROLLED: WeakSet[Engine] = WeakSet()
"""Databases that know everybody, which each test makes anew."""
_EVERYBODY: Start[None] = Start()


def signed_in(service: Service, key: str) -> Actor:
    """Return a named person in a session of their own, enrolled on the way where needed."""
    return session.enter(service, session.digest_of(token_of(service, key)))


def token_of(service: Service, key: str) -> str:
    """Sign a named person in, or a newcomer by address; return what their browser would hold."""
    if "@" in key:
        return session.sign_in(service, demo.ISSUER, key)
    if service.engine not in _ENROLLED:
        _enrol_all(service)
        _ENROLLED.add(service.engine)
    named = demo.by_key(key)
    assert named is not None
    return session.sign_in(service, demo.ISSUER, named.email)


def begin_at(service: Service, start: Start[T], make: Callable[[], T]) -> T:
    """Bring an empty service to what the named people did: by their acts once, then by a copy.

    Whoever signs in afterwards is enrolled already, and signs in anew.
    """
    found = start.reach(service.engine, make, when=service.now())
    _ENROLLED.add(service.engine)
    return found


def _enrol_all(service: Service) -> None:
    def enrol() -> None:
        demo.enrol_all(session.system(service))

    if isinstance(service.now, Clock) and is_empty(service.engine):
        _EVERYBODY.reach(service.engine, enrol, when=service.now())
    else:
        enrol()


def newcomer(service: Service, email: str) -> str:
    """Let in a learner of whom nothing is known, and return what their browser would hold."""
    with writing(service.engine) as connection:
        person = people.add_person(connection, demo.ISSUER, email, service.now())
        people.set_role(connection, person, "learner", service.now())
    return session.sign_in(service, demo.ISSUER, email)
