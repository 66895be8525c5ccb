"""Part IV as a physician, a lead and the office meet it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.committing import committed
from tests.editions import publish
from tests.learning import OPINION, attempted
from tests.people import signed_in
from tests.projects import GIVEN, IDEA, TITLE, address, approved, attested, under_way, verified
from tests.reading import html, labels, links, press, words
from workflows.credit.evaluate import give
from workflows.part4.attest import page
from workflows.part4.batch import make
from workflows.part4.decide import approve
from workflows.part4.opened import opened
from workflows.part4.own import own
from workflows.part4.propose import invite, propose
from workflows.part4.verify import send_back

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_a_physician_proposes_a_project(screen: Drawn, sqlite_service: Service) -> None:
    """A title is enough to begin with; the worksheet asks in plain words."""
    at = screen("ada", "projects")
    assert "awarded by your board" in words(at)
    press(at, "Propose it")
    assert "title" in words(at)
    at.text_input[0].set_value(TITLE)
    at.checkbox[0].check()
    press(at, "Propose it")
    (one,) = own(signed_in(sqlite_service, "ada")).leads
    assert (one.plan.title, one.plan.eligible) == (TITLE, ("patients",))


def test_a_gap_fills_the_proposal_in(screen: Drawn, sqlite_service: Service) -> None:
    """From the page of commitments: the weakest objective is the aim."""
    ada = signed_in(sqlite_service, "ada")
    key = publish(sqlite_service)
    attempted(ada, key, right=2)
    completion = give(ada, attempted(ada, key), OPINION)
    at = press(screen("ada", "projects", completion=completion), "Propose it")
    (one,) = own(ada).leads
    assert one.plan.aim.startswith("In my practice: Do ")
    assert not at.exception
    done = committed(ada, publish(sqlite_service, slug="other"))
    assert "Nothing was missed" in words(screen("ada", "projects", completion=done))


def test_a_lead_writes_down_a_cycle(screen: Drawn, sqlite_service: Service) -> None:
    """A half of a measurement is asked for whole; nothing else is lost."""
    ada = signed_in(sqlite_service, "ada")
    project = under_way(sqlite_service, plan=IDEA)
    at = screen("ada", "project", id=project)
    assert "the baseline is missing" in words(at)
    field = next(one for one in at.text_input if one.label == "Baseline: result")
    field.set_value("61 of 100")
    press(at, "Save")
    assert "Baseline: give the result and the day together." in words(at)
    next(one for one in at.date_input if one.label == "Baseline: day").set_value(date(2026, 1, 30))
    press(at, "Save")
    baseline = opened(ada, project).project.plan.baseline
    assert baseline is not None
    assert baseline.value == "61 of 100"


def test_the_office_decides(screen: Drawn, sqlite_service: Service) -> None:
    """It begins, its report is approved, and nothing of that is on the lead's page."""
    project = propose(signed_in(sqlite_service, "ada"), IDEA)
    assert "Let it begin" not in labels(screen("ada", "project", id=project))
    at = press(screen("cora", "project", id=project), "Let it begin")
    press(at, "Approve the report")
    assert "0 of at least 2 linked cycles" in words(at)
    assert "under way" in html(screen("cora", "part4"))


def test_a_participant_attests_and_the_lead_verifies(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Name and number stand there already; what is missing is said at once."""
    link = approved(sqlite_service, "ben", "ada").links["ada"]
    ada = signed_in(sqlite_service, "ada")
    at = screen("ada", "attest", id=link)
    assert "Ada Whitfield, MD" in words(at)
    assert next(one for one in at.text_input if one.label.startswith("ABIM")).value == "123456"
    press(at, "I attest this")
    assert "at least 3 of the 4" in words(at)
    for tick in at.checkbox[:5]:
        tick.check()
    for field in at.text_area:
        field.set_value("As agreed.")
    press(at, "I attest this")
    assert page(ada, link).standing.state == "attested"
    assert "No board hears of it this way" in words(at)  # the agreement is not ticked
    assert "Verify" in labels(screen("ben", "attest", id=link))
    press(screen("ben", "attest", id=link), "Verify")
    assert page(ada, link).standing.state == "verified"


def test_home_asks_until_it_is_attested(screen: Drawn, sqlite_service: Service) -> None:
    """Once the report is approved, and again when it was sent back."""
    ben = signed_in(sqlite_service, "ben")
    signed_in(sqlite_service, "ada")
    project = under_way(sqlite_service, "ben")
    invite(ben, project, [address("ada")])
    assert "Attest" not in labels(screen("ada", ""))
    approve(signed_in(sqlite_service, "cora"), project, 2, date(2026, 11, 30))
    at = screen("ada", "")
    assert TITLE in words(at)
    assert "Attest" in labels(at)
    ada = signed_in(sqlite_service, "ada")
    link = own(ada).parts[0].participation
    attested(ada, link)
    assert "Attest" not in labels(screen("ada", ""))
    assert "Look at it" in labels(screen("ben", ""))  # who leads it is asked from then on
    send_back(ben, link, 1, "Which meetings?")
    assert "Attest" in labels(screen("ada", ""))
    assert "Look at it" not in labels(screen("ben", ""))


def test_a_lead_sends_it_back(screen: Drawn, sqlite_service: Service) -> None:
    """The participant reads why, above the form with what was said."""
    link = approved(sqlite_service, "ben", "ada").links["ada"]
    attested(signed_in(sqlite_service, "ada"), link)
    at = screen("ben", "attest", id=link)
    press(at, "Send it back")
    assert "what is to be changed" in words(at)
    at.text_input[0].set_value("Name the meetings.")
    press(at, "Send it back")
    at = screen("ada", "attest", id=link)
    assert "Sent back: Name the meetings." in words(at)
    assert at.text_area[0].value == GIVEN.effort


def test_the_lead_names_people(screen: Drawn, sqlite_service: Service) -> None:
    """By the addresses they sign in by."""
    ada = signed_in(sqlite_service, "ada")
    signed_in(sqlite_service, "ben")
    project = under_way(sqlite_service)
    at = screen("ada", "project", id=project)
    next(one for one in at.text_area if one.label.startswith("Add")).set_value(address("ben"))
    press(at, "Add them")
    assert len(opened(ada, project).people) == 2


def test_records_show_it_beside_part_two(screen: Drawn, sqlite_service: Service) -> None:
    """In the board's cycle, with the record to open, and as the board's to award."""
    link = approved(sqlite_service, "ben", "ada").links["ada"]
    verified(signed_in(sqlite_service, "ada"), link, signed_in(sqlite_service, "ben"))
    at = screen("ada", "records")
    assert "Part IV · ABIM 30 Practice Assessment points · 2026" in words(at)
    assert "awarded by the board" in words(at)
    assert links(at)["Open the record"] == f"/part4/{link}.pdf"


def test_the_office_sends_and_enters_the_answer(screen: Drawn, sqlite_service: Service) -> None:
    """The file is a click away, and the answer is entered by hand where none comes as a file."""
    link = approved(sqlite_service, "ben", "ada").links["ada"]
    ada = signed_in(sqlite_service, "ada")
    verified(ada, link, signed_in(sqlite_service, "ben"))
    at = press(screen("cora", "part4"), "Make a batch")
    assert set(links(at)) == {"Roster as CSV", "Excel", "CSV"}
    at.radio[0].set_value("accepted")
    press(at, "Enter it")
    assert own(ada).parts[0].boards[0].sent == "accepted"
    assert "1 notice accepted" in words(at)
    project = own(ada).parts[0].project.id
    assert "ABIM: accepted" in words(screen("cora", "project", id=project))


def test_staff_enter_a_project(screen: Drawn, sqlite_service: Service) -> None:
    """For a lead who signs in here; an unknown address is said."""
    at = screen("cora", "part4")
    at.text_input[0].set_value("nobody@example.edu")
    at.text_input[1].set_value(TITLE)
    press(at, "Propose it")
    assert "Nobody signs in here" in words(at)
    at.text_input[0].set_value(address("ada"))
    press(at, "Propose it")
    assert len(own(signed_in(sqlite_service, "ada")).leads) == 1


def test_what_was_sent_is_not_changed_any_more(screen: Drawn, sqlite_service: Service) -> None:
    """The page shows what was attested, without a form."""
    link = approved(sqlite_service, "ben", "ada").links["ada"]
    verified(signed_in(sqlite_service, "ada"), link, signed_in(sqlite_service, "ben"))
    make(signed_in(sqlite_service, "cora"))
    at = screen("ada", "attest", id=link)
    assert labels(at) == []
    assert GIVEN.impact in words(at)
