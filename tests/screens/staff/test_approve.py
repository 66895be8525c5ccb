"""The screen on which a self-assessment is approved as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reading import html, labels, press, words

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn

BANK = "small-bank"


@pytest.fixture
def bank(folder: BankFolder) -> BankFolder:
    """The small bank in review as a whole; Ben writes it, Thandiwe directs the course."""
    for name, address in (("Ada Author", "ben"), ("Ben Reviewer", "thandiwe")):
        said = f"name: {name}, MD"
        folder.change("activity.yaml", said, f"{said}\n    email: {address}@example.edu")
    folder.change("activity.yaml", "status: approved", "status: in_review")
    folder.change("activity.yaml", "roles: [reviewer]", "roles: [reviewer, course_director]")
    return folder


def test_the_course_director_reads_and_approves(desk: Drawn, bank: BankFolder) -> None:
    """What is approved stands there whole; one press, and page and file say so."""
    assert "waits for your approval as a whole" in words(desk("thandiwe", "today"))
    at = desk("thandiwe", "approve", bank=BANK)
    said = words(at) + html(at)
    for one in (
        "in review",
        "Read a capnogram.",
        "A gap.",
        "Ada Author, MD",
        "Set by the authors.",
    ):
        assert one in said
    at = press(at, "Approve the self-assessment")
    assert "Approved, as it stands now" in at.success[0].value
    assert ":green-badge[approved]" in words(at)
    assert "**Thandiwe Castellanos, MD** approved this text" in words(at)
    assert "Approve the self-assessment" not in labels(at)
    assert "status: approved" in bank.files()["activity.yaml"].decode()


def test_nothing_is_said_of_disclosures_nobody_gave(desk: Drawn, bank: BankFolder) -> None:
    """People stand there with their roles; that they have nothing to disclose nobody knows."""
    bank.change(
        "activity.yaml",
        "course_director]\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}",
        "course_director]",
    )
    said = words(desk("thandiwe", "approve", bank=BANK)).replace("\\", "")
    assert "**Ben Reviewer, MD** (reviewer, course director)" in said
    assert "nothing to disclose" not in said


def test_its_author_reads_why_not(desk: Drawn, bank: BankFolder) -> None:
    """No button, and a sentence that says whose turn it is."""
    assert bank.path.exists()
    at = desk("ben", "approve", bank=BANK)
    assert "approved by its course director" in words(at)
    assert "Approve the self-assessment" not in labels(at)


def test_what_is_missing_stands_in_place_of_the_button(desk: Drawn, bank: BankFolder) -> None:
    """With where to enter it."""
    bank.change("activity.yaml", "  designated_on: 2026-10-01\n", "")
    at = desk("cora", "approve", bank=BANK)
    assert "1 thing to do before it can be approved" in words(at)
    assert "Approve the self-assessment" not in labels(at)


def test_a_draft_says_how_it_gets_here(desk: Drawn, bank: BankFolder) -> None:
    """Its authors send it."""
    bank.change("activity.yaml", "status: in_review", "status: draft")
    assert "set its status to In review" in words(desk("cora", "approve", bank=BANK))


def test_an_unknown_bank_is_said_calmly(desk: Drawn) -> None:
    """A sentence, no trace."""
    assert "There is no such" in words(desk("cora", "approve", bank="no-bank"))
