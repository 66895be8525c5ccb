from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.boards import NoRuleYet, load
from credit.completion import ClaimOption, claim_options, completed_on, may_earn, most_points
from quizzes.models import BoardPlan

DETROIT = ZoneInfo("America/Detroit")
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
TODAY = date(2026, 7, 1)
ABIM = BoardPlan(board="ABIM", credit_type="Medical Knowledge", points="1.00")
ABA = BoardPlan(board="ABA", credit_type="Lifelong Learning", points="1.25")


def test_a_physician_may_claim_credit_and_points() -> None:
    """AMA credit comes first, then each board's points up to what was planned."""
    assert claim_options("DO", "1.25", (ABIM, ABA), load(), TODAY) == (
        ClaimOption("cme", "AMA PRA Category 1 Credit(s)™", 5),
        ClaimOption(
            "ABIM:Medical Knowledge",
            "ABIM Medical Knowledge points",
            4,
            "ABIM",
            "Medical Knowledge",
        ),
        ClaimOption(
            "ABA:Lifelong Learning", "ABA Lifelong Learning points", 5, "ABA", "Lifelong Learning"
        ),
    )


def test_everyone_else_may_record_participation() -> None:
    """Without a physician's degree there is neither AMA credit nor a board."""
    (only,) = claim_options("PA", "1.25", (ABIM, ABA), load(), TODAY)
    assert only == ClaimOption("cme", "Hours of participation", 5)
    assert "AMA" not in only.label


def test_an_activity_without_boards_offers_credit_alone() -> None:
    """No registration, no points."""
    assert [one.kind for one in claim_options("MD", "1.25", (), load(), TODAY)] == ["cme"]


def test_a_completion_before_a_boards_first_rule_is_refused() -> None:
    """Points are never offered for a day that no rule covers."""
    with pytest.raises(NoRuleYet):
        claim_options("MD", "1.25", (ABIM,), load(), date(2015, 1, 1))


def test_points_follow_the_credits_claimed() -> None:
    """Who claims 0.75 credits can have 0.75 points, and nobody more than planned."""
    assert most_points(ABIM, (ABIM,), 3, load(), TODAY) == 3
    assert most_points(ABIM, (ABIM,), 5, load(), TODAY) == 4


def test_the_later_of_passing_and_evaluating_completes() -> None:
    """An evaluation after New Year's in Detroit moves the completion to the new year."""
    passed = datetime(2027, 1, 1, 4, 30, tzinfo=UTC)
    evaluated = datetime(2027, 1, 1, 5, 0, tzinfo=UTC)
    assert completed_on(passed, passed, DETROIT) == date(2026, 12, 31)
    assert completed_on(passed, evaluated, DETROIT) == date(2027, 1, 1)


@given(INSTANTS, INSTANTS)
def test_the_order_of_the_two_does_not_matter(one: datetime, other: datetime) -> None:
    """An evaluation before the pass gives the same day as one after it."""
    assert completed_on(one, other, DETROIT) == completed_on(other, one, DETROIT)


@pytest.mark.parametrize(
    ("email", "may"), [("ada@example.org", True), ("Author@Example.org ", False)]
)
def test_people_in_control_of_content_earn_nothing_in_it(email: str, may: object) -> None:
    """Authors, reviewers and planners are recognised by their address, however it is written."""
    assert may_earn(email, ("author@example.org", "planner@example.org")) is may


@given(
    st.sampled_from(["2026-03-08", "2026-11-01", "2026-12-31", "2027-01-01"]),
    st.integers(min_value=0, max_value=25 * 60 - 1),
    st.integers(min_value=0, max_value=48 * 60),
)
def test_the_later_of_both_decides_also_when_clocks_change(
    day: str, passed: int, waited: int
) -> None:
    """Pitfall 7: the date on Detroit's wall when the second of the two was done.

    On 8 March an hour is missing, on 1 November one comes twice; at new year the year changes.
    """
    midnight = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=DETROIT).astimezone(UTC)
    first = midnight + timedelta(minutes=passed)
    second = first + timedelta(minutes=waited)
    wall = second.astimezone(DETROIT)
    assert completed_on(first, second, DETROIT) == wall.date()
    assert completed_on(second, first, DETROIT) == wall.date()


@pytest.mark.parametrize(
    ("passed", "evaluated", "on"),
    [
        ("2026-12-31T23:50", "2026-12-31T23:59", date(2026, 12, 31)),
        ("2026-12-31T23:59", "2027-01-01T00:01", date(2027, 1, 1)),
        ("2026-03-08T01:59", "2026-03-08T03:00", date(2026, 3, 8)),
        ("2026-03-07T23:59", "2026-03-08T00:01", date(2026, 3, 8)),
        ("2026-11-01T23:30", "2026-11-01T23:59", date(2026, 11, 1)),
        ("2026-10-31T23:59", "2026-11-01T00:01", date(2026, 11, 1)),
    ],
)
def test_two_minutes_decide_about_the_day(passed: str, evaluated: str, on: date) -> None:
    """The walls of Detroit, whatever UTC says."""
    first, second = (
        datetime.fromisoformat(one).replace(tzinfo=DETROIT) for one in (passed, evaluated)
    )
    assert completed_on(first, second, DETROIT) == on
