"""What is to be done about single questions, on every screen that shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from tests.reading import html, labels, press, words
from tests.taking import form, start_at
from tests.workflows.reports.test_advice import answered
from workflows.attempts.margin import comment
from workflows.content.publish import Published, publish

if TYPE_CHECKING:
    from typing import Any

    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn
    from workflows.service import Service


@pytest.fixture
def bank(folder: BankFolder) -> BankFolder:
    """The small bank with Ben as its author and Thandiwe as its reviewer; item one waits."""
    for name, address in (("Ada Author", "ben"), ("Ben Reviewer", "thandiwe")):
        said = f"name: {name}, MD"
        folder.change("activity.yaml", said, f"{said}\n    email: {address}@example.edu")
    folder.change("items/one.yaml", "status: approved", "status: in_review")
    return folder


def field(at: AppTest, label: str) -> Any:
    """Return the widget with this label."""
    kinds = (at.text_input, at.text_area, at.selectbox, at.multiselect, at.checkbox, at.slider)
    return next(one for kind in kinds for one in kind if one.label == label)


def listed(at: AppTest) -> set[str]:
    """Return the ids of the questions in the list of Write."""
    return {one for one in ("one", "two") if f"item={one}" in html(at)}


def test_a_reviewer_is_asked_for_many_at_once(desk: Drawn, bank: BankFolder) -> None:
    """The list says whom; the reviewer finds it first, and it is gone once approved."""
    assert bank.path.exists()
    at = desk("ben", "write", bank="small-bank")
    field(at, "Questions").set_value(["one"]).run()
    field(at, "Ask for a review").set_value("fac-ben").run()
    press(at, "Change 1 question")
    assert "Changed: 1 question." in at.success[0].value
    assert "for Ben Reviewer, MD · 1 task" in html(at)
    at = desk("thandiwe", "review")
    assert "asked: Ben Reviewer, MD" in html(at)
    at = desk("thandiwe", "review", bank="small-bank", item="one")
    assert ":blue-badge[To review]" in words(at)
    press(at, "Approve")
    assert ":blue-badge[To review]" not in words(at)


def test_the_list_is_filtered_by_state_reviewer_and_day(desk: Drawn, bank: BankFolder) -> None:
    """Each by itself, and all together."""
    bank.change("items/one.yaml", "review_due: 2028-10-01", "review_due: 2026-11-30")
    at = desk("ben", "write", bank="small-bank")
    assert listed(at) == {"one", "two"}
    field(at, "State").set_value(["in review"]).run()
    assert listed(at) == {"one"}
    field(at, "State").set_value([]).run()
    field(at, "Next review").set_value("Late").run()
    assert listed(at) == {"one"}
    field(at, "Next review").set_value(None).run()
    field(at, "Reviewer").set_value(["fac-ben"]).run()
    assert listed(at) == set()
    field(at, "Reviewer").set_value(["Nobody asked yet"]).run()
    assert listed(at) == {"one", "two"}


def test_questions_are_retired_with_a_reason(desk: Drawn, bank: BankFolder) -> None:
    """From the list or from the form; without a reason nothing can be pressed."""
    at = desk("ben", "write", bank="small-bank", item="one")
    assert next(one for one in at.button if one.label == "Retire").disabled
    at = desk("ben", "write", bank="small-bank")
    field(at, "All 2 that are shown").set_value(True).run()
    field(at, "Why").set_value("Not done any more.").run()
    press(at, "Retire 2 questions")
    assert "Retired: 2 questions." in at.success[0].value
    assert "change: 'Retired: Not done any more.'" in bank.files()["items/one.yaml"].decode()
    assert html(at).count("Retired") == 2


def test_a_source_is_marked_and_its_authors_asked(desk: Drawn, bank: BankFolder) -> None:
    """The page says who cites it, the form what replaced it, and it can be taken back."""
    assert bank.path.exists()
    at = desk("cora", "calendar")
    field(at, "Author, journal, year or DOI of a source").set_value("10.1000/xyz").run()
    field(at, "The newer source").set_value("A newer guideline. 2026.")
    field(at, "What changed, for the authors").set_value("The dose changed.")
    press(at, "Mark as replaced")
    assert "Marked: 1 question cites it." in at.success[0].value
    # What changed has a line of its own: a source ends as it likes.
    assert "Replaced by: A newer guideline. 2026.  \nThe dose changed.  \n" in words(at)
    press(at, "Open 1 task for their authors")
    assert "Opened 1 task" in at.success[0].value
    form_ = desk("ben", "write", bank="small-bank", item="one")
    assert "Replaced by: A newer guideline. 2026. The dose changed." in words(form_)
    assert "To do: 1 task, 1 for you" in [
        one.label for one in desk("ben", "write", bank="small-bank").expander
    ]
    at = press(desk("cora", "calendar"), "It was not replaced after all")
    assert "None is marked as superseded." in words(at)


def test_what_makes_no_link_is_refused(desk: Drawn, bank: BankFolder) -> None:
    """The page says why, and marks nothing; authors have no such button."""
    assert bank.path.exists()
    at = desk("cora", "calendar")
    field(at, "Author, journal, year or DOI of a source").set_value("10.1000/xyz").run()
    press(at, "Mark as replaced")
    assert "Cite the source that replaced it" in at.error[0].value
    at = desk("ben", "calendar")
    field(at, "Author, journal, year or DOI of a source").set_value("10.1000/xyz").run()
    assert "Mark as replaced" not in labels(at)


def test_advice_opens_a_task_that_is_closed_with_a_reason(
    desk: Drawn, sqlite_service: Service, bank: BankFolder
) -> None:
    """Statistics leads to the question, where its author says why nothing is changed."""
    bank.change("items/one.yaml", "status: in_review", "status: approved")
    here = replace(
        sqlite_service, settings=replace(sqlite_service.settings, banks=bank.path.parent)
    )
    done = publish(signed_in(here, "cora"), bank.path)
    assert isinstance(done, Published)
    answered(here, done.key, 20)
    at = desk("cora", "statistics", id=done.key)
    at = press(at, "Open a task for its authors")
    assert ":blue-badge[task open]" in words(at)
    at = desk("ben", "write", bank="small-bank", item="one")
    if ":blue-badge[Advice]" not in words(at):  # the other question wanted a look first
        at = desk("ben", "write", bank="small-bank", item="two")
    assert "20 first attempts" in words(at)
    press(at, "Close the task")
    assert "Say why it is closed" in at.error[0].value
    field(at, "Why nothing more is to be done").set_value("It must be known.").run()
    press(at, "Close the task")
    assert ":blue-badge[Advice]" not in words(at)


def test_physicians_comments_are_told_on_the_review(
    desk: Drawn, sqlite_service: Service, bank: BankFolder
) -> None:
    """Everybody sees how many there are; the office reads them."""
    bank.change("items/one.yaml", "status: in_review", "status: approved")
    here = replace(
        sqlite_service, settings=replace(sqlite_service.settings, banks=bank.path.parent)
    )
    done = publish(signed_in(here, "cora"), bank.path)
    assert isinstance(done, Published)
    ada = signed_in(here, "ada")
    attempt = start_at(ada, done.key)
    places = [each.item_id for each in form(here, attempt).items]
    comment(ada, attempt, position=places.index("one") + 1, text="The dose is outdated.")
    said = words(desk("thandiwe", "review", bank="small-bank", item="one"))
    assert "Physicians sent **1 comment** on this question." in said
    assert "The dose is outdated." not in said
    assert "The dose is outdated." in words(desk("cora", "review", bank="small-bank", item="one"))


def test_words_are_looked_for_in_all_banks(desk: Drawn, bank: BankFolder) -> None:
    """Pairs that are alike are looked for when somebody asks."""
    assert bank.path.exists()
    at = desk("ben", "write", bank="small-bank")
    field(at, "Is it asked already?").set_value("hyperkalemia").run()
    assert "No question of any bank holds these words." in words(at)
    field(at, "Is it asked already?").set_value("anesthetics nausea").run()
    assert "Questions of all banks" in html(at)
    next(one for one in at.toggle if one.label == "Pairs that are much alike").set_value(True).run()
    assert "No question of this bank is much like another one" in words(at)
