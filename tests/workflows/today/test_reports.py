"""What of the reports to PARS stands on Today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.people import signed_in
from tests.reporting import MK, claimed, identified, put, registered
from workflows.pars.clock import Clock
from workflows.pars.year import export
from workflows.today.reports import said
from workflows.today.today import today

if TYPE_CHECKING:
    from tests.clock import Clock as Moving
    from workflows.act import Actor
    from workflows.service import Service

NOTHING = Clock(
    oldest=None, overdue=0, due_in_7=0, due_in_30=0, batched=0, unanswered=0, rejected=0,
    of_year=0, undecided=0,
)  # fmt: skip
JUNE = date(2026, 6, 1)


def test_a_clock_without_anything_says_nothing() -> None:
    """Outside the weeks around the year's end."""
    assert list(said(NOTHING, JUNE)) == []


@pytest.mark.parametrize(
    ("clock", "level", "words"),
    [
        (replace(NOTHING, overdue=1), "late", "1 report of points is overdue"),
        (replace(NOTHING, overdue=2), "late", "2 reports of points are overdue"),
        (replace(NOTHING, rejected=1), "now", "1 report was rejected and can be repaired."),
        (replace(NOTHING, undecided=3), "now", "3 reports have answers of PARS that contradict"),
        (replace(NOTHING, due_in_7=2, due_in_30=2), "now", "2 reports of points are due within 7"),
        (replace(NOTHING, due_in_30=1), "soon", "1 report of points is due in 8 to 30 days."),
        (replace(NOTHING, batched=4), "soon", "4 reports are in batches that nobody marked"),
    ],
)
def test_each_state_is_one_sentence(clock: Clock, level: str, words: str) -> None:
    """With its number, leading to Reporting."""
    (one,) = said(clock, JUNE)
    assert (one.level, one.to) == (level, "reporting")
    assert one.said.startswith(words)


def test_in_december_what_belongs_to_the_year_is_told() -> None:
    """Points count for the year of the completion."""
    (one,) = said(replace(NOTHING, of_year=5), date(2026, 12, 1))
    assert one.day == date(2026, 12, 31)
    assert one.said == (
        "5 reports of points of 2026 should be accepted before the year ends on 31 Dec 2026."
    )
    assert list(said(replace(NOTHING, of_year=5), date(2026, 11, 30))) == []


def test_until_the_end_of_march_the_counts_of_the_year_are_due() -> None:
    """That is PARS' own day; in April it is over."""
    (one,) = said(NOTHING, date(2027, 1, 1))
    assert (one.day, "counts of 2026" in one.said) == (date(2027, 3, 31), True)
    assert list(said(NOTHING, date(2027, 3, 31)))
    assert list(said(NOTHING, date(2027, 4, 1))) == []


def test_a_rejection_and_time_are_read_from_the_records(
    quiet: Service, ada: Actor, clock: Moving
) -> None:
    """A claim of today is due in a month; rejected it presses; after a month it is overdue."""
    identified(ada)
    done = claimed(ada, registered(quiet), 4, MK)
    office = signed_in(quiet, "cora")
    levels = {one.said: one.level for one in today(office) if one.to == "reporting"}
    assert levels["1 report of points is due in 8 to 30 days."] == "soon"
    assert any(one.startswith("1 report of points of 2026") for one in levels)
    put(quiet, done, "ABIM", "rejected_board", "Name.")
    assert "1 report was rejected and can be repaired." in [one.said for one in today(office)]
    clock.move(days=31)
    first = today(signed_in(quiet, "cora"))[0]
    assert (first.level, first.said[:31]) == ("late", "1 report of points is overdue: ")


def test_counts_that_were_taken_are_not_asked_for_again() -> None:
    """Nothing more is to do about last year once its files were taken."""
    assert list(said(NOTHING, date(2027, 1, 2), counted=True)) == []


def test_only_the_counts_of_a_year_that_ended_are_done_with(quiet: Service, clock: Moving) -> None:
    """Taken in December, or of another year, they leave the line where it is."""
    clock.at = datetime(2026, 12, 30, 17, tzinfo=UTC)
    cora = signed_in(quiet, "cora")
    export(cora, 2026, "json")
    clock.at = datetime(2027, 1, 5, 17, tzinfo=UTC)
    cora = signed_in(quiet, "cora")
    export(cora, 2027, "json")
    assert any("counts of 2026" in one.said for one in today(cora))
    export(cora, 2026, "json")
    assert not any("counts of 2026" in one.said for one in today(cora))
