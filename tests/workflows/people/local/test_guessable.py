"""What is tried first is refused, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.people.local.guessable import COMMON, is_guessable
from workflows.people.local.password import SHORTEST

OWN = ("Ada Whitfield", "ada.whitfield@example.edu")


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "passwordpassword",
        "P@ssw0rd2024!",
        "qwertyuiopasdf",
        "1q2w3e4r5t6y",
        "aaaaaaaaaaaa",
        "abcabcabcabcabc",
        "Administrator1",
        "iloveyou123456",
        "Michigan2024!",
        "anesthesia2025",
        "AdaWhitfield1980",
        "ada.whitfield",
        "whitfield-example",
    ],
)
def test_what_is_tried_first_is_guessable(password: str) -> None:
    """Common words, rows of keys, repetitions and the person's own, with a few signs more."""
    assert is_guessable(password, OWN)


@pytest.mark.parametrize(
    "password",
    [
        "violet kayak ledger",
        "correct horse battery staple",
        "Xk9#mQ2vLp7w",
        "monkey river coffee tractor",
        "Benjamin Oyelaran",
        "naïve café über 東京",
    ],
)
def test_other_passwords_do(password: str) -> None:
    """Whatever signs they are made of."""
    assert not is_guessable(password, OWN)


def test_words_with_years_and_signs_are_thousands_of_passwords() -> None:
    """Every common word with a year and a sign, as lists of leaked passwords have them."""
    ends = [f"{year}{sign}" for year in range(1980, 2026, 9) for sign in "!?#.*$&"]
    made = {f"{word.title()}{end}" for word in COMMON for end in ends}
    long = {one for one in made if len(one) >= SHORTEST}
    assert len(long) > 3_000
    assert all(is_guessable(one) for one in long)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=10), st.integers(0, 999))
def test_ones_own_name_is_no_password(name: str, number: int) -> None:
    """Twice, or with a number."""
    assert is_guessable(f"{name}{number}", (name,))
    assert is_guessable(f"{name}.{name}", (name,))


@given(st.text(max_size=2_000))
def test_any_text_is_judged(password: str) -> None:
    """Without a fault, however long or strange."""
    assert is_guessable(password, OWN) in {True, False}
