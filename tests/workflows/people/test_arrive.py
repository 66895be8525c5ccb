from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import people
from storage.connect import reading, writing
from storage.tables import log
from tests.amending import account
from tests.people import signed_in
from tests.sign_on import at_provider, written
from tests.together import together
from workflows.people import session
from workflows.people.arrive import (
    Ambiguous,
    Duties,
    NotKnown,
    Vouched,
    arrive,
    masked,
    masked_address,
)
from workflows.people.bring import bring
from workflows.people.forget import forget
from workflows.people.once import Spent, once

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clock import Clock
    from workflows.people.once import Once
    from workflows.service import Service

ISSUER = "https://login.example.edu"
NORA = Vouched(ISSUER, "nora-1", "Nora Okafor", "nora@example.edu")
LIST = b"email,name,affiliation\nnora@example.edu,Nora Okafor,own\n"


@pytest.fixture
def service(service: Service) -> Service:
    """The service in production, once on each database."""
    return at_provider(service, ISSUER)


def key(service: Service, state: str = "one") -> Once:
    """Return what somebody came with."""
    return once("state", state, service.now() + timedelta(minutes=10))


def test_somebody_new_becomes_a_learner(service: Service) -> None:
    """With name and address, and nothing else; again is the same account."""
    system = session.system(service)
    assert arrive(system, NORA, key(service)) is None
    assert arrive(system, NORA, key(service)) is None
    with reading(service.engine) as connection:
        found = people.by_identity(connection, ISSUER, "nora-1")
        assert found is not None
        assert people.roles_of(connection, found.id) == {"learner"}
        assert people.subjects_of(connection, found.id) == ("nora@example.edu",)
        assert [one.id for one in people.by_subject(connection, "Nora@Example.edu")] == [found.id]
    assert written(service)["person"] == 1


def test_the_log_tells_of_it_without_name_or_address(service: Service) -> None:
    """One line, with the account's public id and how many identities it has."""
    arrive(session.system(service), NORA, key(service))
    with reading(service.engine) as connection:
        line = connection.execute(select(log).where(log.c.act == "account.make")).one()
    assert line.object.startswith("person:")
    assert len(json.loads(line.data)["entrances"]) == 2
    told = " ".join(str(one) for one in line)
    assert not any(one in told for one in ("Nora", "nora", "example"))


@pytest.mark.parametrize(
    ("address", "held"), [("", ()), ("no address", ()), ("n@example.edu", ("n@example.edu",))]
)
def test_only_an_address_that_is_one_is_kept(
    service: Service, address: str, held: tuple[str, ...]
) -> None:
    """Messages, rosters and roles go by it."""
    arrive(session.system(service), Vouched(ISSUER, "n", "N", address), key(service))
    with reading(service.engine) as connection:
        found = people.by_identity(connection, ISSUER, "n")
        assert found is not None
        assert people.subjects_of(connection, found.id) == held


@pytest.mark.parametrize("name", ["", "N" * 121])
def test_a_name_that_cannot_be_one_is_asked_of_the_person(service: Service, name: str) -> None:
    """The account is made all the same."""
    assert arrive(session.system(service), Vouched(ISSUER, "n", name), key(service)) is None
    digest = session.digest_of(session.sign_in(service, ISSUER, "n"))
    assert session.enter(service, digest).roles == {"learner"}


def test_a_subject_that_looks_like_an_address_is_none(service: Service) -> None:
    """Whoever calls themselves by somebody's address is not found by it."""
    arrive(session.system(service), Vouched(ISSUER, "nora@example.edu"), key(service))
    with reading(service.engine) as connection:
        assert people.by_subject(connection, "nora@example.edu") == []
        assert people.subjects(connection) == frozenset()


def test_whoever_staff_brought_in_is_asked(service: Service) -> None:
    """The account of the list has the address; nothing is written until the person confirms."""
    bring(signed_in(service, "cora"), LIST)
    before = written(service)
    found = arrive(session.system(service), NORA, key(service))
    assert found is not None
    assert (found.name, found.address) == ("N••• O•••", "n•••@example.edu")
    assert written(service) == before


@pytest.mark.parametrize("who", ["olga", "cora", "ben", "thandiwe"])
def test_duties_are_not_come_into_by_an_address(service: Service, who: str) -> None:
    """Operators, staff, authors and reviewers connect their accounts without their roles."""
    actor = signed_in(service, who)
    before = written(service)
    with pytest.raises(Duties):
        arrive(
            session.system(service),
            Vouched(ISSUER, "mallory", "M", f"{who}@example.edu"),
            key(service),
        )
    assert written(service) == before
    with writing(service.engine) as connection:  # nor where the account is connected already
        people.add_identity(connection, actor.person_id or 0, ISSUER, who, service.now())
    with pytest.raises(Duties):
        arrive(
            session.system(service),
            Vouched(ISSUER, "mallory", "M", f"{who}@example.edu"),
            key(service),
        )


def test_an_address_of_two_people_is_nobodys(service: Service) -> None:
    """The office settles whose it is."""
    account(service, "nora@example.edu", "Nora Okafor")
    elsewhere = Vouched("https://other.example.edu", "nora")
    arrive(session.system(service), elsewhere, key(service))
    with writing(service.engine) as connection:
        other = people.by_identity(connection, elsewhere.issuer, "nora")
        assert other is not None
        people.add_identity(connection, other.id, people.ADDRESS, "nora@example.edu", service.now())
    before = written(service)
    with pytest.raises(Ambiguous):
        arrive(session.system(service), NORA, key(service))
    assert written(service) == before


def test_an_address_that_was_given_to_somebody_else_is_no_way_in(service: Service) -> None:
    """They come in as somebody new, without the address; it stays with whoever has it."""
    arrive(session.system(service), NORA, key(service))
    other = Vouched(ISSUER, "nora-2", "Nora Other", "nora@example.edu")
    assert arrive(session.system(service), other, key(service)) is None
    with reading(service.engine) as connection:
        first, second = (
            people.by_identity(connection, ISSUER, one) for one in ("nora-1", "nora-2")
        )
        assert first is not None
        assert second is not None
        assert first.id != second.id
        assert people.subjects_of(connection, first.id) == ("nora@example.edu",)
        assert people.subjects_of(connection, second.id) == ()


def test_where_only_known_people_come_in_nobody_is_made(service: Service) -> None:
    """Whoever was brought in is asked, and everybody else is told to ask the office."""
    closed = at_provider(service, ISSUER, admits_everybody=False)
    with pytest.raises(NotKnown):
        arrive(session.system(closed), NORA, key(closed))
    bring(signed_in(closed, "cora"), LIST)
    assert arrive(session.system(closed), NORA, key(closed)) is not None


def test_with_what_counted_before_no_account_is_made(service: Service, clock: Clock) -> None:
    """Nor with what is too old."""
    arrive(session.system(service), NORA, key(service))
    session.sign_in(service, ISSUER, "nora-1", key=key(service))
    before = written(service)
    with pytest.raises(Spent):
        arrive(session.system(service), Vouched(ISSUER, "mallory"), key(service))
    with pytest.raises(Spent):
        session.sign_in(service, ISSUER, "nora-1", key=key(service))
    late = key(service, "late")
    clock.move(minutes=11)
    with pytest.raises(Spent):
        arrive(session.system(service), Vouched(ISSUER, "mallory"), late)
    assert written(service) == before


def test_what_counted_is_forgotten_when_nobody_accepts_it(service: Service, clock: Clock) -> None:
    """The table does not grow."""
    arrive(session.system(service), NORA, key(service))
    for state in ("one", "two", "three"):
        session.sign_in(service, ISSUER, "nora-1", key=key(service, state))
        clock.move(minutes=11)
    assert written(service)["spent"] == 1


def test_whoever_was_forgotten_comes_in_as_somebody_new(service: Service) -> None:
    """Nothing leads to the account of before."""
    arrive(session.system(service), NORA, key(service))
    with reading(service.engine) as connection:
        before = people.by_identity(connection, ISSUER, "nora-1")
    assert before is not None
    forget(signed_in(service, "olga"), before.public_id, "Asked by letter.")
    assert arrive(session.system(service), NORA, key(service)) is None
    with reading(service.engine) as connection:
        after = people.by_identity(connection, ISSUER, "nora-1")
    assert after is not None
    assert after.id != before.id


def test_two_tabs_at_once_make_one_account(service: Service) -> None:
    """Whichever comes second finds it."""
    together(
        lambda: arrive(session.system(service), NORA, key(service, "one")),
        lambda: arrive(session.system(service), NORA, key(service, "two")),
    )
    assert written(service)["person"] == 1


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (masked_address, "ada@example.edu", "a•••@example.edu"),
        (masked, "Ada Whitfield", "A••• W•••"),
        (masked, "Ada@Home Whitfield", "A••• W•••"),
        (masked, "", ""),
        (masked_address, "@example.edu", "@example.edu"),
    ],
)
def test_what_is_masked_is_known_only_to_who_knows_it(
    mask: Callable[[str], str], text: str, shown: str
) -> None:
    """The first letter of each word stays, and where the mail goes."""
    assert mask(text) == shown
