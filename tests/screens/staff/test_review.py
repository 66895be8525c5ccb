from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reading import html, labels, press, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


@pytest.fixture
def bank(folder: BankFolder) -> BankFolder:
    """The small bank with Ben as its author and Thandiwe as its reviewer; item one waits."""
    for name, address in (("Ada Author", "ben"), ("Ben Reviewer", "thandiwe")):
        said = f"name: {name}, MD"
        folder.change("activity.yaml", said, f"{said}\n    email: {address}@example.edu")
    folder.change("items/one.yaml", "status: approved", "status: in_review")
    return folder


def opened(desk: Drawn, who: str, item: str = "one") -> AppTest:
    """Open an item as a named person."""
    return desk(who, "review", bank="small-bank", item=item)


def test_the_list_begins_with_what_waits(desk: Drawn, bank: BankFolder) -> None:
    """The reviewer sees the one question, each state in a word."""
    assert bank.path.exists()
    said = html(desk("thandiwe", "review"))
    assert "After intubation" in said
    assert "in review" in said
    assert "A patient has had nausea" not in said


def test_nothing_waits_for_the_author(desk: Drawn, bank: BankFolder) -> None:
    """Authors see what is under review, and which of it is theirs."""
    assert bank.path.exists()
    assert "in review (yours)" in html(desk("ben", "review"))


def test_a_question_is_read_and_approved(desk: Drawn, bank: BankFolder) -> None:
    """As physicians see it, with its key; one press signs it and the state changes at once."""
    at = opened(desk, "thandiwe")
    said = words(at)
    assert "A. Remove the tube" in said
    assert "No carbon dioxide means no ventilation." in said
    assert ":orange-badge[in review]" in said
    at = press(at, "Approve")
    assert "Approved, for exactly this text" in at.success[0].value
    assert ":green-badge[approved]" in words(at)
    assert "verdict: approve" in bank.files()["items/one.yaml"].decode()


def test_changes_need_words(desk: Drawn, bank: BankFolder) -> None:
    """Without them the page says what is missing."""
    assert bank.path.exists()
    at = press(opened(desk, "thandiwe"), "Ask for changes")
    assert "Say what has to change" in at.error[0].value


def test_authors_have_no_verdict(desk: Drawn, bank: BankFolder) -> None:
    """The page says what they can do instead."""
    assert bank.path.exists()
    at = opened(desk, "ben")
    assert "Approve" not in labels(at)
    assert "your role here is to answer" in words(at)


def test_a_comment_stands_at_once(desk: Drawn, bank: BankFolder) -> None:
    """Under its field, open."""
    assert bank.path.exists()
    at = opened(desk, "thandiwe")
    at.selectbox[0].set_value("Key")
    next(one for one in at.text_area if one.label == "Comment").set_value("Why not B?")
    said = words(press(at, "Comment"))
    assert "**Key** :orange-badge[open]" in said
    assert "Why not B?" in said


def test_what_changed_is_said_in_words(desk: Drawn, bank: BankFolder) -> None:
    """Against the text that was approved before."""
    press(opened(desk, "thandiwe"), "Approve")
    bank.change("items/one.yaml", "text: Remove the tube", "text: Take the tube out")
    said = words(opened(desk, "thandiwe"))
    assert "Against version 1.1, which was approved before" in said
    assert "**Option A** changed: “Remove the tube” → “Take the tube out”" in said


def test_an_unknown_question_is_not_found(desk: Drawn, bank: BankFolder) -> None:
    """As everywhere."""
    assert bank.path.exists()
    assert "no such question" in words(opened(desk, "thandiwe", "nothing"))
