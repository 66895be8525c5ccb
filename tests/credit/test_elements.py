"""The elements without which a fixed text would not be the statement it stands for."""

from __future__ import annotations

from datetime import date

import pytest

from credit.boards import load
from credit.elements import ELEMENTS, check, checked
from quizzes.models import FixedText, Provider
from quizzes.reading import PROVIDER, read_provider

DESIGNATION = (
    "{provider} designates this {format} for a maximum of {credits} *AMA PRA Category 1"
    " Credit(s)*™. Physicians should claim only credit commensurate with their participation."
)


def text(words: str) -> FixedText:
    """Return a fixed text of these words."""
    return FixedText(text=words, source="A test", dated=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        ("", ()),
        ("{format}", ("the learning format",)),
        ("a maximum of ", ("a maximum of so many credits",)),
        ("*", ("the AMA's phrase in italics with ™",)),
        ("™", ("the AMA's phrase in italics with ™",)),
        ("designates", ("the verb: designates",)),
        ("claim only", ("claim only what fits participation",)),
    ],
)
def test_each_element_of_a_designation_is_missed(gone: str, missing: tuple[str, ...]) -> None:
    """Domain rule 18: format words, the claimed maximum, ™ and italics."""
    assert (
        check("designation", text(DESIGNATION.replace(gone, "") if gone else DESIGNATION)).missing
        == missing
    )


def test_an_element_is_found_across_the_end_of_a_line() -> None:
    """Wording is pasted with its lines as they were, and means the same."""
    assert check("designation", text(DESIGNATION.replace(" ", "\n"))).missing == ()


def test_obsolete_joint_wording_lacks_what_the_accme_asks_for() -> None:
    """Sponsorship of 2011 names neither the policies nor partners as they are filled in."""
    found = check("joint_accreditation", text("{provider} sponsors this jointly with others."))
    assert "the partners" in found.missing
    assert "the requirements and policies" in found.missing


def test_a_consent_for_states_that_promises_a_choice_of_states_is_missed() -> None:
    """Every state board sees what is reported for its licensees, and the text says so."""
    found = check("state_consent", text("I agree that ACCME tells the state boards I choose."))
    assert found.missing == ("that every state board sees its licensees' credit",)


def test_every_fixed_text_of_a_provider_is_checked() -> None:
    """A text that is added to the file is not forgotten here."""
    fields = Provider.model_fields.items()
    fixed = {name for name, one in fields if one.annotation in {FixedText, FixedText | None}}
    assert fixed == set(ELEMENTS) - {"recognition"}


def test_the_texts_in_use_are_complete_and_waiting() -> None:
    """The placeholders hold every element, and none of them claims to be approved."""
    provider, _ = read_provider(PROVIDER)
    assert provider is not None
    held = checked(provider, load())
    assert [(one.name, one.missing) for one in held if one.missing] == []
    assert not any(one.approved for one in held)
    names = {one.name for one in held}
    assert {"designation", "request_letter", "ABIM recognition", "ABTS recognition"} <= names
    assert len(held) == len(ELEMENTS) - 1 + len(load().all)
