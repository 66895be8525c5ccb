"""Why a number is what it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.amounts import as_text
from credit.boards import NoRuleYet, load
from credit.completion import most_points
from credit.why import why_credit, why_maximum, why_planned, why_points
from quizzes.models import BoardPlan
from tests.credit.rules import boards

TODAY = date(2026, 11, 3)
MK = BoardPlan(board="ABIM", credit_type="Medical Knowledge", points="1.25")
LL = BoardPlan(board="ABA", credit_type="Lifelong Learning", points="1.00")
PS = BoardPlan(board="ABA", credit_type="Patient Safety", points="0.50")
PART_2 = BoardPlan(board="ABP", credit_type="Lifelong Learning & Self-Assessment", points="2.50")
AMOUNTS = st.integers(1, 12)


def sentences(plan: BoardPlan, *plans: BoardPlan, claimed: int, on: date = TODAY) -> list[str]:
    """Return the sentences on one plan's points."""
    return [one.sentence for one in why_points(plan, plans or (plan,), claimed, load(), on)]


def test_why_one_and_a_quarter() -> None:
    """From the credits claimed by way of the plan to the points, with the rule of the day."""
    reasons = why_points(MK, (MK,), 6, load(), TODAY)
    rule = "This is ABIM's rule for completions from 1 Jan 2024 on;"
    assert [one.sentence for one in reasons] == [
        "Credits claimed: 1.50.",
        "ABIM gives 1 point for each credit: 1.50.",
        "The activity gives at most 1.25 points at this board.",
        "So 1.25 Medical Knowledge points.",
        f"{rule} the day of completion is 3 Nov 2026.",
    ]
    assert reasons[1].source is not None
    assert "accme.org/faq/7922" in reasons[1].source
    assert all(one.confirmed for one in reasons)


def test_what_nobody_confirmed_is_marked() -> None:
    """Staff see that the day of the rule is a guess."""
    assert not why_points(PART_2, (PART_2,), 10, load(), TODAY)[-1].confirmed


def test_the_amount_claimed_decides_and_not_the_maximum() -> None:
    """Credits: what was claimed, of how many (pitfall 1)."""
    said = [one.sentence for one in why_credit(3, 6)]
    assert said[0] == "The activity is designated for at most 1.50."
    assert said[1].startswith("0.75 was claimed")


def test_before_the_claim_a_plan_is_explained_by_all_its_credit() -> None:
    """What can be had at most, that less credit gives fewer points, and whose rule it is."""
    said = [one.sentence for one in why_planned(MK, (MK,), 6, load(), TODAY)]
    assert said == [
        "If all 1.50 credits are claimed:",
        "ABIM gives 1 point for each credit: 1.50.",
        "The activity gives at most 1.25 points at this board.",
        "So 1.25 Medical Knowledge points.",
        "Fewer credits claimed give fewer points.",
        (
            "This is ABIM's rule for completions from 1 Jan 2024 on;"
            " the day of completion decides, here 3 Nov 2026."
        ),
    ]
    old = [one.sentence for one in why_planned(PART_2, (PART_2,), 10, load(), date(2023, 12, 31))]
    assert "Fewer credits claimed give no points: all that is planned, or none." in old


def test_before_the_claim_the_credit_is_an_hour() -> None:
    """The designated maximum, the estimated time, and that the claim is the physician's own."""
    first, second = why_maximum(5, 75)
    assert first.sentence == (
        "The activity is designated for at most 1.25: a credit is an hour, and it is estimated to"
        " take 75 minutes."
    )
    assert second.sentence == "You claim what matches your participation, in steps of 0.25."
    assert second.source is not None


def test_patient_safety_comes_last() -> None:
    """The share of each type and the reason for their order (pitfall 12)."""
    said = sentences(PS, LL, PS, claimed=5)
    assert (
        "The types share them, in this order: 1.00 Lifelong Learning and 0.25 Patient Safety."
        " Patient Safety comes last: it is given only for credit that can be nothing else."
    ) in said
    assert "So 0.25 Patient Safety points." in said


def test_steps_and_all_or_nothing_are_said() -> None:
    """Pediatrics until the end of 2023: whole points, and no lesser amounts (pitfall 13)."""
    old = date(2023, 12, 31)
    full = sentences(PART_2, claimed=10, on=old)
    assert "Points count in steps of 1.00, rounded down: 2.00." in full
    assert "So 2.00 Lifelong Learning & Self-Assessment points." in full
    less = sentences(PART_2, claimed=4, on=old)
    assert "The board gives all 2.50 points that were planned, or none: none." in less
    assert "So 1.00 Lifelong Learning & Self-Assessment points." not in less
    assert "So 1.00 Lifelong Learning & Self-Assessment points." in sentences(PART_2, claimed=4)


def test_the_cap_and_rounding_to_the_nearest_are_said() -> None:
    """A rate above one is cut to the credits; half a point may become a whole one."""
    plan = BoardPlan(board="ABA", credit_type="Plain", points="9.00")
    near = boards(
        ("board: ABX", "board: ABA"),
        ('step: "1.00", rounding: down', 'step: "1.00", rounding: nearest'),
    )
    new = [one.sentence for one in why_points(plan, (plan,), 3, near, TODAY)]
    assert "ABA gives 2 points for each credit: 1.50." in new
    assert "Points are never more than the credits claimed: 0.75." in new
    old = [one.sentence for one in why_points(plan, (plan,), 5, near, date(2024, 1, 1))]
    assert "ABA gives 0.5 points for each credit: 0.625." in old
    assert "Points count in steps of 1.00, rounded to the nearest: 1.00." in old


def test_no_rule_no_reason() -> None:
    """A day before the board's first rule is refused."""
    with pytest.raises(NoRuleYet):
        why_points(MK, (MK,), 4, load(), date(2010, 1, 1))


@given(AMOUNTS, st.sampled_from([MK, LL, PS, PART_2]), st.dates(date(2017, 1, 1), TODAY))
def test_the_reasons_end_in_the_number_that_is_booked(
    claimed: int, plan: BoardPlan, on: date
) -> None:
    """What is explained is what the claim is given, under every rule."""
    plans = (MK, LL, PS, PART_2)
    try:
        booked = as_text(most_points(plan, plans, claimed, load(), on))
    except NoRuleYet:
        return
    said = f"So {booked} {plan.credit_type} points."
    assert said in [one.sentence for one in why_points(plan, plans, claimed, load(), on)]
