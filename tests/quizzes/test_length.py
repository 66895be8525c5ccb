"""How long one attempt is."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from quizzes.length import Length, length

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder


def test_content_is_counted(folder: BankFolder) -> None:
    """28 and 21 words before the answers, 31 and 23 of feedback."""
    one = length(folder.bank())
    assert one == Length(questions=2, asked=Fraction(49), taught=Fraction(54))
    assert one.words == 103


def test_titles_authors_and_references_are_none_of_it(folder: BankFolder) -> None:
    """Mergener's words are those of the content only."""
    folder.change("activity.yaml", "Small bank: a self-assessment", "A title of more words")
    folder.change("activity.yaml", "Ada Author, MD", "Ada Beatrice Author, MD, PhD")
    folder.change("items/one.yaml", "A guideline. 2024.", "A guideline of many words. 2024.")
    folder.change("items/one.yaml", "A flat line at 0 mm Hg.", "A line that is flat at 0 mm Hg.")
    assert length(folder.bank()).words == 103


def test_of_a_larger_pool_the_average_counts(folder: BankFolder) -> None:
    """One question of two: half of the words of both."""
    folder.change("activity.yaml", "draw: 2", "draw: 1")
    one = length(folder.bank())
    assert one == Length(questions=1, asked=Fraction(49, 2), taught=Fraction(27))


def test_what_is_not_approved_is_not_drawn(folder: BankFolder) -> None:
    """A draft counts once it can be shown."""
    folder.change("items/one.yaml", "status: approved", "status: draft")
    assert length(folder.bank()) == Length(1, Fraction(21), Fraction(23))
    folder.change("items/two.yaml", "status: approved", "status: draft")
    assert length(folder.bank()) == Length(0, Fraction(0), Fraction(0))


def test_a_shared_vignette_is_read_once(folder: BankFolder) -> None:
    """Two questions about one patient: 4 words more, and not 8."""
    folder.write("stimuli/ward.yaml", "id: ward\nstem: Both patients are stable.\n")
    for item in ("one", "two"):
        folder.change(f"items/{item}.yaml", f"id: {item}\n", f"id: {item}\nstimulus: ward\n")
    assert length(folder.bank()).asked == 53
