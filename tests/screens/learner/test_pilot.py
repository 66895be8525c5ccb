"""The page of a tester's link, and the page on which testers are asked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from screens import door
from settings import ROOT
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.reading import html, labels, press, words
from workflows.refusals import NotFound
from workflows.trying.pilot import ask, tell, times

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reading import Drawn
    from workflows.service import Service

BANK = "small-bank"


@pytest.fixture
def link(screen: Drawn, sqlite_service: Service, tmp_path: Path) -> str:
    """The link of a tester, on screens of a service that has the bank."""
    del screen
    folder = BankFolder(tmp_path / "banks" / BANK)
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", folder.path.parent)
    chosen = replace(sqlite_service.settings, banks=folder.path.parent)
    here = replace(sqlite_service, settings=chosen)
    door.open_with(here)
    return ask(signed_in(here, "ben"), BANK, "Dan Tester").link


def test_a_tester_is_told_what_is_asked_first(screen: Drawn, link: str) -> None:
    """The clock starts with Begin."""
    at = screen(link, "pilot")
    assert "Dan Tester, you are asked to take these **2 questions**" in words(at)
    assert "Question 1 of 2" not in words(at)
    press(at, "Begin")
    assert "# Question 1 of 2" in words(at)
    assert "Only the time you tell at the end is kept" in words(at)


def test_a_tester_tells_the_time_after_the_result(screen: Drawn, link: str) -> None:
    """Once: then the page says thank you."""
    at = press(screen(link, "pilot"), "Begin")
    at.query_params["q"] = "end"
    at.run()
    press(at, "Submit for marking")
    assert "Your result" in words(at)
    at.number_input[0].set_value(33)
    at.text_area[0].set_value("Clear.")
    press(at, "Send my time")
    assert "Your time is kept" in at.success[0].value
    assert "Send my time" not in labels(at)
    (told,) = times(signed_in(door.service(), "ben"), BANK)
    assert (told.minutes, told.comment) == (33, "Clear.")


def test_no_time_is_no_answer(screen: Drawn, link: str) -> None:
    """It is asked for again."""
    at = press(screen(link, "pilot"), "Begin")
    at.query_params["q"] = "end"
    at.run()
    press(at, "Submit for marking")
    press(at, "Send my time")
    assert "Give the minutes it took you" in at.error[0].value


def test_whoever_was_not_asked_by_link_is_refused(screen: Drawn, link: str) -> None:
    """An account of one's own is none of a tester."""
    assert link
    assert "Your role does not include this" in words(screen("dan", "pilot"))


def test_a_link_is_ended(screen: Drawn, link: str) -> None:
    """The table says so, and it opens nothing more."""
    at = screen("ben", "write", bank=BANK, pilot="1")
    at.selectbox[1].select_index(0)
    press(at, "End the link")
    assert "link ended" in html(at)
    with pytest.raises(NotFound):
        signed_in(door.service(), link)


def test_testers_are_asked_and_their_times_shown(screen: Drawn, link: str) -> None:
    """The link is shown once; mean and median stand above the table."""
    tell(signed_in(door.service(), link), minutes=33, seconds=0, comment="Clear.", seen=0)
    at = screen("ben", "write", bank=BANK, pilot="1")
    assert "mean 33.0 minutes, median 33.0" in words(at)
    assert "Dan Tester" in html(at)
    at.text_input[0].set_value("Eve <b>")
    press(at, "Make a link")
    assert "/tester/" in at.code[0].value
    assert "Eve &lt;b&gt;" in html(at)
    assert not screen("ben", "write", bank=BANK, pilot="1").code


def test_the_form_takes_the_testers_minutes_over(screen: Drawn, link: str) -> None:
    """As its own, which whoever writes it may still change."""
    tell(signed_in(door.service(), link), minutes=33, seconds=0, comment="", seen=0)
    at = screen("ben", "write", bank=BANK, item="activity.yaml")
    assert "1 tester of the pilot told their minutes: 33." in words(at)
    press(at, "Take the testers' minutes over")
    assert "33.0 minutes by the median of 1 testers' time" in words(at)
    assert "Take the testers' minutes over" not in labels(at)
