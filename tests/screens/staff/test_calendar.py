from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reading import html, words

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def test_what_is_late_comes_first(desk: Drawn, folder: BankFolder) -> None:
    """With the questions it is about."""
    folder.change("items/one.yaml", "review_due: 2028-10-01", "review_due: 2026-11-30")
    at = desk("cora", "calendar")
    assert "30 Nov 2026" in html(at)
    assert "1 question: one" in html(at)
    assert "Nothing in the next months." in words(at)


def test_a_replaced_source_leads_to_its_questions(desk: Drawn, folder: BankFolder) -> None:
    """Each is a link to its review."""
    folder.change("items/one.yaml", "doi: 10.1000/xyz}", "doi: 10.1000/xyz, superseded: true}")
    said = words(desk("ben", "calendar"))
    assert ":red-badge[superseded] A guideline. 2024." in said
    assert "**1 question cites it**: [one](/review?bank=small-bank&item=one)" in said


def test_a_source_is_found_by_its_words(desk: Drawn, folder: BankFolder) -> None:
    """In any order."""
    assert folder.path.exists()
    at = desk("cora", "calendar")
    at.text_input[0].set_value("2024 guideline 10.1000").run()
    assert "**1 question cites it**" in words(at)
    at.text_input[0].set_value("another guideline").run()
    assert "No question cites that." in words(at)
