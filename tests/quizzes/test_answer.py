"""Answers: what is stored is what was sent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizzes.answer import canonical_text, read_answer

TEXTS = st.text()
ANSWERS = TEXTS | st.lists(TEXTS) | st.dictionaries(TEXTS, TEXTS) | st.none()


@given(ANSWERS)
def test_an_answer_is_read_as_it_was_stored(answer: object) -> None:
    """Quotes, backslashes, accents and empty texts included; a cleared answer is None."""
    assert read_answer(canonical_text(answer)) == answer


def test_an_id_is_read_without_its_quotes() -> None:
    """The id of an option is stored as JSON."""
    assert read_answer('"b"') == "b"


def test_an_escaped_text_is_parsed() -> None:
    """What a quote or an accent is written as stands for it."""
    assert read_answer('"\\"5\\" \\u00b5g"') == '"5" µg'
