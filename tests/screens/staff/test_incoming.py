"""The import page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reading import labels, press, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn

PASTED = """\
1. A 54-year-old man has crushing chest pain. Which drug is given first?
*A. Aspirin
B. Warfarin
C. Heparin
Rationale: Aspirin lowers mortality.

2. Without options?
"""


def with_file(desk: Drawn, name: str, content: bytes) -> AppTest:
    """Return the page as Ben sees it once he chose the bank and a file."""
    at = desk("ben", "import")
    at.selectbox[0].set_value("small-bank").run()
    return at.file_uploader[0].set_value((name, content, "text/plain")).run()


def test_pasted_text_is_looked_at_and_taken_in(desk: Drawn, folder: BankFolder) -> None:
    """The report counts what is found; what cannot be taken is named; the button says how many."""
    before = set(folder.files())
    at = desk("ben", "import")
    at.selectbox[0].set_value("small-bank").run()
    at.segmented_control[0].set_value("Pasted text").run()
    at.text_area[0].set_value(PASTED).run()
    said = words(at)
    assert "2 questions found" in said
    assert "1 new, 1 cannot be taken" in said
    assert "✓ Key: " in said
    assert set(folder.files()) == before
    press(at, "Take in 1 question")
    assert "Taken in: 1 question, as drafts." in at.success[0].value
    assert len(set(folder.files()) - before) >= 1
    press(at, "Take the last import back")
    assert "Taken back" in at.success[0].value
    assert set(folder.files()) == before


def test_a_file_is_taken_in_without_what_is_left_out(desk: Drawn, folder: BankFolder) -> None:
    """A question whose box is empty stays outside."""
    two = b"First?\nA. One\nB. Two\nANSWER: A\n\nSecond?\nA. X\nB. Y\nANSWER: B\n"
    at = with_file(desk, "two.txt", two)
    at.checkbox[0].uncheck().run()
    press(at, "Take in 1 question")
    texts = [one for name, one in folder.files().items() if name.startswith("items/")]
    assert any(b"Second?" in one for one in texts)
    assert not any(b"First?" in one for one in texts)


def test_a_file_that_is_none_is_said(desk: Drawn) -> None:
    """The page says what is wrong and offers nothing to take."""
    at = with_file(desk, "broken.xlsx", b"PK\x03\x04 no sheet")
    assert at.error
    assert not any(one.startswith("Take in") for one in labels(at))


def test_a_new_bank_needs_a_name_of_its_kind(desk: Drawn) -> None:
    """What is wrong with it is said before anything is read."""
    at = desk("cora", "import")
    at.selectbox[0].set_value("A new bank …").run()
    at.text_input[0].set_value("Sepsis 2027!").run()
    assert "no name for a bank" in at.error[0].value
