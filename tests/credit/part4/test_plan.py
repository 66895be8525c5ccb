"""A project's plan: what is linked, what cannot be, and what a report needs."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from credit.part4.plan import LEAST_CYCLES, Cycle, Plan, Reading, faults, lacks, linked_cycles
from tests.projects import IDEA, PLAN

TODAY = date(2026, 12, 1)
DAY = st.dates(date(2026, 1, 1), date(2026, 11, 30))


def test_two_linked_cycles_are_enough() -> None:
    """Baseline, change, measure; adjust, measure: each starts from what was measured last."""
    assert linked_cycles(PLAN) == LEAST_CYCLES
    assert lacks(PLAN) == ()
    assert faults(PLAN, TODAY) == ()


def test_a_cycle_that_was_not_measured_ends_the_chain() -> None:
    """What comes after it starts from nothing."""
    first, second = PLAN.cycles
    bare = first.model_copy(update={"remeasured": None})
    assert linked_cycles(PLAN.model_copy(update={"cycles": (bare, second)})) == 0
    assert linked_cycles(PLAN.model_copy(update={"cycles": (first, bare)})) == 1
    assert linked_cycles(PLAN.model_copy(update={"baseline": None})) == 0


def test_a_report_says_all_that_it_lacks() -> None:
    """Each in a few words, the cycles last."""
    assert lacks(Plan(title="Fewer falls")) == (
        "the department is missing",
        "the first day is missing",
        "the last day is missing",
        "the aim is missing",
        "what is measured is missing",
        "the baseline is missing",
        "0 of at least 2 linked cycles are whole: change, measure, adjust, measure again",
    )


def test_days_follow_one_another() -> None:
    """A measurement before its change is a slip of the pen."""
    first, second = PLAN.cycles
    (fault,) = faults(PLAN.model_copy(update={"cycles": (second, first)}), TODAY)
    assert "follow one another" in fault


def test_nothing_was_measured_tomorrow() -> None:
    """Plans may end later; what was done cannot."""
    late = PLAN.model_copy(update={"ends": date(2027, 3, 1)})
    assert faults(late, TODAY) == ()
    assert "30 Oct 2026" in faults(PLAN, date(2026, 10, 29))[0]


def test_it_ends_after_it_starts() -> None:
    """The other way round is refused, with both days."""
    (fault,) = faults(IDEA.model_copy(update={"starts": TODAY, "ends": date(2026, 1, 1)}), TODAY)
    assert "1 Jan 2026" in fault


@given(st.lists(DAY, min_size=5, max_size=5))
def test_two_cycles_are_linked_if_and_only_if_their_days_are_in_order(days: list[date]) -> None:
    """Whatever the days are."""
    baseline, first, again, second, last = days
    plan = PLAN.model_copy(
        update={
            "baseline": Reading(on=baseline, value="1"),
            "cycles": (
                Cycle(change="x", changed_on=first, remeasured=Reading(on=again, value="2")),
                Cycle(change="y", changed_on=second, remeasured=Reading(on=last, value="3")),
            ),
        }
    )
    assert (linked_cycles(plan) == LEAST_CYCLES) == (days == sorted(days))
    assert (not faults(plan, max(days))) == (days == sorted(days))
    assert faults(plan, max(days) - timedelta(days=1))
