"""What the office repairs on a person's page: amounts, names, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import reporting
from tests.amending import account, in_force, proposed
from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import labels, press, words
from tests.taking import count
from workflows.credit.claim import make
from workflows.pars.batch import make as make_batch
from workflows.pars.batch import send

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.reading import Drawn
    from workflows.act import Actor
    from workflows.service import Service


def claimed(service: Service) -> tuple[Actor, str]:
    """Let Ada claim 0.75, and return her and the completion."""
    ada = signed_in(service, "ada")
    done = completed(ada, publish(service))
    make(ada, done, quarters=3, boards={}, attested=True)
    return ada, done


def choose(at: AppTest, label: str, value: object) -> None:
    """Choose in the box with this label."""
    next(one for one in at.selectbox if one.label == label).set_value(value)


def say(at: AppTest, label: str, value: str) -> None:
    """Write into the field with this label."""
    next(one for one in at.text_input if one.label == label).set_value(value)


def test_an_amendment_is_proposed(screen: Drawn, sqlite_service: Service) -> None:
    """The amounts in force stand there; another one is chosen, with the reason."""
    ada, done = claimed(sqlite_service)
    at = screen("cora", "person", id=ada.public_id)
    choose(at, "AMA PRA Category 1 Credit(s)™", 2)
    say(at, "Reason", "Half of it.")
    press(at, "Propose")
    assert at.success[0].value.startswith("Proposed.")
    assert in_force(sqlite_service, done) == {"cme": (1, 3)}
    assert "waits under *To confirm*" in words(screen("cora", "person", id=ada.public_id))


def test_a_withdrawal_is_an_amendment_to_nothing(screen: Drawn, sqlite_service: Service) -> None:
    """The choice says what it is."""
    ada, _done = claimed(sqlite_service)
    at = screen("cora", "person", id=ada.public_id)
    box = next(one for one in at.selectbox if one.label.startswith("AMA"))
    assert box.options == ["0.00: take it back", "0.25", "0.50", "0.75", "1.00"]
    choose(at, "AMA PRA Category 1 Credit(s)™", 0)
    say(at, "Reason", "Claimed for another person.")
    press(at, "Propose")
    assert count(sqlite_service, "task") == 1


def test_what_cannot_be_is_said(screen: Drawn, sqlite_service: Service) -> None:
    """Nothing changed, and no reason."""
    ada, _done = claimed(sqlite_service)
    at = screen("cora", "person", id=ada.public_id)
    press(at, "Propose")
    assert "Write the reason" in words(at)
    say(at, "Reason", "Half of it.")
    press(at, "Propose")
    assert "in force already" in words(at)
    assert count(sqlite_service, "task") == 0


def test_where_nothing_is_claimed_nothing_is_amended(
    screen: Drawn, sqlite_service: Service
) -> None:
    """The form is not there."""
    dan = signed_in(sqlite_service, "dan")
    assert "Propose" not in labels(screen("cora", "person", id=dan.public_id))


def test_a_second_proposal_waits_for_the_first(screen: Drawn, sqlite_service: Service) -> None:
    """The form gives way to a sentence."""
    ada, done = claimed(sqlite_service)
    proposed(signed_in(sqlite_service, "cora"), done, {"cme": 2}, "Half of it.")
    assert "Propose" not in labels(screen("cora", "person", id=ada.public_id))


def test_certificates_are_issued_in_a_new_name(screen: Drawn, sqlite_service: Service) -> None:
    """One press, and the page says how many."""
    ada, _done = claimed(sqlite_service)
    reporting.identified(ada, legal_name="Ada Whitfield-Moss")
    at = screen("cora", "person", id=ada.public_id)
    assert "differs from that on 1 certificate in force" in words(at)
    press(at, "Issue them in the name on file")
    assert at.success[0].value == "1 certificate issued anew."
    assert "All certificates in force bear the name" in words(at.run())


def test_reports_are_queued_again_only_where_pars_holds_something_else(
    screen: Drawn, sqlite_service: Service
) -> None:
    """What was not sent, or was sent as it is on file, needs nothing; the rest needs a reason."""
    ada, done = claimed(sqlite_service)
    reporting.enter(sqlite_service, "small.1", "ACCME", "202612345")
    reporting.identified(ada)
    reporting.consent(ada, "states")
    at = screen("cora", "person", id=ada.public_id)
    assert "PARS holds nothing of this person that differs" in words(at)
    cora = signed_in(sqlite_service, "cora")
    send(cora, make_batch(cora, "excel", after="").batch)
    reporting.put(sqlite_service, done, "cme", "accepted")
    reporting.identified(ada, family_name="Whitfield-Moss")
    at = screen("cora", "person", id=ada.public_id)
    assert "State boards · A small self-assessment · 1 Dec 2026 · other name" in words(at)
    press(at, "Send 1 report anew")
    assert "Write the reason" in at.error[0].value
    next(one for one in at.text_input if "report-anew" in str(one.key)).set_value("Married.")
    press(at, "Send 1 report anew")
    assert "1 report queued" in at.success[0].value


def test_a_merge_is_proposed_by_the_other_address(screen: Drawn, sqlite_service: Service) -> None:
    """Which account is kept has to be said."""
    ada = signed_in(sqlite_service, "ada")
    other = account(sqlite_service, "ada@med.example.edu", "Ada Whitfield")
    at = screen("cora", "person", id=ada.public_id)
    say(at, "The other account's e-mail address", "ada@med.example.edu")
    at.run()
    say(at, "Reason", "One person.")
    press(at, "Propose the merge")
    assert "which account is kept" in words(at)
    at.radio[0].set_value("This one")
    press(at, "Propose the merge")
    assert at.success[0].value.startswith("Proposed.")
    assert count(sqlite_service, "task") == 1
    assert other.public_id


def test_an_address_that_nobody_has_is_said(screen: Drawn, sqlite_service: Service) -> None:
    """Nor is the person's own any other."""
    ada = signed_in(sqlite_service, "ada")
    at = screen("cora", "person", id=ada.public_id)
    for address in ("nobody@example.edu", "ada@example.edu"):
        say(at, "The other account's e-mail address", address)
        assert "Nobody else signs in by this address" in words(at.run())
