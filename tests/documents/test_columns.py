from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.columns import Columns, in_columns, over_pages
from documents.words import Line, words

PARAGRAPHS = st.lists(st.text(st.sampled_from("abc d"), min_size=1, max_size=300), max_size=12)


def said(*columns: Columns) -> list[str]:
    """Return the words of columns in reading order."""
    lines: list[Line] = [line for one in columns for line in (*one.left, *one.right)]
    return [run.text for line in lines for word in line for run in word]


def test_a_paragraph_stays_in_one_column_where_that_is_even_enough() -> None:
    """Two paragraphs of two lines stand side by side, with no empty line on top."""
    columns = in_columns([words("a b c d"), words("e f g h")], 12, (10,), 100)
    assert columns is not None
    assert said(Columns(columns.left, (), 10)) == ["a", "b", "c", "d"]
    assert said(Columns((), columns.right, 10)) == ["e", "f", "g", "h"]
    assert columns.right[0]


def test_the_largest_size_that_fits_is_taken() -> None:
    """Text that is too high at ten points is set in six."""
    columns = in_columns([words("word " * 60)], 100, (10, 6), 45)
    assert columns is not None
    assert columns.size == 6


def test_text_that_fits_at_no_size_is_left_to_further_pages() -> None:
    """None says that the page has no room."""
    assert in_columns([words("word " * 600)], 100, (10, 6), 45) is None


@given(PARAGRAPHS)
def test_pages_hold_every_word_once(paragraphs: list[str]) -> None:
    """Words run on over columns and pages; no column is higher than the room."""
    content = [words(one) for one in paragraphs]
    made = list(over_pages(content, 60, 10, 40))
    wanted = " ".join(paragraphs).split()
    assert "".join(said(*made)) == "".join(wanted)
    assert all(columns.height <= 40 for columns in made)
