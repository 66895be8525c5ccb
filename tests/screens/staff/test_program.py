"""The program's screen: a year at a glance, its report, responses for analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import html, links, words
from tests.reporting import MK, claimed, identified, registered

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_a_year_is_shown_with_its_activities(screen: Drawn, sqlite_service: Service) -> None:
    """Its sums, a line an activity with a way to its binder, and the report as files."""
    ada, key = signed_in(sqlite_service, "ada"), registered(sqlite_service)
    identified(ada)
    claimed(ada, key, 3, MK)
    at = screen("cora", "program")
    assert [(one.label, one.value) for one in at.metric] == [
        ("Activities", "1"), ("Learners", "1"), ("Completions", "1"), ("Credit claimed", "0.75"),
    ]  # fmt: skip
    assert f"/binder?id={key}" in html(at)
    assert "ABIM Medical Knowledge 0.75" in html(at)
    for form in ("pdf", "csv"):
        assert f"/export/program?year=2026&as={form}" in str(links(at))


def test_the_year_stands_in_the_address(screen: Drawn, sqlite_service: Service) -> None:
    """One in which nothing was open says so."""
    publish(sqlite_service)
    assert "No activity was open in 2024." in words(screen("cora", "program", year="2024"))


def test_responses_are_offered_of_all_or_one(screen: Drawn, sqlite_service: Service) -> None:
    """With what they give away."""
    key = publish(sqlite_service)
    at = screen("cora", "program")
    assert "/export/responses" in str(links(at))
    at.selectbox[0].set_value(key).run()
    assert f"/export/responses?activity={key}" in str(links(at))
    assert "People are random numbers" in words(at)


def test_before_anything_is_published(screen: Drawn) -> None:
    """It says so."""
    at = screen("cora", "program")
    assert "No activity was open in 2026." in words(at)
    assert "Nothing is published yet." in words(at)
