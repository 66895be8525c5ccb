"""Asking for MOC points, and answering: both sides of one request."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.people import signed_in
from tests.reading import html, labels, links, press, words
from workflows.desk.answer import question
from workflows.desk.ask import ask, filled, own

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def asked(service: Service, passing: str = "") -> str:
    """Let Ada ask about a course."""
    return ask(
        signed_in(service, "ada"),
        filled(
            title="Spring course", kind="course", begins=date(2027, 4, 1), ends=date(2027, 4, 2),
            credits="2.00", boards=("ABIM",), assessment=True, passing_standard=passing,
            feedback=True, contact="ada@example.edu",
        ),
    )  # fmt: skip


def test_a_request_is_asked_on_the_page(screen: Drawn, sqlite_service: Service) -> None:
    """What is missing is said all at once; then it stands there with its state."""
    at = press(screen("ada", "request"), "Ask")
    assert "Give the activity's title." in at.error[0].value
    assert len(at.error) > 1
    for label, text in (("Title of the activity", "Spring course"), ("Credits, at most", "2.00")):
        next(one for one in at.text_input if one.label == label).set_value(text)
    for one in at.date_input:
        one.set_value(date(2027, 4, 1))
    at.multiselect[0].set_value(["ABIM"])
    at = press(at, "Ask")
    assert "nothing is sent by mail" in at.success[0].value
    assert "waits for the office" in words(at)
    assert not next(one for one in at.text_input if one.label == "Title of the activity").value
    assert own(signed_in(sqlite_service, "ada"))[0].asked.contact == "ada@example.edu"


def test_a_question_is_replied_to(screen: Drawn, sqlite_service: Service) -> None:
    """It says whose turn it is, and what was said by whom."""
    made = asked(sqlite_service)
    question(signed_in(sqlite_service, "cora"), made, "Is there a test?", 1)
    at = screen("ada", "request")
    assert "question from the office" in words(at)
    next(one for one in at.text_area if one.label == "Your reply").set_value("Ten questions.")
    at = press(at, "Send")
    assert "Cora Lindqvist (office), 1 Dec 2026:** Is there a test?" in words(at)
    assert "Ten questions" in words(at)


def test_a_request_is_withdrawn(screen: Drawn, sqlite_service: Service) -> None:
    """It stays on the page, and nothing can be said of it any more."""
    asked(sqlite_service)
    at = press(screen("ada", "request"), "Withdraw the request")
    assert "withdrawn" in words(at)
    assert "Send" not in labels(at)


def test_the_office_answers_with_what_the_rules_suggest(
    screen: Drawn, sqlite_service: Service
) -> None:
    """Ticks first, or a reason; then whoever asked has answer and letter."""
    made = asked(sqlite_service, passing="75 percent")
    assert "Spring course" in html(screen("cora", "requests"))
    at = screen("cora", "requests", id=made)
    assert at.radio[0].value == "eligible"
    assert "accme.org" in words(at)
    at = press(at, "Give this answer")
    assert "Before an activity is called eligible, tick" in words(at)
    at.checkbox[0].check().run()
    assert "Cora Lindqvist, 1 Dec 2026" in words(at)
    next(one for one in at.text_area if "all the same" in one.label).set_value("Seen to.")
    at = press(at, "Give this answer")
    assert not at.error
    seen = screen("ada", "request")
    assert "Up to 2\\.00 Medical Knowledge points" in words(seen) or "Up to 2.00" in words(seen)
    assert links(seen)["Letter as PDF"] == f"/letter/{made}.pdf"


def test_an_unknown_request_is_told(screen: Drawn) -> None:
    """The address leads nowhere else."""
    assert "There is no such task here" in words(screen("cora", "requests", id="unknown"))
