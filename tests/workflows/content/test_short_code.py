from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.content.short_code import LETTERS, MOST, SIGNS, code_of, number_of

numbers = st.integers(1, MOST - 1)


@given(numbers)
def test_a_code_leads_back_to_its_number(number: int) -> None:
    """Six signs, as typed from paper by anybody."""
    code = code_of(number)
    assert len(code) == LETTERS + 1
    assert number_of(code) == number
    assert number_of(f" {code[:3].upper()}-{code[3:]} ") == number


@given(numbers, st.integers(0, LETTERS), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found(number: int, at: int, sign: str) -> None:
    """Wherever it stands, and whichever it is."""
    code = code_of(number)
    wrong = code[:at] + sign + code[at + 1 :]
    assert wrong == code or number_of(wrong) is None


@given(numbers)
def test_two_signs_that_changed_places_are_found(number: int) -> None:
    """Whether or not they stood beside each other."""
    code = code_of(number)
    for one, other in combinations(range(LETTERS + 1), 2):
        signs = list(code)
        signs[one], signs[other] = signs[other], signs[one]
        assert "".join(signs) == code or number_of("".join(signs)) is None


def test_no_sign_looks_like_another_and_none_is_a_vowel() -> None:
    """The first codes are what they were on paper that hangs somewhere."""
    assert not set(SIGNS) & set("01ilozsbqaeuy")
    assert [code_of(number) for number in (1, 2, 3)] == ["7t5gd5", "fm9xrd", "mggf7v"]


@pytest.mark.parametrize("text", ["", "abc", "iiiiii", "222222", "²²²²²²", "2" * 9999])
def test_what_is_no_code_is_none(text: str) -> None:
    """Whatever somebody types."""
    assert number_of(text) is None


@pytest.mark.parametrize("number", [0, -1, MOST])
def test_there_is_no_code_beyond(number: int) -> None:
    """A fault of the program, not of whoever types."""
    with pytest.raises(ValueError, match="no code"):
        code_of(number)
