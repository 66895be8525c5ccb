"""The fixed texts as staff look through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.rules.provider import KNOWN
from screens.staff.wording import BRACES
from tests.reading import labels, press, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamlit.testing.v1 import AppTest

    from tests.quizzes.folder import BankFolder
    from tests.reading import Drawn


def change(folder: BankFolder, old: str, new: str) -> None:
    """Change the provider's file."""
    path = folder.path.parent / "provider.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def written(folder: BankFolder) -> str:
    """Return the provider's file."""
    return (folder.path.parent / "provider.yaml").read_text(encoding="utf-8")


def field(at: AppTest, kind: Iterable[Any], name: str) -> Any:
    """Return the field of a kind in the form of one text."""
    assert not at.exception
    return next(one for one in kind if f"-statement-{name}-" in str(one.key))


def save(at: AppTest, name: str) -> None:
    """Send the form of one text."""
    next(one for one in at.button if f"-statement-{name}-" in one.form_id).click().run()


def typed(at: AppTest, name: str, text: str, *, approved: bool) -> None:
    """Put another wording into the form of one text, and send it."""
    field(at, at.text_area, name).set_value(text)
    field(at, at.checkbox, name).set_value(approved)
    save(at, name)


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
    """In the file, whoever wrote it there."""
    change(folder, "approved: false", "approved: true")
    assert "1 of 21 approved." in words(desk("cora", "statements"))


def test_the_boards_texts_have_no_form(desk: Drawn) -> None:
    """Each of the provider's own twelve has one, and the page says who changes the others."""
    at = desk("cora", "statements")
    assert labels(at) == ["Save"] * 12
    assert "whoever runs the service puts it in" in words(at)


def test_the_owners_wording_is_put_in_and_approved(desk: Drawn, folder: BankFolder) -> None:
    """The page shows it at once, with what was found in it; the tick is never set before."""
    at = desk("cora", "statements")
    typed(at, "no_support", "No commercial support was accepted.", approved=True)
    assert [one.value for one in at.success] == ["Saved: approved. No element is missing."]
    said = words(at)
    assert "1 of 21 approved." in said
    assert "**No support** :green-badge[approved]" in said
    assert field(at, at.text_area, "no_support").value == "No commercial support was accepted."
    assert not field(at, at.checkbox, "no_support").value
    assert "No commercial support was accepted." in written(folder)


def test_a_placeholder_says_what_it_lacks(desk: Drawn) -> None:
    """At once, above the form and where the page begins."""
    at = desk("cora", "statements")
    typed(at, "no_support", "Companies gave no money.", approved=False)
    [told] = at.success
    assert str(told.value) == "Saved: a placeholder. It still lacks: that there was none."
    assert ":red[Elements are missing in: No support.]" in words(at)


def test_a_refused_approval_keeps_what_was_typed(desk: Drawn, folder: BankFolder) -> None:
    """The reason stands in the form, and the file is as before."""
    before = written(folder)
    at = desk("cora", "statements")
    typed(at, "no_support", "Companies gave no money.", approved=True)
    assert "the text lacks that there was none" in words(at)
    assert field(at, at.text_area, "no_support").value == "Companies gave no money."
    assert written(folder) == before


def test_both_are_shown_where_somebody_saved_meanwhile(desk: Drawn, folder: BankFolder) -> None:
    """Theirs is saved, what was typed stays; it is saved over theirs by a second press only."""
    at = desk("cora", "statements")
    change(folder, "No commercial support was received", "No commercial support came")
    typed(at, "no_support", "There was no commercial support.", approved=True)
    said = words(at)
    assert "Somebody else saved this text while you were writing." in said
    assert "There was no commercial support." in said
    assert "No commercial support came for this activity." in said
    assert "No commercial support came" in written(folder)
    save(at, "no_support")
    assert [one.value for one in at.success] == ["Saved: approved. No element is missing."]
    assert "There was no commercial support." in written(folder)
    assert "Somebody else saved" not in words(at)


def test_theirs_can_be_kept(desk: Drawn, folder: BankFolder) -> None:
    """The form begins anew with it."""
    at = desk("cora", "statements")
    change(folder, "No commercial support was received", "No commercial support came")
    typed(at, "no_support", "There was no commercial support.", approved=True)
    press(at, "Keep theirs")
    assert field(at, at.text_area, "no_support").value.startswith("No commercial support came")
    assert "Somebody else saved" not in words(at)
    assert "No commercial support came" in written(folder)


def test_every_word_in_braces_is_explained() -> None:
    """Whatever may stand in a text."""
    assert frozenset(BRACES) == frozenset[str]().union(*KNOWN.values())


def test_a_file_that_cannot_be_read_is_said(desk: Drawn, folder: BankFolder) -> None:
    """With where to look; nothing is guessed."""
    change(folder, "name: Example Medical School", "name: [")
    assert "provider.yaml cannot be read" in words(desk("cora", "statements"))
