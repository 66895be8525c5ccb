"""What identifies a person to boards changes only soon after they signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from workflows.people import demo, session
from workflows.people.fresh import NotFresh
from workflows.people.profile import filled, see, write
from workflows.people.session import Vouching

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service

CHANGES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"legal_name": "Ada Married"}, "legal name"),
    ({"given_name": "Adah"}, "given name"),
    ({"family_name": ""}, "family name"),
    ({"birthday": "09-11"}, "birthday"),
    ({"npi": ""}, "NPI"),
    ({"board_ids": {"ABIM": "654321"}}, "ABIM ID"),
    ({"board_ids": {"ABIM": ""}}, "ABIM ID"),
    ({"licenses": []}, "MI license"),
    ({"licenses": [("MI", "4301000001")]}, "MI license"),
)


def change(actor: Actor, **fields: Any) -> None:
    """Write the profile with other fields."""
    held = see(actor)
    write(actor, held.seq, filled(held.profile, **fields))


@pytest.mark.parametrize(("fields", "said"), CHANGES)
def test_an_older_sign_in_changes_no_identity(
    sqlite_service: Service, clock: Clock, fields: dict[str, Any], said: str
) -> None:
    """The sentence names what, and nothing is written."""
    ada = signed_in_ada(sqlite_service)
    clock.move(minutes=15, seconds=1)
    before = see(ada)
    with pytest.raises(NotFresh, match=said):
        change(ada, **fields)
    assert see(ada) == before


def test_fifteen_minutes_are_time_to_fill_a_form_in(ada: Actor, clock: Clock) -> None:
    """Then it is kept as ever."""
    clock.move(minutes=15)
    change(ada, legal_name="Ada Married", birthday="09-11")
    assert see(ada).profile.shown == "Ada Married, MD"


def test_what_identifies_nobody_needs_no_sign_in(ada: Actor, clock: Clock) -> None:
    """Specialty and affiliation, or another board's ID and a license that were not on file."""
    clock.move(hours=3)
    change(ada, specialty="Geriatrics", board_ids={"ABP": "123456"})
    change(ada, licenses=[("MI", "4301000000"), ("OH", "35.123456")])
    assert see(ada).profile.board_ids == {"ABIM": "123456", "ABP": "123456"}


def test_the_same_profile_again_is_no_change(ada: Actor, clock: Clock) -> None:
    """A second click of the same form is answered as the first."""
    change(ada, legal_name="Ada Married")
    clock.move(hours=1)
    held = see(ada)
    assert write(ada, held.seq - 1, held.profile).seq == held.seq


def test_a_new_session_is_fresh(service: Service, ada: Actor, clock: Clock) -> None:
    """Whoever signs in again goes on; the session before stays as old as it is."""
    clock.move(hours=1)
    change(signed_in_ada(service), legal_name="Ada Married")
    with pytest.raises(NotFresh):
        change(ada, legal_name="Ada Whitfield")


@pytest.mark.parametrize("minutes", [None, 16])
def test_a_sign_in_elsewhere_counts_from_its_own_moment(
    sqlite_service: Service, clock: Clock, minutes: int | None
) -> None:
    """Who came through the institution's door this morning proved nothing a minute ago."""
    demo.enrol_all(session.system(sqlite_service))
    proved = None
    if minutes is not None:
        proved = clock.at
        clock.move(minutes=minutes)
    vouching = Vouching(clock.at, authenticated_at=proved)
    token = session.sign_in(sqlite_service, demo.ISSUER, "ada@example.edu", vouching=vouching)
    with pytest.raises(NotFresh):
        change(session.enter(sqlite_service, session.digest_of(token)), legal_name="Ada Married")


def signed_in_ada(service: Service) -> Actor:
    """Sign Ada in at this moment."""
    demo.enrol_all(session.system(service))
    token = session.sign_in(service, demo.ISSUER, "ada@example.edu")
    return session.enter(service, session.digest_of(token))
