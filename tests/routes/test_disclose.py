"""The public page of a disclosure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from storage import disclosures
from storage.connect import reading
from tests.people import signed_in, token_of
from tests.taking import count
from workflows.content.disclosed import Given
from workflows.content.disclosures import invite

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service

SOME = {
    "has": "yes",
    "company": ["Fernleaf <Devices>, Inc.", "", "Lab Coats Ltd."],
    "nature": ["Consultant or advisor", "", "Speaker"],
    "ended": ["", "", "2026-03-31"],
}


@pytest.fixture
def link(sqlite_service: Service) -> str:
    """The path of the link that the author of a demonstration bank was sent."""
    cora = signed_in(sqlite_service, "cora")
    made = invite(cora, "perioperative-safety", "adeyemi", date(2026, 12, 10)).link
    return made.removeprefix("http://127.0.0.1:8501")


def given(service: Service) -> Given:
    """Return the author's disclosure in force."""
    with reading(service.engine) as connection:
        row = disclosures.given(connection)["ben@example.edu"]
    return Given.model_validate_json(row.body)


def test_the_link_opens_the_form_without_an_account(
    browser: Callable[..., TestClient], link: str
) -> None:
    """It names the person, who asks, and from which day on."""
    page = browser().get(link)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "Ben Adeyemi-Larsen, MD" in page.text
    assert "From 10 Dec 2024 until today" in page.text
    assert "Nothing changed since" not in page.text


def test_relationships_are_given(
    sqlite_service: Service, browser: Callable[..., TestClient], link: str
) -> None:
    """Empty lines are none; what was typed is text and nothing else."""
    page = browser().post(link, data=SOME)
    assert (page.status_code, "2 relationships" in page.text) == (200, True)
    first, second = given(sqlite_service).relationships
    assert (first.company, first.ended) == ("Fernleaf <Devices>, Inc.", None)
    assert (second.nature, second.ended) == ("Speaker", date(2026, 3, 31))
    again = browser().get(link).text
    assert "Fernleaf &lt;Devices&gt;, Inc.: Consultant or advisor" in again


def test_one_click_says_that_nothing_changed(
    sqlite_service: Service, browser: Callable[..., TestClient], link: str
) -> None:
    """The relationships of before are those of today."""
    browser().post(link, data=SOME)
    page = browser().post(link, data={"do": "renew", "seen": "1"})
    assert "Your disclosure is kept: 2 relationships" in page.text
    assert len(given(sqlite_service).relationships) == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Say first whether"),
        ({"has": "yes"}, "List each company"),
        ({**SOME, "nature": ["", "", "Speaker"]}, "Give each company its name"),
        ({"do": "renew", "seen": "1"}, "have not disclosed here before"),
    ],
)
def test_what_is_not_whole_comes_back_as_it_was_typed(
    sqlite_service: Service,
    browser: Callable[..., TestClient],
    link: str,
    sent: dict[str, object],
    said: str,
) -> None:
    """With the reason, and nothing is written."""
    page = browser().post(link, data=sent)
    assert page.status_code == 422
    assert said in page.text
    assert ("Lab Coats Ltd." in page.text) == ("company" in sent)
    assert count(sqlite_service, "disclosure") == 0


def test_a_link_that_never_was_answers_like_one_that_ran_out(
    browser: Callable[..., TestClient],
) -> None:
    """Nobody learns from it who was asked."""
    for method in ("get", "post"):
        page = getattr(browser(), method)("/disclose/nothing")
        assert page.status_code == 404
        assert "This link does not work" in page.text


def test_another_site_gives_nothing(
    sqlite_service: Service, browser: Callable[..., TestClient], link: str
) -> None:
    """A form elsewhere is not this page."""
    assert browser(origin="https://example.com").post(link, data=SOME).status_code == 403
    assert count(sqlite_service, "disclosure") == 0


def test_the_link_opens_for_somebody_who_is_signed_in(
    sqlite_service: Service, browser: Callable[..., TestClient], link: str
) -> None:
    """It belongs to whoever holds it, whatever session their browser has."""
    ben = browser(token_of(sqlite_service, "ben"))
    assert ben.get(link).status_code == 200
    assert "Your disclosure is kept: 2 relationships" in ben.post(link, data=SOME).text
