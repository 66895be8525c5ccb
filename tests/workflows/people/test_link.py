from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from storage import people
from storage.connect import reading
from tests.amending import account
from tests.people import signed_in
from tests.sign_on import at_provider, written
from workflows.people import session
from workflows.people.arrive import Duties, Vouched
from workflows.people.enrol import grant_role
from workflows.people.link import Overtaken, link
from workflows.people.once import Spent, once
from workflows.refusals import NotAllowed, NotFound

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.people.once import Once
    from workflows.service import Service

ISSUER = "https://login.example.edu"
EVE = Vouched(ISSUER, "eve-1", "Eve Ng", "eve@example.edu")


@pytest.fixture
def service(service: Service) -> Service:
    """The service in production, once on each database."""
    return at_provider(service, ISSUER)


@pytest.fixture
def system(service: Service) -> Actor:
    """The service itself."""
    return session.system(service)


@pytest.fixture
def eve(service: Service) -> Actor:
    """Somebody who had an account before."""
    return account(service, "eve@example.edu", "Eve Ng")


@pytest.fixture
def key(service: Service) -> Once:
    """The confirmation."""
    return once("link", "one", service.now() + timedelta(minutes=10))


def test_the_account_is_entered_from_now_on(
    service: Service, system: Actor, eve: Actor, key: Once
) -> None:
    """By the provider's identity, with everything in it."""
    link(system, eve.public_id, EVE, key)
    actor = session.enter(service, session.digest_of(session.sign_in(service, ISSUER, "eve-1")))
    assert actor.person_id == eve.person_id
    with reading(service.engine) as connection:
        assert people.subjects_of(connection, eve.person_id or 0) == ("eve@example.edu",)


def test_a_confirmation_counts_once(service: Service, system: Actor, eve: Actor, key: Once) -> None:
    """Whoever sends it again changes nothing."""
    link(system, eve.public_id, EVE, key)
    before = written(service)
    with pytest.raises(Spent):
        link(system, eve.public_id, EVE, key)
    assert written(service) == before


def test_roles_that_came_meanwhile_are_not_come_into(
    service: Service, system: Actor, eve: Actor, key: Once
) -> None:
    """What the page showed is read again."""
    grant_role(system, eve.public_id, "author")
    before = written(service)
    with pytest.raises(Duties):
        link(system, eve.public_id, EVE, key)
    assert written(service) == before
    grant_role(system, eve.public_id, "author", granted=False)
    link(system, eve.public_id, EVE, key)


def test_an_account_without_the_address_is_not_connected(
    service: Service, system: Actor, eve: Actor, key: Once
) -> None:
    """Nor somebody else's, nor one that is not there."""
    dan = signed_in(service, "dan")
    before = written(service)
    for person, who in (
        (dan.public_id, EVE),
        (eve.public_id, Vouched(ISSUER, "eve-1", "Eve Ng", "other@example.edu")),
        (eve.public_id, Vouched(ISSUER, "eve-1", "Eve Ng")),
    ):
        with pytest.raises(Overtaken):
            link(system, person, who, key)
    with pytest.raises(NotFound):
        link(system, "f" * 32, EVE, key)
    assert written(service) == before


def test_one_sign_in_of_a_provider_is_all_an_account_has(
    service: Service, system: Actor, eve: Actor, key: Once
) -> None:
    """A second person with the address of the first does not come in."""
    link(system, eve.public_id, EVE, key)
    other = once("link", "two", service.now() + timedelta(minutes=10))
    with pytest.raises(Overtaken):
        link(system, eve.public_id, Vouched(ISSUER, "eve-2", "", "eve@example.edu"), other)


def test_nobody_connects_accounts_but_the_service(eve: Actor, key: Once) -> None:
    """Not even the person: it takes the provider's word."""
    with pytest.raises(NotAllowed):
        link(eve, eve.public_id, EVE, key)
