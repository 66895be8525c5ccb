"""Signing in by a password: whoever knows it, and the same answer to everybody else."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from storage import local, people
from storage.connect import reading, writing
from tests.by_password import (
    ADDRESS,
    OTHER,
    PASSWORD,
    PLACE,
    by_password,
    mailed,
    mails,
    registered,
)
from tests.evidence import seen, times
from tests.people import signed_in
from tests.sign_on import written
from tests.together import together
from workflows.people.enrol import ByPassword, grant_role
from workflows.people.forget import forget
from workflows.people.local import enter as entering
from workflows.people.local import letter, own, password
from workflows.people.local.enter import HasDuties, Locked, NotSignedIn, WrongPassword, enter
from workflows.people.profile import see
from workflows.people.session import system

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def said(service: Service, address: str, guess: str, place: str = PLACE) -> str:
    """Return what a guess is told."""
    with pytest.raises(NotSignedIn) as refused:
        enter(service, address, guess, place)
    return f"{refused.value.status} {refused.value}"


def test_the_right_password_opens_a_session(anywhere: Service) -> None:
    """Whatever the case of the address; as a learner on their own device."""
    nora = registered(anywhere)
    again = by_password(anywhere, " NORA@example.org ")
    assert again.person_id == nora.person_id
    assert again.roles == {"learner"}
    assert again.session != nora.session


def test_whoever_is_not_there_is_told_the_same(anywhere: Service) -> None:
    """A wrong password, a wrong address and none at all: one sentence."""
    nora = registered(anywhere)
    told = {
        said(anywhere, ADDRESS, OTHER),
        said(anywhere, "nobody@example.org", PASSWORD),
        said(anywhere, "", ""),
        said(anywhere, "not an address \x00", PASSWORD),
        said(anywhere, "half a character \ud800", PASSWORD),
        said(anywhere, "a" * 100_000, PASSWORD),
    }
    assert len(told) == 1
    assert by_password(anywhere).person_id == nora.person_id


def test_whoever_is_not_there_is_looked_for_as_long(
    service: Service, nora: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password is verified each time, once, and the same is written."""
    asked: list[str | None] = []

    def counting(guess: str, verifier: str | None) -> bool:
        asked.append(verifier)
        return password.is_right(guess, verifier)

    monkeypatch.setattr(entering, "is_right", counting)
    before = written(service)
    said(service, ADDRESS, OTHER)
    said(service, "nobody@example.org", OTHER)
    assert [one is None for one in asked] == [False, True]
    assert written(service) == before
    assert nora.person_id is not None


@pytest.mark.parametrize("address", [ADDRESS, "nobody@example.org"])
def test_after_ten_wrong_guesses_nobody_comes_in(
    service: Service, nora: Actor, clock: Clock, address: str
) -> None:
    """Not by the right password either, for a quarter of an hour; the same for no account."""
    for _ in range(10):
        assert said(service, address, OTHER).startswith("403")
    told = said(service, address, PASSWORD)
    assert told.startswith("429")
    assert "Wait 15 minutes" in told
    clock.move(minutes=15)
    if address == ADDRESS:
        assert by_password(service).person_id == nora.person_id
    else:
        assert said(service, address, OTHER).startswith("403")


@pytest.mark.evidence
def test_of_guesses_spread_over_an_hour_a_dozen_are_looked_at(
    service: Service, nora: Actor, clock: Clock
) -> None:
    """Ten, and one after 15 and after 30 minutes more, from ever other places."""
    guesses, looked_at = times(60, 1_000), 0
    for number in range(guesses):
        clock.move(seconds=3_600 / guesses)
        looked_at += said(service, ADDRESS, OTHER, f"192.0.2.{number % 250}").startswith("403")
    assert looked_at == 12
    assert nora.person_id is not None
    seen(
        "Signing in",
        "guesses of a password",
        "An account is locked after ten wrong guesses",
        "make evidence ONLY=guesses",
        guesses_in_an_hour=guesses,
        looked_at=looked_at,
    )


@pytest.mark.evidence
def test_an_unknown_account_takes_as_long_as_a_known_one(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guesses at both in turn; how long each took is kept, and judged by whoever reads it."""
    monkeypatch.setattr(password, "HASHER", PasswordHasher(2, 19_456, 1))
    password._nobodys.cache_clear()
    known = [f"{one}@example.org" for one in range(times(1, 25))]
    for one in known:
        registered(service, one)
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for one in known:
        for name, address in (("known", one), ("unknown", f"no-{one}")):
            for _ in range(times(1, 8)):
                began = perf_counter()
                said(service, address, OTHER, f"{name}-{one}")
                took[name].append(perf_counter() - began)
    middle = {name: median(each) * 1000 for name, each in took.items()}
    seen(
        "Signing in",
        "time of a wrong guess",
        "A guess at an unknown account takes as long as at a known one, within 10 %",
        "make evidence ONLY=unknown_account",
        guesses_each=len(took["known"]),
        known=f"{middle['known']:.1f} ms",
        unknown=f"{middle['unknown']:.1f} ms",
        difference=f"{abs(1 - middle['unknown'] / middle['known']):.1%}",
    )


def test_from_one_place_many_accounts_are_not_tried(service: Service) -> None:
    """A hundred wrong guesses in a quarter of an hour, then that place waits, and no other."""
    told = [said(service, f"{one}@example.org", OTHER) for one in range(101)]
    assert [one[:3] for one in told] == ["403"] * 100 + ["429"]
    assert said(service, "101@example.org", OTHER, "198.51.100.9").startswith("403")


def test_whoever_comes_in_begins_to_count_anew(service: Service, nora: Actor) -> None:
    """Nine slips, then the password: the next slip is the first."""
    for _ in range(3):
        for _ in range(9):
            said(service, ADDRESS, OTHER)
        assert by_password(service).person_id == nora.person_id


def test_guesses_in_the_same_moment_are_counted_before_they_are_looked_at(
    anywhere: Service,
) -> None:
    """Sixteen at once: ten are looked at."""
    registered(anywhere)

    def guess() -> None:
        enter(anywhere, ADDRESS, OTHER, PLACE)

    outcomes = [type(one) for one in together(*[guess] * 16)]
    assert (outcomes.count(WrongPassword), outcomes.count(Locked)) == (10, 6)


def test_a_password_kept_cheaply_is_kept_anew(
    anywhere: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When its person signs in; it stays the same password."""
    nora = registered(anywhere)
    monkeypatch.setattr(password, "HASHER", PasswordHasher(2, 64, 1))
    by_password(anywhere)
    with reading(anywhere.engine) as connection:
        kept = local.of(connection, [nora.person_id or 0])[0].verifier
    assert "m=64,t=2,p=1" in kept
    assert by_password(anywhere).person_id == nora.person_id


def test_a_password_that_was_changed_meanwhile_opens_nothing(
    service: Service, nora: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was right when it was read is looked at again with the session."""
    real = entering.prove

    def slow(service: Service, address: str, guess: str, place: str) -> object:
        held = real(service, address, guess, place)
        own.change(nora, PASSWORD, OTHER, PLACE)
        return held

    monkeypatch.setattr(entering, "prove", slow)
    with pytest.raises(WrongPassword):
        enter(service, ADDRESS, PASSWORD, PLACE)


def test_duties_are_not_given_to_whoever_has_a_password(service: Service, nora: Actor) -> None:
    """Learning is no duty; what has to be done first is said."""
    for role in ("author", "reviewer", "staff", "operator"):
        with pytest.raises(ByPassword, match="second factor"):
            grant_role(system(service), nora.public_id, role)
    with pytest.raises(ByPassword):
        grant_role(system(service), nora.public_id, "coordinator", scope="Lakeside")
    grant_role(system(service), nora.public_id, "staff", granted=False)
    grant_role(system(service), nora.public_id, "learner", granted=False)
    grant_role(system(service), nora.public_id, "learner")


def test_duties_are_not_opened_by_a_password(service: Service, nora: Actor) -> None:
    """However somebody came to have both; the sentence needs the right password."""
    with writing(service.engine) as connection:
        people.set_role(connection, nora.person_id or 0, "staff", service.now())
    with pytest.raises(HasDuties, match="at your institution"):
        enter(service, ADDRESS, PASSWORD, PLACE)
    with pytest.raises(WrongPassword):
        enter(service, ADDRESS, OTHER, PLACE)


def test_whoever_is_forgotten_has_no_password(anywhere: Service) -> None:
    """It goes with the address, and with the mail that waits."""
    nora = registered(anywhere)
    own.ask_move(nora, PASSWORD, "new@example.org", PLACE)
    done = dict(forget(signed_in(anywhere, "olga"), nora.public_id, "Asked by letter.").erased)
    assert (done["password"], done["mail about the account"]) == (1, 1)
    with pytest.raises(WrongPassword):
        by_password(anywhere)
    assert mailed(anywhere, "register")


def test_mail_to_whoever_is_forgotten_goes_without_a_password_too(service: Service) -> None:
    """A stranger may have asked for it a minute before."""
    ada, olga = signed_in(service, "ada"), signed_in(service, "olga")
    letter.ask(service, "register", see(ada).addresses[0], PLACE)
    done = dict(forget(olga, ada.public_id, "Asked by letter.").erased)
    assert done["mail about the account"] == 1
    assert mails(service) == []
