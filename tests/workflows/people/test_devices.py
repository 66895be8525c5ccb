"""Where somebody is signed in, and signing out there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage.connect import reading
from storage.tables import log
from storage.tables import session as sessions
from tests.people import signed_in
from workflows.people import demo, session
from workflows.people.devices import devices, revoke, revoke_others
from workflows.refusals import Idle

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

PHONE = "Safari on iPhone"


def on_the_phone(service: Service, who: str = "ada") -> Actor:
    """Sign somebody in on a phone, too."""
    token = session.sign_in(service, demo.ISSUER, f"{who}@example.edu", device=PHONE)
    return session.enter(service, session.digest_of(token))


def test_each_session_is_listed_by_its_device(service: Service, ada: Actor, clock: Clock) -> None:
    """This browser stands first; the others follow, and nobody else's are among them."""
    clock.move(minutes=5)
    on_the_phone(service)
    on_the_phone(service, "cora")
    here, there = devices(ada)
    assert (here.here, there.here) == (True, False)
    assert (there.device, there.begun, there.seen) == (PHONE, clock.at, clock.at)
    assert here.name != (ada.session or "")[:16]


def test_one_is_ended_and_the_other_goes_on(service: Service, ada: Actor) -> None:
    """The phone is signed out from the desk; the list is shorter then."""
    phone = on_the_phone(service)
    other = next(one for one in devices(ada) if not one.here)
    assert revoke(ada, other.name) == 1
    assert not session.is_live(service, phone.session or "")
    assert [one.here for one in devices(ada)] == [True]
    assert revoke(ada, other.name) == 0


def test_all_others_are_ended_at_once(service: Service, ada: Actor) -> None:
    """This browser stays signed in, and other people do."""
    others = [on_the_phone(service), on_the_phone(service)]
    cora = on_the_phone(service, "cora")
    assert revoke_others(ada) == 2
    live = [session.is_live(service, one.session or "") for one in (*others, ada, cora)]
    assert live == [False, False, True, True]


def test_the_session_of_somebody_else_is_not_ended(service: Service, ada: Actor) -> None:
    """Its name is answered as one that nobody has."""
    cora = on_the_phone(service, "cora")
    name = next(one.name for one in devices(cora) if one.here)
    assert revoke(ada, name) == 0
    assert session.is_live(service, cora.session or "")


def test_what_was_ended_is_logged_and_nothing_is_not(service: Service, ada: Actor) -> None:
    """The line tells whose and how many."""
    on_the_phone(service)
    revoke_others(ada)
    revoke_others(ada)
    with reading(service.engine) as connection:
        lines = connection.execute(select(log).where(log.c.act == "session.revoke")).all()
    assert [(one.object, one.data) for one in lines] == [(f"person:{ada.public_id}", '{"ended":1}')]


def test_a_browser_that_rested_too_long_ends_nothing(
    service: Service, ada: Actor, clock: Clock
) -> None:
    """Whoever sits at a desk that somebody left does not sign its owner out elsewhere."""
    clock.move(hours=13)
    phone = on_the_phone(service)
    rested = session.enter(service, ada.session or "")
    with pytest.raises(Idle):
        revoke_others(rested)
    assert session.is_live(service, phone.session or "")


def test_a_device_is_forgotten_with_its_session(service: Service) -> None:
    """Of a session that ended nobody has to know what it was on."""
    signed_in(service, "ada")
    phone = on_the_phone(service)
    with reading(service.engine) as connection:
        assert PHONE in connection.execute(select(sessions.c.device)).scalars().all()
    session.sign_out(phone)
    with reading(service.engine) as connection:
        assert PHONE not in connection.execute(select(sessions.c.device)).scalars().all()
