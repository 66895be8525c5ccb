"""Paragraphs as they are typed and as they are filed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.editing.paragraphs import WIDTH, unwrapped, wrapped
from quizzes.notation import read
from quizzes.reading import BANKS

LINES = st.lists(st.text(st.sampled_from("ab 1.-+*#>|\\<=`~ \t"), max_size=150), max_size=6).map(
    "\n".join
)


def test_a_paragraph_is_one_line_in_the_form_and_several_in_the_file() -> None:
    """What stands apart stays apart."""
    text = f"{'word ' * 30}\n\n{'other ' * 30}"
    filed = wrapped(text)
    assert max(map(len, filed.split("\n"))) <= WIDTH
    assert unwrapped(filed) == "\n\n".join(one.strip() for one in text.split("\n\n"))


@pytest.mark.parametrize(
    "text", ["- a\n- b", "1. a\n2. b", "| a | b |\n|---|---|", "a  \nb", "# a\nb"]
)
def test_what_has_a_meaning_by_its_lines_keeps_them(text: str) -> None:
    """Lists, tables, headings and hard breaks."""
    assert unwrapped(text) == text
    assert wrapped(text) == text


@given(LINES)
def test_filing_changes_nothing_of_what_was_typed(text: str) -> None:
    """Whatever marks it holds."""
    assert unwrapped(wrapped(unwrapped(text))) == unwrapped(text)


def test_the_vignettes_of_real_banks_come_back() -> None:
    """No word of a published bank is moved by opening and filing it."""
    for path in sorted(BANKS.glob("*/items/*.yaml")):
        value = read(path.read_text(encoding="utf-8")).value
        assert isinstance(value, dict)
        stem = str(value.get("stem") or "")
        assert unwrapped(wrapped(unwrapped(stem))).split() == stem.split()
