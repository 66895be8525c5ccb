"""Changing one's own password and address: each takes the password once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
)
from tests.people import signed_in
from workflows.people import session
from workflows.people.arrive import Vouched
from workflows.people.enrol import grant_role
from workflows.people.link import link
from workflows.people.local.enter import Locked, WrongPassword, admit
from workflows.people.local.letter import NoAddress
from workflows.people.local.own import NoPassword, OnlyWayIn, Own, ask_move, change, drop, see
from workflows.people.local.password import PasswordRefused
from workflows.people.local.settle import settle
from workflows.people.once import once
from workflows.people.session import system
from workflows.refusals import SignedOut

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

ISSUER = "https://login.example.edu"


def at_institution(nora: Actor) -> None:
    """Connect somebody's account with an institution's sign-in."""
    key = once("link", "1", nora.service.now().replace(year=2030))
    vouched = Vouched(ISSUER, "nora-1", NAME, ADDRESS)
    link(system(nora.service), nora.public_id, vouched, key)


def test_a_person_changes_their_password(anywhere: Service) -> None:
    """All sessions end, the one it was done in gets another; a mail tells of it."""
    nora = registered(anywhere)
    elsewhere = by_password(anywhere)
    token = admit(anywhere, change(nora, PASSWORD, OTHER, PLACE))
    assert session.enter(anywhere, session.digest_of(token)).person_id == nora.person_id
    for one in (nora, elsewhere):
        assert not session.is_live(anywhere, one.session or "")
    assert by_password(anywhere, password=OTHER).person_id == nora.person_id
    assert "Your password was changed" in mails(anywhere)[0]["Subject"]


def test_the_old_password_is_needed(service: Service, nora: Actor) -> None:
    """Whoever sits down at somebody's open window guesses ten times, like everybody."""
    for _ in range(9):
        with pytest.raises(WrongPassword):
            change(nora, "guessed wrongly", OTHER, PLACE)
    with pytest.raises(WrongPassword):
        ask_move(nora, "guessed wrongly", "eve@example.org", PLACE)
    with pytest.raises(Locked):
        drop(nora, PASSWORD, PLACE)
    assert mails(service) == []


def test_the_new_password_is_judged(service: Service, nora: Actor) -> None:
    """By the name and the address on file, too."""
    for bad in ("short", "NoraOkafor1980", "nora@example.org"):
        with pytest.raises(PasswordRefused):
            change(nora, PASSWORD, bad, PLACE)
    assert by_password(service).person_id == nora.person_id


def test_a_person_sees_how_they_sign_in(service: Service, nora: Actor) -> None:
    """By which address, and whether there is another way."""
    assert see(nora) == Own(ADDRESS, elsewhere=False)
    at_institution(nora)
    assert see(nora) == Own(ADDRESS, elsewhere=True)
    assert see(signed_in(service, "cora")) == Own(None, elsewhere=True)


def test_the_only_way_in_is_not_taken_away(service: Service, nora: Actor) -> None:
    """Nobody locks themselves out."""
    with pytest.raises(OnlyWayIn):
        drop(nora, PASSWORD, PLACE)
    assert by_password(service).person_id == nora.person_id


def test_a_password_is_taken_away_where_there_is_another_way(anywhere: Service) -> None:
    """It opens nothing any more, what it opened ends, and it can be asked for again.

    Duties can be given then.
    """
    nora = registered(anywhere)
    at_institution(nora)
    elsewhere = by_password(anywhere)
    drop(nora, PASSWORD, PLACE)
    for one in (nora, elsewhere):
        assert not session.is_live(anywhere, one.session or "")
    with pytest.raises(WrongPassword):
        by_password(anywhere)
    settle(anywhere, mailed(anywhere, "register"), OTHER)
    again = by_password(anywhere, password=OTHER)
    assert again.person_id == nora.person_id
    drop(again, OTHER, PLACE)
    grant_role(system(anywhere), nora.public_id, "reviewer")


def test_whoever_has_none_changes_none(service: Service) -> None:
    """They are told how they sign in."""
    cora = signed_in(service, "cora")
    for attempt in (
        lambda: change(cora, PASSWORD, OTHER, PLACE),
        lambda: ask_move(cora, PASSWORD, "eve@example.org", PLACE),
        lambda: drop(cora, PASSWORD, PLACE),
    ):
        with pytest.raises(NoPassword):
            attempt()


def test_nobody_writes_to_everybody_by_moving(service: Service, nora: Actor) -> None:
    """Thirty letters an hour from one place, whatever they are asked for by."""
    sent = 0
    for number in range(35):
        ask_move(nora, PASSWORD, f"{number}@example.org", PLACE)
        sent += len(mails(service))
    assert sent == 29  # and the one that made the account


def test_a_new_address_is_one(nora: Actor) -> None:
    """To which mail can go."""
    with pytest.raises(NoAddress):
        ask_move(nora, PASSWORD, "somewhere", PLACE)


def test_whoever_rested_too_long_signs_in_again(nora: Actor, clock: Clock) -> None:
    """Before anything about the account is changed."""
    clock.move(hours=13)
    with pytest.raises(SignedOut):
        change(nora, PASSWORD, OTHER, PLACE)
