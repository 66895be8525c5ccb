"""Vignette and lead-in, which most formats keep in one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.question_text import LONGEST, split


@pytest.mark.parametrize(
    ("text", "stem", "lead_in"),
    [
        ("What is it?", None, "What is it?"),
        ("A man is pale. What is it?", "A man is pale.", "What is it?"),
        ("A man is pale.\n\nWhat is it?", "A man is pale.", "What is it?"),
        ("Seen by Dr. Osei at 8 p.m. What is it?", "Seen by Dr. Osei at 8 p.m.", "What is it?"),
        ("Which is best? Choose one.", None, "Which is best? Choose one."),
        ("A man is pale. Mark the CORRECT answer:", "A man is pale.", "Mark the CORRECT answer:"),
        ("E. coli grows. The drug is", "E. coli grows.", "The drug is"),
        ("The dose is 2.5 mg/kg. What is given?", "The dose is 2.5 mg/kg.", "What is given?"),
        ("Findings:\n1. fever\n2. rash\nWhat fits?", "Findings:\n1. fever\n2. rash", "What fits?"),
        ("What is it?\n\n| a | b |\n|---|---|", "| a | b |\n|---|---|", "What is it?"),
    ],
)
def test_the_question_is_parted_from_its_vignette(
    text: str, stem: str | None, lead_in: str
) -> None:
    """The last sentence that asks, with what follows it."""
    fields = split(text)
    assert (fields.get("stem"), fields["lead_in"]) == (stem, lead_in)


def test_a_sentence_that_is_too_long_is_parted_at_a_clause() -> None:
    """A lead-in has its limit."""
    fields = split("x" * 300 + ": " + "y" * 300)
    assert fields == {"stem": "x" * 300 + ":", "lead_in": "y" * 300}


@given(st.text(alphabet="ab .?!:\n|-1AB", max_size=80))
def test_joined_and_parted_again_it_is_the_same(text: str) -> None:
    """As it goes through another program and back; and nothing but blanks is lost."""
    first = split(text)
    stem, lead_in = str(first.get("stem", "")), str(first["lead_in"])
    kept = sorted((stem + lead_in).replace(" ", "").replace("\n", ""))
    assert kept == sorted(text.replace(" ", "").replace("\n", ""))
    assert len(lead_in) <= LONGEST
    if lead_in and not lead_in.startswith(("|", "-", "1")):
        assert split(f"{stem}\n\n{lead_in}" if stem else lead_in) == first
