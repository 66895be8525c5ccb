"""The named people of the tests, signed in: the same as in the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from storage import people
from storage.connect import writing
from tests.clock import Clock
from tests.contents import Start, is_empty
from workflows.people import demo, session
from workflows.trying import tester

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from workflows.act import Actor
    from workflows.service import Service

_ENROLLED: WeakSet[Engine] = WeakSet()
"""Databases that know everybody, which each test makes anew."""
_EVERYBODY: Start[None] = Start()


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
    if service.engine not in _ENROLLED:
        _enrol_all(service)
        _ENROLLED.add(service.engine)
    named = demo.by_key(key)
    assert named is not None
    return session.sign_in(service, demo.ISSUER, named.email)


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
