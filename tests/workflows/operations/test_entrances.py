"""Who may come in: whoever was enrolled, in whichever way, and nobody who was forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, update

from storage import log, people, tables
from storage.connect import reading, writing
from tests.amending import ISSUER, account
from tests.databases import drop_triggers
from tests.sign_on import at_provider
from workflows.operations.entrances import entrances
from workflows.operations.records import records
from workflows.people import session
from workflows.people.arrive import Vouched, arrive
from workflows.people.bring import bring
from workflows.people.forget import forget
from workflows.people.link import link
from workflows.people.once import once
from workflows.people.session import sign_in

if TYPE_CHECKING:
    from sqlalchemy import Executable

    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.people.once import Once
    from workflows.service import Service

STRANGE = "An identity is not as any act wrote it."
GONE = "An identity that the log tells of is gone."
LIST = b"email,name,affiliation\nnew@example.org,New Person,own\ntwo@example.org,Two Ng,own\n"


@pytest.fixture
def eve(service: Service, olga: Actor) -> Actor:
    """Somebody who was forgotten."""
    actor = account(service, "eve@example.edu", "Eve Ng")
    forget(olga, actor.public_id, "Asked by letter.")
    return actor


def found(service: Service) -> list[str]:
    """Return what was found about entrances."""
    with reading(service.engine) as connection:
        return [one.what for one in entrances(connection)]


def let_in(service: Service, person_id: int | None, address: str) -> None:
    """Write an identity by no act."""
    with writing(service.engine) as connection:
        connection.execute(
            insert(tables.identity).values(
                issuer=ISSUER, subject=address, person_id=person_id, at=service.now()
            )
        )


def test_whoever_was_brought_in_by_a_list_was_enrolled(service: Service, cora: Actor) -> None:
    """One line of the log tells of everybody in the list."""
    bring(cora, LIST)
    assert found(service) == []


def test_a_second_identity_is_found(service: Service, cora: Actor) -> None:
    """Also of somebody who was brought in by a list."""
    bring(cora, LIST)
    with reading(service.engine) as connection:
        made = people.by_subject(connection, "new@example.org")[0]
    let_in(service, made.id, "mallory@example.org")
    assert found(service) == [STRANGE]


def test_whoever_was_forgotten_has_no_way_in(service: Service, eve: Actor) -> None:
    """The identity that was erased does not count for another one."""
    assert found(service) == []
    let_in(service, eve.person_id, "mallory@example.org")
    assert found(service) == ["Somebody who was forgotten has an identity."]


def test_a_session_of_whoever_was_forgotten_is_found(
    service: Service, eve: Actor, clock: Clock
) -> None:
    """Also after the identity it was opened by was taken away again."""
    let_in(service, eve.person_id, "mallory@example.org")
    clock.at += timedelta(minutes=1)
    sign_in(service, ISSUER, "mallory@example.org")
    with writing(service.engine) as connection:
        connection.execute(
            tables.identity.delete().where(tables.identity.c.person_id == eve.person_id)
        )
    assert found(service) == ["Somebody signed in as a person who was forgotten."]


def test_a_profile_in_place_of_one_that_was_erased_is_found(service: Service, eve: Actor) -> None:
    """What the log told of what is gone counts for nothing that is there."""
    with writing(service.engine) as connection:
        people.write_profile(connection, eve.person_id or 0, 2, "{}", service.now())
    with reading(service.engine) as connection:
        told = [str(one) for one in records(connection)]
    assert any(f"profile, person_id {eve.person_id}" in one for one in told)


def test_whoever_a_provider_vouched_for_is_told_of(service: Service) -> None:
    """With an identity and an address, or an account of before that was connected."""
    there = at_provider(service, "https://login.example.edu")
    system = session.system(there)
    who = Vouched("https://login.example.edu", "nora", "Nora Okafor", "nora@example.edu")
    arrive(system, who, key(there, "one"))
    sign_in(there, who.issuer, who.subject, key=key(there, "one"))
    old = account(there, "omar@example.edu", "Omar Said")
    other = Vouched(who.issuer, "omar", "Omar Said", "omar@example.edu")
    link(system, old.public_id, other, key(there, "two"))
    assert found(there) == []
    let_in(there, old.person_id, "mallory@example.org")
    assert found(there) == [STRANGE]


def test_an_identity_that_was_given_to_somebody_else_is_found(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Nobody signs in as another by one changed number, although everybody still has as many."""
    assert found(service) == []
    ids = {"ada@example.edu": cora.person_id, "cora@example.edu": ada.person_id}
    for address, person_id in ids.items():
        change(service, address, person_id=person_id)
    assert found(service) == [STRANGE, STRANGE, GONE, GONE]


@pytest.mark.parametrize("column", ["subject", "issuer", "salt", "at"])
def test_an_identity_that_was_changed_is_found(
    service: Service, ada: Actor, clock: Clock, column: str
) -> None:
    """Whatever of it: it is not the one that was enrolled."""
    assert ada.person_id
    later = clock.at + timedelta(seconds=1)
    change(service, "ada@example.edu", **{column: later if column == "at" else "other"})
    assert found(service) == [STRANGE, GONE]


def test_an_identity_that_is_gone_is_found(service: Service, ada: Actor) -> None:
    """Whoever cannot come in any more was forgotten by an act, or by nobody."""
    unguarded(service, tables.identity.delete().where(tables.identity.c.person_id == ada.person_id))
    assert found(service) == [GONE]


@pytest.mark.usefixtures("ada")
def test_an_identity_without_a_seal_is_counted(service: Service) -> None:
    """Nobody passes as one from before identities were sealed."""
    change(service, "ada@example.edu", salt="")
    assert found(service) == ["An identity was never enrolled.", GONE]


def test_the_log_tells_no_address(service: Service, cora: Actor) -> None:
    """Also of a list that was brought in."""
    bring(cora, LIST)
    with reading(service.engine) as connection:
        told = " ".join(line.data for line in log.lines(connection))
    assert '"entrances"' in told
    assert "@" not in told


def change(service: Service, address: str, **columns: object) -> None:
    """Change an identity as whoever owns the database could."""
    own = tables.identity.c.subject == address
    unguarded(service, update(tables.identity).where(own).values(**columns))


def unguarded(service: Service, statement: Executable) -> None:
    """Let something happen to identities that their triggers refuse."""
    with writing(service.engine) as connection:
        drop_triggers(connection, "identity")
        connection.execute(statement)


def key(service: Service, name: str) -> Once:
    """Return what counts once."""
    return once("state", name, service.now() + timedelta(minutes=10))
