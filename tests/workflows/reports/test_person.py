"""One person's records as staff see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from storage import tables
from storage.connect import writing
from tests.amending import amend, withdraw
from tests.correcting import REKEY, put_right
from tests.editions import publish
from tests.learning import OPINION, attempted, completed
from tests.taking import lines
from workflows.attempts.grant import grant
from workflows.credit.claim import make
from workflows.credit.evaluate import give
from workflows.refusals import NotAllowed, NotFound
from workflows.reports.person import open_person

if TYPE_CHECKING:
    from tests.clock import Clock
    from workflows.act import Actor
    from workflows.service import Service


def test_records_are_opened_and_logged(service: Service, ada: Actor, cora: Actor) -> None:
    """Attempts, grants, claims and certificate; the look itself stands in the log."""
    key = publish(service, attempts_max=2)
    attempted(ada, key, right=1)
    grant(cora, ada.public_id, key, further=1, minutes=0, reason="Was ill", seen=0)
    made = make(ada, completed(ada, key), quarters=4, boards={}, attested=True)
    page = open_person(cora, ada.public_id)
    (record,) = page.records
    assert page.profile.legal_name == "Ada Whitfield"
    assert [(one.number, one.score, one.passed) for one in record.attempts] == [
        (1, "25", False),
        (2, "100", True),
    ]
    assert [one.reason for one in record.grants] == ["Was ill"]
    assert record.claims == ("1.00 AMA PRA Category 1 Credit™",)
    assert record.certificate == made.certificate
    (line,) = lines(service, "person.open")
    assert (line.actor, line.on) == (cora.public_id, f"person:{ada.public_id}")


def test_amendments_are_told_with_who_and_why(service: Service, ada: Actor, cora: Actor) -> None:
    """The amount before and after, the reason, and both people."""
    done = completed(ada, publish(service))
    make(ada, done, quarters=4, boards={}, attested=True)
    amend(cora, done, {"cme": 2}, "Half of it.")
    withdraw(cora, done, "None of it.")
    (record,) = open_person(cora, ada.public_id).records
    first, second = record.changes
    assert (first.before, first.after) == (
        "1.00 AMA PRA Category 1 Credit™",
        "0.50 AMA PRA Category 1 Credits™",
    )
    assert (first.reason, first.proposed_by, first.confirmed_by) == (
        "Half of it.",
        "Cora Lindqvist",
        "Second Person",
    )
    assert (second.before, second.after) == ("0.50 AMA PRA Category 1 Credits™", "")


def test_what_a_correction_took_is_told_with_both_people(
    service: Service, ada: Actor, cora: Actor
) -> None:
    """Whoever proposed the correction, not only who confirmed it; no certificate is offered."""
    attempt = attempted(ada, publish(service, passing_percent="80"))
    make(ada, give(ada, attempt, OPINION), quarters=4, boards={}, attested=True)
    put_right(cora, REKEY, lower=[attempt])
    (record,) = open_person(cora, ada.public_id).records
    (taken,) = record.changes
    assert (taken.proposed_by, taken.confirmed_by) == ("Cora Lindqvist", "Second Person")
    assert taken.reason == "The guideline was misread. (correction item-1.1:1)"
    assert record.certificate is None


def test_the_claim_in_another_account_is_told_too(
    service: Service, ada: Actor, dan: Actor, cora: Actor
) -> None:
    """A double stands on the page of the account in use, and so do both first attempts."""
    key = publish(service)
    for one in (ada, dan):
        make(one, completed(one, key), quarters=4, boards={}, attested=True)
    with writing(service.engine) as connection:
        connection.execute(
            insert(tables.merge).values(
                person_id=dan.person_id, seq=1, into_id=ada.person_id, reason="Same person.",
                by=cora.person_id, at=service.now(),
            )
        )  # fmt: skip
    (record,) = open_person(cora, ada.public_id).records
    assert [(one.number, one.elsewhere) for one in record.attempts] == [(1, False), (1, True)]
    (double,) = record.doubles
    assert {*record.claims, *double.claims} == {
        "1.00 AMA PRA Category 1 Credit™",
        "1.00 hours of participation",
    }


def test_a_page_drawn_again_is_the_same_look(service: Service, ada: Actor, cora: Actor) -> None:
    """One line for one look; another one when something happened in between."""
    open_person(cora, ada.public_id)
    open_person(cora, ada.public_id)
    assert len(lines(service, "person.open")) == 1
    grant(
        cora,
        ada.public_id,
        publish(service, attempts_max=1),
        further=1,
        minutes=0,
        reason="Ill",
        seen=0,
    )
    open_person(cora, ada.public_id)
    assert len(lines(service, "person.open")) == 2


def test_a_later_look_is_logged_again(
    service: Service, ada: Actor, cora: Actor, clock: Clock
) -> None:
    """Also when nothing else happened since."""
    open_person(cora, ada.public_id)
    clock.move(minutes=11)
    open_person(cora, ada.public_id)
    assert len(lines(service, "person.open")) == 2


def test_standing_is_the_persons_and_not_the_readers(
    service: Service, ben: Actor, cora: Actor
) -> None:
    """Ben wrote the activity, so he earns no credit, whoever looks."""
    attempted(ben, publish(service))
    (record,) = open_person(cora, ben.public_id).records
    assert (record.own.state, record.own.earns_credit) == ("passed", False)


def test_an_unknown_person_is_not_found(cora: Actor) -> None:
    """A wrong link is answered with a sentence."""
    with pytest.raises(NotFound):
        open_person(cora, "nobody")


def test_learners_open_nobody(service: Service, ada: Actor, dan: Actor) -> None:
    """Refused, and nothing logged."""
    with pytest.raises(NotAllowed):
        open_person(ada, dan.public_id)
    assert lines(service, "person.open") == []
