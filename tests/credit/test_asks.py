"""What a board asks, in sentences for physicians."""

from __future__ import annotations

from datetime import date

import pytest

from credit.asks import asks, takes_part
from credit.boards import load

TODAY = date(2026, 12, 1)


def said(board: str) -> dict[str, list[str]]:
    """Return the sentences of a board's rule of today, by what they are about."""
    held: dict[str, list[str]] = {}
    for one in asks(load().board(board).rule(TODAY)):
        held.setdefault(one.label, []).append(one.text)
    return held


def test_a_board_that_asks_for_everything_says_each() -> None:
    """Assessment, standard and feedback are three sentences."""
    assert said("ABP")["The activity"] == [
        "Each participant is assessed.",
        "There is a passing standard, and it is told beforehand.",
        "Each participant gets feedback on the answers.",
    ]


def test_what_splits_off_is_told() -> None:
    """Patient safety goes to the ABA as a record of its own."""
    assert "Patient Safety. It is reported apart from the rest." in said("ABA")["Type of points"]


def test_a_number_that_is_not_required_is_not_asked_for() -> None:
    """The ABS takes completions without it."""
    assert "if you have it" in said("ABS")["Your number"][0]


@pytest.mark.parametrize("board", load().acronyms)
def test_every_fact_has_a_source(board: str) -> None:
    """For each board, of its newest rule; the need of a cycle is called a hint."""
    for one in asks(load().board(board).rules[-1]):
        assert one.source
        assert one.text.endswith(".")
        assert one.label != "What you need" or one.text.endswith("A hint: the board decides.")


def test_dates_of_taking_part_are_told() -> None:
    """First and last day, where there are any."""
    assert takes_part(load().board("ABPMR")).text == "Takes part since 1 Jan 2025."
    assert takes_part(load().board("ABTS")).text == "Takes part until 31 Dec 2027."
    assert takes_part(load().board("ABIM")).text == "Takes part."
