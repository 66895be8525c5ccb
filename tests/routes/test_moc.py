"""The public page that explains MOC."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from credit.boards import load
from quizzes.models import PartFour
from routes.moc import told
from tests.editions import publish
from workflows.content.moc import FULL, explained

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from tests.clock import Clock
    from workflows.service import Service

    Browser = Callable[..., TestClient]


class Read(HTMLParser):
    """What a page says, the ids in it and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.ids, self.links = "", set[str](), set[str]()
        self._quiet = False
        self.feed(html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep ids and links; leave styles aside."""
        self._quiet = tag in {"style", "title"}
        self.ids |= {str(value) for name, value in attrs if name == "id"}
        self.links |= {str(value) for name, value in attrs if name == "href"}

    def handle_endtag(self, _tag: str) -> None:
        """Read on after a style."""
        self._quiet = False

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words += "" if self._quiet else data


def read(service: Service) -> Read:
    """Return the page as it is read."""
    return Read(bytes(told(explained(service)).body).decode())


def test_it_needs_no_sign_in(browser: Browser) -> None:
    """And it is a page of its own, whatever else asks for a session."""
    reply = browser().get("/moc")
    assert reply.status_code == 200
    assert "MOC explained" in reply.text
    assert browser().get("/moc/anything").status_code == 303


def test_the_boards_of_the_office_are_told_in_full(sqlite_service: Service) -> None:
    """What each asks, from its file: assessment, pass, feedback, points, number, deadline."""
    page = read(sqlite_service)
    for one in load().all:
        assert f"{one.name} ({one.board})" in page.words
    assert set(map(str.lower, FULL)) <= page.ids
    for said in (
        "There is a passing standard, and it is told beforehand.",
        "Accredited CME is enough",
        "1 point for each credit you claim, in steps of 0.25 (rounded down)",
        "ABIM ID (like 123456)",
        "Within 30 days of the day you complete it.",
    ):
        assert said in page.words


def test_each_source_that_is_pointed_at_is_there(sqlite_service: Service) -> None:
    """No number leads nowhere, and no part is named that the page lacks."""
    page = read(sqlite_service)
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert len(inside) > 20
    assert inside <= page.ids


def test_what_is_from_memory_is_marked(sqlite_service: Service) -> None:
    """As often as the files say so, with the day they were compiled."""
    found = explained(sqlite_service)
    unsure = sum(one.unconfirmed for one in found.full)
    others = sum(one.unconfirmed > 0 for one in found.others)
    assert unsure
    # One more explains the mark, and one marks the year end.
    html = bytes(told(found).body).decode()
    assert html.count('class="unsure"') == unsure + others + 2
    assert "compiled 25 Nov 2026" in read(sqlite_service).words


def test_the_year_of_birth_is_never_asked_for(sqlite_service: Service) -> None:
    """Domain rule 10: month and day, with consent, and never the year."""
    said = read(sqlite_service).words
    assert "never the year of your birth" in said
    assert "without your consent" in said


def test_part_iv_is_told_with_who_runs_it(sqlite_service: Service) -> None:
    """From provider.yaml: name, link, address; an address that is not https is no link."""
    page = read(sqlite_service)
    assert "Who runs it: Quality Department, Part IV program. It is not this office" in page.words
    assert {"https://example.edu/part-iv", "mailto:part-iv@example.edu"} <= page.links
    found = explained(sqlite_service)
    assert found.office is not None
    four = PartFour(name="Quality", url="javascript:alert(1)", sentence="It is.")
    office = replace(found.office, part_iv=four)
    html = bytes(told(replace(found, office=office)).body).decode()
    assert "javascript:" not in html


@pytest.mark.parametrize("published", [True, False])
def test_without_the_bank_folder_it_names_what_it_knows(
    sqlite_service: Service, tmp_path: Path, published: bool
) -> None:
    """A replica without files takes the office from the newest edition, or names none."""
    bare = replace(sqlite_service, settings=replace(sqlite_service.settings, banks=tmp_path))
    if published:
        publish(sqlite_service)
    said = read(bare).words
    office = "The Office of Continuing Medical Education of Example Medical School sends"
    assert (office in said) == published
    assert "Part IV, the improvement of practice, is not run by this office" in said


def test_rules_are_those_of_today(sqlite_service: Service, clock: Clock) -> None:
    """A board that leaves is told with its last day."""
    assert "Takes part until 31 Dec 2027." in read(sqlite_service).words
    assert "As of 1 Dec 2026." in read(sqlite_service).words
    clock.move(days=31)
    assert "As of 1 Jan 2027." in read(sqlite_service).words


def test_it_leads_to_the_question_whether_an_activity_can_carry_points(
    sqlite_service: Service,
) -> None:
    """And to whom to write."""
    assert {"/request", "mailto:cme@example.edu"} <= read(sqlite_service).links
