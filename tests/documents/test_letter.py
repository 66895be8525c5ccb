"""The letter that answers a request for MOC points."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from documents.letter import PLACEHOLDER, letter_pdf
from tests.documents.papers import letter, pages, text


def test_it_answers_each_board_with_reasons_and_rule() -> None:
    """And says who it is to, about what, when, and who signs."""
    said = text(letter_pdf(letter()))
    for part in (
        "December 1, 2026",
        "Nguyễn Thị Hồng Ánh, MD, PhD",
        "Spring course in perioperative medicine",
        "Credit, at most: 2.00",
        "American Board of Anesthesiology (ABA): eligible for points",
        "American Board of Pediatrics (ABP): not yet eligible: a change is needed",
        "No passing standard is set.",
        "accme.org/faq/8080",
        "Eleanor Whitfield, MD",
    ):
        assert part in said


def test_unapproved_wording_is_marked() -> None:
    """A demonstration besides, on every page; an approved letter is neither."""
    said = text(letter_pdf(letter(placeholder=True, demonstration=True)))
    assert PLACEHOLDER in said
    assert "Demonstration, not for credit" in said
    plain = text(letter_pdf(letter()))
    assert PLACEHOLDER not in plain
    assert "Demonstration" not in plain


def test_long_reasons_run_over_pages() -> None:
    """Nothing is cut off, and each page has its number."""
    reasons = "\n\n".join(f"Paragraph {number}. " + "word " * 40 for number in range(12))
    boards = tuple(one.model_copy(update={"reasons": reasons}) for one in letter().boards)
    made = letter_pdf(letter(boards=boards, demonstration=True))
    said = [page.extract_text() for page in pages(made)]
    assert len(said) > 2
    assert all("Demonstration" in one for one in said)
    assert text(made).count("Paragraph 11.") == 2
    one_block = letter(boards=(letter().boards[0].model_copy(update={"reasons": "word " * 790}),))
    assert text(letter_pdf(one_block)).count("word") == 790


def test_the_same_answer_is_the_same_file() -> None:
    """Printed again years later, byte by byte."""
    assert letter_pdf(letter()) == letter_pdf(letter())


def test_a_letter_answers_something() -> None:
    """Without a board there is nothing to send."""
    with pytest.raises(ValidationError):
        letter(boards=())


def test_what_is_open_or_unconfirmed_is_said() -> None:
    """Lines of the checklist, and words of a rule that nobody has confirmed; else neither."""
    first, second = letter().boards
    unsure = first.model_copy(update={"unconfirmed": "Not confirmed yet, ask the board: points."})
    said = text(letter_pdf(letter(boards=(unsure, second), open_lines=("Disclosures",))))
    assert "Not confirmed yet, ask the board: points." in said
    assert "before the office had seen to:" in said
    assert "Disclosures" in said
    assert "Not seen to yet" not in text(letter_pdf(letter()))
