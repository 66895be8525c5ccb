"""What a mailed link opens: an account, a password, another address; once, and for nobody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from storage import local, people, tables
from storage.connect import reading
from tests.amending import account
from tests.by_password import (
    ADDRESS,
    NAME,
    OTHER,
    PASSWORD,
    PLACE,
    by_password,
    mailed,
    mails,
    registered,
    token_in,
)
from tests.people import signed_in
from tests.sign_on import written
from tests.together import together
from workflows.messages.told import address_of
from workflows.operations.doctor import doctor
from workflows.people import session
from workflows.people.arrive import NotKnown, Vouched, arrive
from workflows.people.enrol import grant_role
from workflows.people.link import link
from workflows.people.local import own
from workflows.people.local.enter import Locked, WrongPassword, enter
from workflows.people.local.letter import NoLonger, Opened, ask, opened
from workflows.people.local.password import PasswordRefused
from workflows.people.local.settle import NoName, move, settle
from workflows.people.once import once
from workflows.people.profile import see
from workflows.people.session import system

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service

NEW = "nora.okafor@example.com"


def log_of(service: Service, act: str) -> list[dict[str, object]]:
    """Return what the log holds of one kind of act."""
    with reading(service.engine) as connection:
        rows = connection.execute(select(tables.log).where(tables.log.c.act == act))
        return [json.loads(row.data) for row in rows]


def everything_logged(service: Service) -> str:
    """Return the whole log as text."""
    with reading(service.engine) as connection:
        return str(connection.execute(select(tables.log)).all())


def unsound(service: Service) -> list[str]:
    """Return what doctor finds about who may come in."""
    found = {one.about: one.findings for one in doctor(system(service))}
    return [str(one) for one in (*found["entrances"], *found["records"])]


def is_live(actor: Actor) -> bool:
    """Whether somebody is still signed in."""
    return session.is_live(actor.service, actor.session or "")


def test_an_account_is_made_when_the_link_is_confirmed(anywhere: Service) -> None:
    """A learner's, under the name and the address that were given; doctor knows of it."""
    nora = registered(anywhere)
    held = see(nora)
    assert nora.roles == {"learner"}
    assert (held.profile.legal_name, held.addresses) == (NAME, (ADDRESS,))
    assert unsound(anywhere) == []
    assert NAME not in everything_logged(anywhere)
    assert ADDRESS not in everything_logged(anywhere)


def test_a_link_counts_once(anywhere: Service) -> None:
    """Also when it is sent twice in the same moment."""
    token = mailed(anywhere, "register")
    done = together(*[lambda: settle(anywhere, token, PASSWORD, NAME)] * 4)
    assert sum(isinstance(one, str) for one in done) == 1
    assert sum(isinstance(one, NoLonger) for one in done) == 3
    assert written(anywhere)["person"] == 1


def test_two_links_to_one_address_make_one_account(service: Service) -> None:
    """Making the account ends the other one."""
    registered(service)
    token = mailed(service, "register")
    assert opened(service, token).does == "exists"


@pytest.mark.parametrize("name", ["", "  ", "123", "x" * 200])
def test_somebody_new_says_their_name(service: Service, name: str) -> None:
    """Until then the link still counts."""
    token = mailed(service, "register")
    with pytest.raises(NoName):
        settle(service, token, PASSWORD, name)
    settle(service, token, PASSWORD, NAME)


def test_a_bad_password_leaves_the_link_as_it_is(service: Service) -> None:
    """The name that was just given is no password."""
    token = mailed(service, "register")
    for bad in ("short", "Nora Okafor 12", "nora@example.org"):
        with pytest.raises(PasswordRefused):
            settle(service, token, bad, NAME)
    settle(service, token, PASSWORD, NAME)


def test_an_account_of_before_gets_a_password(anywhere: Service) -> None:
    """Everything in it stays, and both ways lead in."""
    eve = account(anywhere, "eve@example.edu", "Eve Ng")
    settle(anywhere, mailed(anywhere, "register", "eve@example.edu"), PASSWORD)
    assert by_password(anywhere, "eve@example.edu").person_id == eve.person_id
    assert unsound(anywhere) == []


def test_duties_that_come_before_the_link_close_it(service: Service) -> None:
    """Nothing is written."""
    eve = account(service, "eve@example.edu", "Eve Ng")
    token = mailed(service, "register", "eve@example.edu")
    grant_role(system(service), eve.public_id, "staff")
    with pytest.raises(NoLonger):
        settle(service, token, PASSWORD)
    assert log_of(service, "local.make") == []


def test_a_reset_replaces_the_password_and_ends_all_sessions(anywhere: Service) -> None:
    """The old one is worth nothing; the person is told by mail."""
    nora = registered(anywhere)
    settle(anywhere, mailed(anywhere, "reset"), OTHER)
    assert not is_live(nora)
    with pytest.raises(WrongPassword):
        by_password(anywhere)
    assert by_password(anywhere, password=OTHER).person_id == nora.person_id
    assert "Your password was changed" in mails(anywhere)[0]["Subject"]
    assert unsound(anywhere) == []


def test_a_reset_lifts_the_lock(service: Service) -> None:
    """Nobody is kept out by whoever guesses: the mail is always a way in."""
    registered(service)
    for _ in range(10):
        with pytest.raises(WrongPassword):
            enter(service, ADDRESS, "guessed wrongly", PLACE)
    with pytest.raises(Locked):
        enter(service, ADDRESS, PASSWORD, PLACE)
    settle(service, mailed(service, "reset"), OTHER)
    by_password(service, password=OTHER)


def test_a_stranger_cannot_exhaust_the_mail(service: Service) -> None:
    """Whoever asks for mail in somebody's name lets them have links; the newest is good."""
    registered(service)
    newest = [mailed(service, "reset") for _ in range(2)][-1]
    mailed_more = [own_mail for _ in range(5) for own_mail in _asked(service)]
    assert mailed_more == []
    settle(service, newest, OTHER)


def _asked(service: Service) -> list[object]:
    ask(service, "reset", ADDRESS, "198.51.100.1")
    return list(mails(service))


def test_an_address_is_moved_when_the_new_one_is_confirmed(anywhere: Service) -> None:
    """The old one signs in no more, is told, and every session ends; messages go to the new one."""
    nora = registered(anywhere)
    own.ask_move(nora, PASSWORD, NEW, PLACE)
    token = token_in(mails(anywhere)[0])
    assert by_password(anywhere).person_id == nora.person_id
    assert opened(anywhere, token) == Opened("move", NEW, "N••• O•••")
    move(anywhere, token)
    assert not is_live(nora)
    with pytest.raises(WrongPassword):
        by_password(anywhere)
    assert by_password(anywhere, NEW).person_id == nora.person_id
    told = mails(anywhere)[0]
    assert (told["To"], "was changed" in told["Subject"]) == (ADDRESS, True)
    assert NEW not in told.get_content()
    with reading(anywhere.engine) as connection:
        assert address_of(connection, nora.person_id or 0) == NEW
    assert unsound(anywhere) == []


def test_the_address_of_before_opens_nothing(service: Service) -> None:
    """Whoever is given it later makes an account of their own, here and at an institution."""
    nora = registered(service)
    own.ask_move(nora, PASSWORD, NEW, PLACE)
    move(service, token_in(mails(service)[0]))
    token = mailed(service, "register")
    assert opened(service, token).does == "new"
    settle(service, token, OTHER, "Zoe Park")
    assert by_password(service, password=OTHER).person_id != nora.person_id
    vouched = Vouched("https://login.example.edu", "zoe-1", "Zoe Park", ADDRESS)
    with pytest.raises(NotKnown):  # so somebody new, and here only who is known comes in
        arrive(system(service), vouched, once("state", "1", service.now().replace(year=2030)))


def test_an_address_of_somebody_else_is_not_moved_to(service: Service) -> None:
    """Their mailbox is told, and gets no link."""
    account(service, "eve@example.edu", "Eve Ng")
    own.ask_move(registered(service), PASSWORD, "eve@example.edu", PLACE)
    mail = mails(service)[0]
    assert "belongs to another account" in mail["Subject"]
    assert "#" not in mail.get_content()


def test_a_link_of_one_kind_does_nothing_of_another(service: Service) -> None:
    """Moving is no way to a password, and a password none to moving."""
    nora = registered(service)
    own.ask_move(nora, PASSWORD, NEW, PLACE)
    moving = token_in(mails(service)[0])
    with pytest.raises(NoLonger):
        settle(service, moving, OTHER)
    with pytest.raises(NoLonger):
        move(service, mailed(service, "reset"))
    move(service, moving)


def test_an_institution_asks_for_the_account_with_a_password(service: Service) -> None:
    """Its verified address finds it, by the same rule as any other; both ways lead in then."""
    nora = registered(service)
    vouched = Vouched("https://login.example.edu", "nora-1", NAME, ADDRESS)
    key = once("state", "1", service.now().replace(year=2030))
    found = arrive(system(service), vouched, key)
    assert found is not None
    assert found.person == nora.public_id
    link(system(service), found.person, vouched, key)
    by_password(service)


def test_a_password_that_nobody_chose_is_found(service: Service, nora: Actor) -> None:
    """Whoever writes into the database by hand lets themselves in, and doctor says so."""
    with service.engine.begin() as connection:
        local.write(connection, nora.person_id or 0, ADDRESS, "$argon2id$another", service.now())
    assert len(unsound(service)) == 1
    assert nora.public_id in unsound(service)[0]


def test_what_is_shown_of_addresses_is_the_present_one(service: Service) -> None:
    """First of all that were ever confirmed."""
    nora = registered(service, "zora@example.org")
    own.ask_move(nora, PASSWORD, "anora@example.org", PLACE)
    move(service, token_in(mails(service)[0]))
    with reading(service.engine) as connection:
        known = people.subjects_of(connection, nora.person_id or 0)
    assert known == ("anora@example.org", "zora@example.org")


def test_named_people_can_have_a_password_too(service: Service) -> None:
    """The demonstration's physician connects theirs."""
    ada = signed_in(service, "ada")
    settle(service, mailed(service, "register", "ada@example.edu"), PASSWORD)
    assert by_password(service, "ada@example.edu").person_id == ada.person_id
