from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import people
from storage.connect import reading, writing
from storage.tables import log
from storage.tables import session as sessions
from tests.people import signed_in
from tests.sign_on import at_provider, written
from workflows.people import session
from workflows.people.arrive import Vouched, arrive
from workflows.people.dismiss import Leaving, dismiss, provider_session
from workflows.people.once import Spent, once
from workflows.people.session import Vouching

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.people.once import Once
    from workflows.service import Service

ISSUER = "https://login.example.edu"


@pytest.fixture
def service(service: Service) -> Service:
    """The service in production, once on each database."""
    return at_provider(service, ISSUER)


@pytest.fixture
def system(service: Service) -> Actor:
    """The service itself."""
    return session.system(service)


def key(service: Service, name: str = "one") -> Once:
    """Return what counts once."""
    return once("logout", name, service.now() + timedelta(minutes=10))


def opened(service: Service, subject: str, at: str = "") -> str:
    """Sign somebody in who comes from a session at the provider; return the digest of ours."""
    state = once("state", f"{subject} {at}", service.now() + timedelta(minutes=10))
    arrive(session.system(service), Vouched(ISSUER, subject), state)
    vouching = Vouching(service.now(), provider_session(ISSUER, at))
    token = session.sign_in(service, ISSUER, subject, vouching=vouching)
    return session.digest_of(token)


def test_every_session_of_whoever_left_ends(service: Service, system: Actor) -> None:
    """And nobody else's."""
    own = [opened(service, "nora", "here"), opened(service, "nora", "there")]
    other = opened(service, "omar", "here")
    ada = signed_in(service, "ada")
    assert dismiss(system, Leaving(ISSUER, "nora"), key(service)) == 1
    assert [session.is_live(service, one) for one in (*own, other)] == [False, False, True]
    assert session.is_live(service, ada.session or "")


def test_what_ended_does_not_tell_of_the_provider_any_more(service: Service) -> None:
    """Whoever is forgotten, and signs in anew there, is not known again by that."""
    opened(service, "nora", "here")
    with writing(service.engine) as connection:
        known = people.by_identity(connection, ISSUER, "nora")
        assert known is not None
        people.end_sessions_of(connection, known.id, service.now())
        kept = connection.execute(select(sessions.c.provider_session)).scalars().all()
    assert kept == [None]


def test_one_session_at_the_provider_ends(service: Service, system: Actor) -> None:
    """Of whoever is named also what came of a session without a name; others' go on."""
    here, there = opened(service, "nora", "here"), opened(service, "nora", "there")
    nameless, other = opened(service, "nora"), opened(service, "omar")
    dismiss(system, Leaving(ISSUER, "nora", "here"), key(service))
    live = [session.is_live(service, one) for one in (here, there, nameless, other)]
    assert live == [False, True, False, True]


def test_a_session_without_a_person_is_found_by_its_name(service: Service, system: Actor) -> None:
    """Only what came of it ends; another provider's session of that name is another one."""
    here, nameless = opened(service, "nora", "here"), opened(service, "nora")
    elsewhere = Leaving("https://other.example.edu", session="here")
    assert dismiss(system, elsewhere, key(service, "other")) == 0
    assert session.is_live(service, here)
    assert dismiss(system, Leaving(ISSUER, session="here"), key(service)) == 1
    assert [session.is_live(service, one) for one in (here, nameless)] == [False, True]


def test_the_log_tells_whose_sessions_ended(service: Service, system: Actor) -> None:
    """By public id; of nobody it tells nothing."""
    opened(service, "nora")
    dismiss(system, Leaving(ISSUER, "nora"), key(service))
    assert dismiss(system, Leaving(ISSUER, "nobody"), key(service, "two")) == 0
    with reading(service.engine) as connection:
        lines = connection.execute(select(log).where(log.c.act == "session.dismiss")).all()
    assert [one.object.startswith("person:") for one in lines] == [True]


def test_it_counts_once(service: Service, system: Actor) -> None:
    """A token that is sent again ends no session that was opened since."""
    opened(service, "nora")
    dismiss(system, Leaving(ISSUER, "nora"), key(service))
    since = opened(service, "nora", "again")
    before = written(service)
    with pytest.raises(Spent):
        dismiss(system, Leaving(ISSUER, "nora"), key(service))
    assert session.is_live(service, since)
    assert written(service) == before
