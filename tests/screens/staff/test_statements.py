"""The fixed texts as staff look through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reading import words

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def change(folder: BankFolder, old: str, new: str) -> None:
    """Change the provider's file."""
    path = folder.path.parent / "provider.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_each_text_has_source_day_elements_and_state(desk: Drawn) -> None:
    """All are placeholders, and none lacks an element."""
    said = words(desk("cora", "statements")).replace("\\", "")
    assert "0 of 21 approved." in said
    assert "**Designation** :orange-badge[placeholder]" in said
    assert "taken from there on 23 Nov 2026" in said
    assert "Missing" not in said
    assert "*AMA PRA Category 1 Credit(s)*™" in said


def test_a_missing_element_is_named(desk: Drawn, folder: BankFolder) -> None:
    """Approved or not: the owner's wording is copied whole, or it is told what is lost."""
    change(folder, "for a maximum", "of")
    said = words(desk("cora", "statements"))
    assert ":red[Missing: a maximum of so many credits.]" in said


def test_what_is_approved_is_counted(desk: Drawn, folder: BankFolder) -> None:
    """Approval stays in the file: the page has no button for it."""
    change(folder, "approved: false", "approved: true")
    at = desk("cora", "statements")
    assert "1 of 21 approved." in words(at)
    assert not at.button


def test_a_file_that_cannot_be_read_is_said(desk: Drawn, folder: BankFolder) -> None:
    """With where to look; nothing is guessed."""
    change(folder, "name: Example Medical School", "name: [")
    assert "provider.yaml cannot be read" in words(desk("cora", "statements"))
