"""Asking the office on a page of its own, and the answer there; the office's side of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in
from tests.reading import html, labels, links, press, words
from workflows.desk.inquire import inquire, own

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_it_is_asked_and_answered(screen: Drawn, sqlite_service: Service) -> None:
    """What is missing is said; then it stands there, and after the answer says so."""
    at = press(screen("ada", "office"), "Send")
    assert "Write a subject" in at.error[0].value
    at.radio[0].set_value("idea")
    at.text_input[0].set_value("More cases")
    at.text_area[0].set_value("Of *rare* diseases.")
    at = press(at, "Send")
    assert "Sent." in at.success[0].value
    assert "waits for an answer" in words(at)
    assert "answer due by 15 Dec 2026" in words(at)
    made = own(signed_in(sqlite_service, "ada"))[0].id
    staff = screen("cora", "requests", inquiry=made)
    assert "Ada Whitfield, MD" in words(staff)
    staff.text_area[0].set_value("In spring.")
    press(staff, "Send the answer")
    at = screen("ada", "office")
    assert "planned" in words(at)
    assert "In spring." in words(at)


def test_it_is_withdrawn(screen: Drawn, sqlite_service: Service) -> None:
    """It stays on the page, and nothing can be added to it."""
    inquire(signed_in(sqlite_service, "ada"), "office-question", "Parking", "Where?")
    at = press(screen("ada", "office"), "Withdraw it")
    assert "withdrawn" in words(at)
    assert labels(at) == ["Send"]  # of a new one


def test_the_queue_leads_to_each_and_to_the_year(screen: Drawn, sqlite_service: Service) -> None:
    """Beside the requests for points, in the same place."""
    made = inquire(signed_in(sqlite_service, "ada"), "idea", "More <b>cases</b>", "Please.")
    at = screen("cora", "requests", of="office")
    assert f"requests?inquiry={made}" in html(at)
    assert "More &lt;b&gt;cases&lt;/b&gt;" in html(at)
    assert links(at)["Summary as PDF"] == "/export/ideas?year=2026&as=pdf"


def test_an_empty_queue_says_where_it_is_filled_from(screen: Drawn) -> None:
    """And offers no file of nothing."""
    at = screen("cora", "requests", of="office")
    assert "Ask the office" in at.info[0].value
    assert links(at) == {}
