from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.faces import Face
from documents.words import Line, balanced, length, words, wrap

TEXTS = st.text(st.sampled_from("abc MW éß"), max_size=200)


def said(lines: tuple[Line, ...]) -> str:
    """Return the letters of lines without any space."""
    return "".join(run.text for line in lines for word in line for run in word)


@pytest.mark.parametrize(
    ("text", "italic"),
    [
        ("1.25 AMA PRA Category 1 Credit™ now", ["AMA PRA Category 1 Credit"]),
        ("AMA PRA Category 1 Credit(s)™.", ["AMA PRA Category 1 Credit(s)"]),
        ("AMA PRA Category 1 Credits™", ["AMA PRA Category 1 Credits"]),
        ("credit in category 1", []),
    ],
)
def test_the_trademark_alone_is_italic(text: str, italic: list[str]) -> None:
    """The phrase is set in italics wherever it stands, and nothing else."""
    runs = [run for word in words(text) for run in word]
    cursive = " ".join(run.text for run in runs if run.face is Face.ITALIC)
    assert ([cursive] if cursive else []) == italic


def test_a_full_stop_stays_with_its_word() -> None:
    """A change of face inside a word does not put a space there."""
    last = words("claim AMA PRA Category 1 Credit™.")[-1]
    assert [run.text for run in last] == ["Credit", "™", "."]


@given(TEXTS, st.floats(0.9, 30))
def test_no_line_is_wider_than_its_measure(text: str, measure: float) -> None:
    """Lines fit and no letter is lost."""
    lines = wrap(words(text), measure)
    assert said(lines) == "".join(text.split(" "))
    assert all(length(line) <= measure or len(said((line,))) == 1 for line in lines)


@given(TEXTS, st.floats(2, 30))
def test_balanced_lines_are_as_many_and_fit(text: str, measure: float) -> None:
    """Evening out lines adds no line, loses no letter and keeps the measure."""
    lines = wrap(words(text), measure)
    even = balanced(lines, measure)
    assert len(even) <= len(lines)
    assert said(even) == said(lines)
    assert all(length(line) <= measure + 1e-9 for line in even)
