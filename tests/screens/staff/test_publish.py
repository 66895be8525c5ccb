from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from tests.reading import html, press, words
from tests.taking import count, lines
from workflows.content.halt import halt

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn
    from workflows.content.halted import State
    from workflows.service import Service


def test_a_bank_is_published_by_its_button(desk: Drawn, sqlite_service: Service) -> None:
    """The state above the button and the list below it change in the same run."""
    at = desk("cora", "publish")
    assert "not published" in words(at)
    press(at, "Publish")
    assert "Published edition 1 of small-bank.1, 2 questions." in at.success[0].value
    assert "edition 1 is published" in words(at)
    assert any("small-bank.1" in one.label for one in at.expander)
    press(at, "Publish")
    assert "already" in words(at)
    assert count(sqlite_service, "edition") == 1


def test_a_faulty_bank_has_no_button(desk: Drawn, folder: BankFolder) -> None:
    """It sends to the problems, where each stands in words."""
    folder.change("items/one.yaml", "objectives: [OBJ-1]", "objectives: [OBJ-9]")
    at = desk("cora", "publish")
    assert not at.button
    assert "1 error keeps it from being published" in words(at)
    assert "Question one, objectives" in words(desk("cora", "problems")).replace("\\", "")


def test_changed_terms_are_compared_before_a_new_period(
    desk: Drawn, folder: BankFolder, sqlite_service: Service
) -> None:
    """Each is shown before and after, with what becomes of the activity there is."""
    at = press(desk("cora", "publish"), "Publish")
    folder.change("activity.yaml", 'passing_percent: "75"', 'passing_percent: "50"')
    at = press(at, "Publish")  # the button of before; what is drawn now says why not
    said = words(at).replace("\\", "")
    assert "Percent to pass: 75 → **50**" in said
    assert "small-bank.1 stays open until 31 Oct 2029" in said
    assert [one.label for one in at.button if "p" in one.label.lower()] == ["New period"]
    assert at.button[0].disabled
    assert count(sqlite_service, "activity") == 1
    at.checkbox[0].check().run()
    press(at, "New period")
    assert "Published edition 1 of small-bank.2" in at.success[0].value


@pytest.mark.parametrize(("state", "did"), [("paused", "paused"), ("withdrawn", "withdrew")])
def test_a_stopped_activity_says_so_before_and_after(
    desk: Drawn, folder: BankFolder, sqlite_service: Service, state: State, did: str
) -> None:
    """A new edition opens it to nobody, and the page leads to where that is decided."""
    at = press(desk("cora", "publish"), "Publish")
    assert "opens it to nobody" not in words(at)
    cora = signed_in(sqlite_service, "cora")
    halt(cora, "small-bank.1", state, reason="A key is wrong.", seen=0)
    folder.change("activity.yaml", "summary: Two questions.", "summary: Two.")
    at = desk("cora", "publish")
    assert f"The office {did} this self-assessment" in words(at)
    assert "opens it to nobody" in words(at)
    at = press(at, "Publish")
    assert "Published edition 2 of small-bank.1" in at.success[0].value
    assert "Nobody can start it" in at.success[0].value


def test_a_period_that_is_over_is_not_opened(desk: Drawn, folder: BankFolder) -> None:
    """Nobody could start it: the dates are asked for."""
    folder.change("activity.yaml", "release_date: 2026-11-01", "release_date: 2026-10-01")
    folder.change("activity.yaml", "expiration_date: 2029-10-31", "expiration_date: 2026-11-30")
    at = press(desk("cora", "publish"), "Publish")
    assert "would have expired on 2026-11-30" in words(at)
    assert not at.success


def test_what_publication_refuses_is_said_at_once(desk: Drawn, folder: BankFolder) -> None:
    """A key that changed without a new version stands under the button and among the problems."""
    at = press(desk("cora", "publish"), "Publish")
    folder.change("items/one.yaml", "correct: true\n", "correct: false\n")
    folder.change(
        "items/one.yaml",
        "text: Give 1 mg of epinephrine",
        "text: Epinephrine 1 mg\n    correct: true",
    )
    for said in (words(at.run()), words(press(at, "Publish")), words(desk("cora", "problems"))):
        assert said.count("Changed since version 1 was published") == 1
        assert "Write version: 2 and revision: 1" in said
    assert "from being published as its files are now" in words(desk("cora", "today"))


def test_an_activity_in_review_says_what_it_waits_for(desk: Drawn, folder: BankFolder) -> None:
    """It has no fault in its files, so only publication can say it."""
    folder.change("activity.yaml", "status: approved", "status: in_review")
    for path in ("publish", "problems"):
        said = words(desk("cora", path))
        assert "The self-assessment as a whole is not approved" in said
        assert "Let its course director approve it on the page Review" in said


def test_an_activity_shows_its_terms_and_its_planning(desk: Drawn) -> None:
    """All of what was designated, and what an accreditor asks of the planning."""
    at = desk("cora", "publish")
    assert "Nothing is published yet" in words(at)
    said = html(press(at, "Publish"))
    for term in (
        "Designated on",
        "ABA Lifelong Learning 0.50",
        "Next attempt",
        "Time limit in minutes",
    ):
        assert term in said
    for fact in ("Practice gap", "A gap.", "knowledge", "Medical knowledge", "Ada Author, MD"):
        assert fact in said


def test_each_board_says_what_it_would_give(desk: Drawn, folder: BankFolder) -> None:
    """Before and after publication: the points, what is missing, the rule and its source."""
    at = desk("cora", "publish")
    given = "This edition gives up to 0.50 Lifelong Learning points at ABA"
    assert words(at).count(given) == 1
    assert "asks for 1 or 2 codes" in words(at)
    assert "Rule from 1 Jan 2024 on" in words(at)
    assert words(press(at, "Publish")).count(given) == 2
    folder.change("activity.yaml", "credit_type: Lifelong Learning", "credit_type: Part 2")
    assert "ABA: not eligible because it records no points called" in words(at.run())


def enter(at: AppTest, value: str) -> AppTest:
    """Write an ACCME activity ID and save it."""
    next(one for one in at.text_input if one.label == "ACCME activity ID").set_value(value)
    return press(at, "Save")


def test_a_registration_is_entered(desk: Drawn) -> None:
    """A wrong number is explained, a right one kept."""
    at = press(desk("cora", "publish"), "Publish")
    assert "nine digits" in words(enter(at, "12"))
    assert enter(at, " 202 612 345").success[0].value == "Saved: 202612345"


def test_a_registration_just_saved_is_corrected(desk: Drawn, sqlite_service: Service) -> None:
    """The second number is kept, too, without opening the page anew."""
    at = press(desk("cora", "publish"), "Publish")
    enter(at, "202611111")
    assert enter(at, "202622222").success[0].value == "Saved: 202622222"
    assert [one.data["value"] for one in lines(sqlite_service, "registration.enter")] == [
        "202611111",
        "202622222",
    ]
    assert next(one for one in at.text_input if "ACCME" in one.label).value == "202622222"
