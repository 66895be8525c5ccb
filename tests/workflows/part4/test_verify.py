"""Verifying what somebody attested: never of oneself (pitfall 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.amending import account, merged
from tests.learning import unsealed
from tests.people import signed_in
from tests.projects import ALONE, GIVEN, ON_SQLITE, address, approved, attested, verified
from workflows.content.home import home
from workflows.part4.attest import SentAlready, page
from workflows.part4.batch import make
from workflows.part4.own import own
from workflows.part4.propose import invite, name_second
from workflows.part4.verify import (
    NoReasonGiven,
    NothingToVerify,
    OwnAttestation,
    send_back,
    verify,
)
from workflows.refusals import NotFound, Stale

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.service import Service


@ON_SQLITE
def test_the_lead_verifies_a_participant(
    service: Service, ada: Actor, ben: Actor, system: Actor
) -> None:
    """What the boards give is noted by their rules of that day; verifying twice is once."""
    link = approved(service, "ben", "ada").links["ada"]
    seq = attested(ada, link)
    assert verify(ben, link, seq) == verify(ben, link, seq) == 2
    (part,) = own(ada).parts
    assert (part.standing.state, part.year) == ("verified", 2026)
    assert [one.award.said for one in part.boards] == ["ABIM 30 Practice Assessment points"]
    assert unsealed(system, ("attestation",)) == []


@ON_SQLITE
def test_nobody_verifies_themselves(service: Service, ada: Actor) -> None:
    """Not the lead, not staff who take part, not by another account (pitfall 20)."""
    found = approved(service, "ada")
    seq = attested(ada, found.links["ada"])
    with pytest.raises(OwnAttestation):
        verify(ada, found.links["ada"], seq)
    both = account(service, "both@example.edu", "Bo Both", "staff", "learner")
    invite(ada, found.id, ["both@example.edu"])
    link = own(both).parts[0].participation
    with pytest.raises(OwnAttestation):
        verify(both, link, attested(both, link, ALONE))


@ON_SQLITE
def test_an_account_that_was_merged_is_oneself(service: Service, cora: Actor) -> None:
    """Signed in by the other address, it is still the lead's own."""
    old = account(service, "old@example.edu", "Lee Lead")
    kept = account(service, "kept@example.edu", "Lee Lead", "learner")
    found = approved(service, "ada")
    invite(signed_in(service, "ada"), found.id, ["old@example.edu"])
    link = own(old).parts[0].participation
    one = merged(cora, old, kept)
    seq = attested(one, link, ALONE)
    with pytest.raises(OwnAttestation):
        verify(one, link, seq)


@ON_SQLITE
def test_the_leads_own_is_for_the_second_person_or_the_office(
    service: Service, ada: Actor, ben: Actor, dan: Actor, cora: Actor
) -> None:
    """A participant cannot; whoever was named finds it among what waits for them."""
    found = approved(service, "ada", "ben", "dan")
    name_second(ada, found.id, 3, address("ben"))
    seq = attested(ada, found.links["ada"])
    with pytest.raises(NotFound):
        verify(dan, found.links["ada"], seq)
    assert [one.participation for one in own(ben).to_verify] == [found.links["ada"]]
    assert home(ben).verify == own(ben).to_verify
    assert home(dan).verify == home(ada).verify == ()
    verify(ben, found.links["ada"], seq)
    assert own(ben).to_verify == home(ben).verify == ()
    (part,) = own(ada).parts
    assert part.role == "lead"
    other = approved(service, "dan")
    verify(cora, other.links["dan"], attested(dan, other.links["dan"], ALONE))


@ON_SQLITE
def test_the_second_person_verifies_nobody_else(
    service: Service, ada: Actor, ben: Actor, dan: Actor
) -> None:
    """Participants are for the lead."""
    found = approved(service, "ada", "ben", "dan")
    name_second(ada, found.id, 3, address("ben"))
    with pytest.raises(NotFound):
        verify(ben, found.links["dan"], attested(dan, found.links["dan"], ALONE))


@ON_SQLITE
def test_it_is_sent_back_with_a_reason_and_attested_anew(
    service: Service, ada: Actor, ben: Actor
) -> None:
    """The reason is read by the participant, and the new one is verified."""
    link = approved(service, "ben", "ada").links["ada"]
    seq = attested(ada, link, ALONE)
    with pytest.raises(NoReasonGiven):
        send_back(ben, link, seq, " ")
    send_back(ben, link, seq, "You were at the meetings, too.")
    assert page(ada, link).standing.reason == "You were at the meetings, too."
    with pytest.raises(NothingToVerify):
        verify(ben, link, 2)
    verified(ada, link, ben, GIVEN)
    assert own(ada).parts[0].standing.seq == 4


@ON_SQLITE
def test_what_was_verified_by_mistake_goes_back_until_it_was_sent(
    service: Service, ada: Actor, ben: Actor, cora: Actor
) -> None:
    """Nothing of it stands on a transcript then; a stale page changes nothing."""
    link = approved(service, "ben", "ada").links["ada"]
    seq = verified(ada, link, ben)
    with pytest.raises(Stale):
        send_back(ben, link, seq - 1, "No.")
    send_back(ben, link, seq, "The wrong project.")
    assert own(ada).parts[0].standing.verified is None
    verified(ada, link, ben)
    make(cora)
    with pytest.raises(SentAlready):
        send_back(ben, link, 5, "No.")
