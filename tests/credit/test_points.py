"""What a rule makes of the credits that somebody claims."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.amounts import as_text, quarters
from credit.boards import load
from credit.points import by_type, points
from quizzes.models import BoardPlan
from tests.credit.rules import EXAMPLES, boards

TODAY = date(2026, 7, 1)
BEFORE = date(2024, 12, 31)  # the made-up board's old rule: whole points, half a point a credit
QUARTERS = st.integers(0, 80)
BOARDS = st.sampled_from(load().acronyms)
DAYS = st.integers(0, 700).map(lambda days: date(2025, 1, 1) + timedelta(days=days))


def plan(name: str, amount: str) -> BoardPlan:
    """Return a plan as an activity holds it; which board it names plays no part here."""
    return BoardPlan(board="ABA", credit_type=name, points=amount)


@pytest.mark.parametrize("acronym", load().acronyms)
def test_a_board_gives_a_point_for_a_credit(acronym: str) -> None:
    """Points equal the credits claimed, within what was planned (pitfall 4)."""
    rule = load().rule(acronym, TODAY)
    assert points(rule, claimed=5, planned=5) == 5
    assert points(rule, claimed=3, planned=5) == 3
    assert points(rule, claimed=5, planned=2) == 2


@pytest.mark.parametrize(
    ("claimed", "given_points"), [("1.75", 0), ("2.00", 4), ("3.75", 4), ("4.00", 8)]
)
def test_whole_points_are_rounded_down(claimed: str, given_points: int) -> None:
    """At half a point a credit, 1.75 credits are no whole point and 2.00 are one (pitfall 2)."""
    assert points(EXAMPLES.rule("ABX", BEFORE), quarters(claimed), planned=40) == given_points


@pytest.mark.parametrize(("claimed", "given_points"), [(3, 0), (4, 4), (6, 4), (7, 4), (12, 8)])
def test_points_may_be_rounded_to_the_nearest(claimed: int, given_points: int) -> None:
    """0.75 credits are 0.375 points and so none; 1.00 are half a point and so one; 3.00 are two."""
    near = boards(('step: "1.00", rounding: down', 'step: "1.00", rounding: nearest'))
    assert points(near.rule("ABX", BEFORE), claimed, planned=40) == given_points


def test_points_never_exceed_credits_claimed() -> None:
    """A rate above one is still capped at the credits (pitfall 13)."""
    assert points(EXAMPLES.rule("ABX", TODAY), claimed=4, planned=40) == 4


@pytest.mark.parametrize(("day", "given_points"), [(date(2023, 12, 31), 0), (date(2024, 1, 1), 5)])
def test_an_old_attempt_keeps_the_rule_of_its_day(day: date, given_points: int) -> None:
    """ABP gave all or nothing in whole points to the end of 2023, quarters afterwards.

    This is pitfall 13.
    """
    assert points(load().rule("ABP", day), claimed=5, planned=8) == given_points


@pytest.mark.parametrize(("claimed", "given_points"), [(8, 8), (7, 0), (9, 8), (1, 0)])
def test_all_that_was_planned_or_nothing(claimed: int, given_points: int) -> None:
    """Where a board knows no lesser amounts, who claims less credit than its points gets none."""
    rule = load().rule("ABP", date(2023, 6, 1))
    assert points(rule, claimed, planned=9) == given_points


@pytest.mark.parametrize(
    ("claimed", "plain", "special"), [(1, 1, 0), (4, 4, 0), (5, 4, 1), (6, 4, 2), (0, 0, 0)]
)
def test_patient_safety_is_split_off_last(claimed: int, plain: int, special: int) -> None:
    """Of 1.50 credits, 0.50 of them patient safety, the first 1.00 claimed are ordinary.

    This is pitfall 12.
    """
    plans = (plan("Patient Safety", "0.50"), plan("Lifelong Learning", "1.00"))
    given_points = by_type(load().rule("ABA", TODAY), plans, claimed)
    assert given_points == {"Lifelong Learning": plain, "Patient Safety": special}


def test_an_activity_all_on_patient_safety_is_one_record() -> None:
    """The whole claim is of that type (pitfall 12)."""
    rule = load().rule("ABA", TODAY)
    assert by_type(rule, (plan("Patient Safety", "1.50"),), 4) == {"Patient Safety": 4}


def test_a_plan_in_smaller_steps_than_the_rule_is_cut() -> None:
    """1.50 planned at a board of whole points are 1.00, and the rest is nobody's."""
    plans = (plan("Plain", "1.50"), plan("Special", "1.50"))
    assert by_type(EXAMPLES.rule("ABX", BEFORE), plans, 40) == {"Plain": 4, "Special": 4}


@given(BOARDS, DAYS, QUARTERS, QUARTERS)
def test_points_stay_within_plan_and_credits(
    acronym: str, day: date, claimed: int, planned: int
) -> None:
    """Every board, any day: whole quarters within plan and claim, never fewer for more.

    This is pitfall 2.
    """
    rule = load().rule(acronym, day)
    given_points = points(rule, claimed, planned)
    assert 0 <= given_points <= min(claimed, planned)
    assert points(rule, claimed + 1, planned) >= given_points


@given(
    st.integers(0, 3650), QUARTERS, QUARTERS, st.sampled_from(["down", "nearest"]), st.booleans()
)
def test_any_rule_keeps_steps_and_order(
    day: int, claimed: int, planned: int, rounding: str, variable: object
) -> None:
    """Whatever rate, step, rounding and variability: steps, caps and order hold."""
    text = f"rounding: {rounding}, variable: {str(variable).lower()}"
    rule = boards(("rounding: down, variable: true", text)).rule(
        "ABX", date(2020, 1, 1) + timedelta(days=day)
    )
    given_points = points(rule, claimed, planned)
    assert given_points % (4 if rule.points.step == "1.00" else 1) == 0
    assert 0 <= given_points <= min(claimed, planned)
    assert points(rule, claimed + 1, planned) >= given_points
    assert variable or given_points in {0, points(rule, 400, planned)}


@given(QUARTERS, st.integers(1, 40), st.integers(1, 40))
def test_parts_sum_to_at_most_the_claim(claimed: int, first: int, second: int) -> None:
    """Types of one board share what is claimed, and each only grows with it (pitfall 12)."""
    rule = load().rule("ABA", TODAY)
    plans = (
        plan("Lifelong Learning", as_text(first)),
        plan("Patient Safety", as_text(second)),
    )
    now, more = by_type(rule, plans, claimed), by_type(rule, plans, claimed + 1)
    assert sum(now.values()) == min(claimed, first + second)
    assert all(more[name] >= now[name] for name in now)
