"""Amounts of credit in whole quarters, whatever is typed (pitfall 2)."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.amounts import AmountRefused, as_text, choices, claimable, quarters


@pytest.mark.parametrize(
    ("text", "count"), [("1.25", 5), ("0.25", 1), ("2", 8), (" 0.50 ", 2), ("1.500", 6)]
)
def test_an_amount_is_read_in_quarters(text: str, count: int) -> None:
    """Written amounts become whole quarters, whatever trailing zeros they carry."""
    assert quarters(text) == count


@pytest.mark.parametrize(("count", "text"), [(5, "1.25"), (4, "1.00"), (1, "0.25"), (0, "0.00")])
def test_an_amount_is_written_with_two_decimals(count: int, text: str) -> None:
    """Quarters are shown as hours with two decimals."""
    assert as_text(count) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0", "An amount of 0 cannot be claimed."),
        ("0.00", "An amount of 0 cannot be claimed."),
        ("-0.25", "cannot be negative (-0.25)"),
        ("0.3", "The nearest are 0.25 and 0.50."),
        ("0.1", "The smallest amount is 0.25."),
        ("1.26", "1.26 is not a whole number of quarter-hours"),
        ("1,25", "Write it with a point: 1.25."),
        ("1,250,00", "Write the amount with a point, such as 1.25."),
        ("NaN", '"NaN" is not an amount'),
        ("Infinity", "is not an amount"),
        ("1e1", "is not an amount"),
        ("", '"" is not an amount'),
        ("one", "is not an amount"),
        ("١", "is not an amount"),
        ("1.5", "1.50 is more than the 1.25 that can be claimed here."),
    ],
)
def test_anything_else_is_refused_in_plain_words(text: str, said: str) -> None:
    """Nothing, part of a quarter, more than the maximum and non-numbers are refused."""
    with pytest.raises(AmountRefused) as refused:
        quarters(text, maximum=5)
    assert said in str(refused.value)


@pytest.mark.parametrize("count", [True, 2.5, 4.0, Decimal(4), "4", None])
def test_a_count_is_a_whole_number_and_nothing_else(count: object) -> None:
    """What Python takes for a number, or almost, is no count of quarters."""
    with pytest.raises(AmountRefused, match="not a whole number of quarter-hours"):
        claimable(count, maximum=5)  # type: ignore[arg-type]  # that is what is refused


def test_the_maximum_itself_can_be_claimed() -> None:
    """The upper end is inclusive."""
    assert quarters("1.25", maximum=5) == 5


def test_choices_run_from_a_quarter_to_the_maximum() -> None:
    """Every quarter is offered and nothing is not."""
    assert [as_text(one) for one in choices(5)] == ["0.25", "0.50", "0.75", "1.00", "1.25"]


@given(st.integers(min_value=1, max_value=4_000_000 - 1))
def test_writing_and_reading_agree(count: int) -> None:
    """What is written is read back as the same amount, equal to its decimal value."""
    assert quarters(as_text(count)) == count
    assert Decimal(as_text(count)) * 4 == count


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No input ends in anything but an amount in range or a refusal."""
    with suppress(AmountRefused):
        assert 1 <= quarters(text, maximum=8) <= 8


@given(st.integers(min_value=-50, max_value=50), st.integers(min_value=1, max_value=40))
def test_a_choice_is_claimable_and_nothing_else(count: int, maximum: int) -> None:
    """The list offered and the rule that refuses say the same."""
    if count in choices(maximum):
        assert claimable(count, maximum) == count
    else:
        with pytest.raises(AmountRefused):
            claimable(count, maximum)
