from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from credit.boards import Boards, NoRuleYet, UnknownBoard, id_fault, id_warning, load, points, read

TODAY = date(2026, 7, 1)

TWO_RULES = """
board: ABX
name: American Board of Examples
rules:
  - &old
    effective_from: "2020-01-01"
    source: "a page of the board"
    dated: "2020-01-01"
    credit_types: [Whole Points]
    requires: [pass]
    points_per_credit: "0.5"
    step: "1.00"
    report_within_days: 30
    diplomate_id: {label: ABX ID, example: "123", usual: "[0-9]{3}", possible: "[0-9]{1,5}"}
    statement:
      text: "{provider} {points} {credit_type}"
      source: "a page of the board"
      dated: "2020-01-01"
      approved: true
  - <<: *old
    effective_from: "2025-01-01"
    points_per_credit: "2"
    step: "0.25"
"""
EXAMPLES = Boards(all=(read(TWO_RULES),))


def test_the_three_boards_are_there() -> None:
    """Anesthesiology, internal medicine and pediatrics each have a rule in force."""
    assert load().acronyms == ("ABA", "ABIM", "ABP")
    assert all(load().rule(one, TODAY).report_within_days == 30 for one in load().acronyms)


@pytest.mark.parametrize("acronym", ["ABA", "ABIM", "ABP"])
def test_a_board_gives_a_point_for_a_credit(acronym: str) -> None:
    """At each board points equal the credits claimed, within what was planned."""
    rule = load().rule(acronym, TODAY)
    assert points(rule, claimed=5, planned=5) == 5
    assert points(rule, claimed=3, planned=5) == 3
    assert points(rule, claimed=5, planned=2) == 2


@pytest.mark.parametrize("acronym", ["ABA", "ABIM", "ABP"])
def test_a_boards_own_words_are_placeholders_until_approved(acronym: str) -> None:
    """No statement passes as the board's own, and each has its three placeholders."""
    statement = load().rule(acronym, TODAY).statement
    assert not statement.approved
    assert all(name in statement.text for name in ("{provider}", "{points}", "{credit_type}"))


@pytest.mark.parametrize("acronym", ["ABA", "ABIM", "ABP"])
def test_the_example_shown_is_a_usual_id(acronym: str) -> None:
    """What the form shows as an example is neither refused nor warned about."""
    rule = load().rule(acronym, TODAY)
    assert id_fault(rule, rule.diplomate_id.example) is None
    assert id_warning(rule, rule.diplomate_id.example) is None


def test_the_rule_of_the_day_decides() -> None:
    """An entry holds from its first day until the next one starts."""
    last_day, first_day = date(2024, 12, 31), date(2025, 1, 1)
    assert EXAMPLES.rule("ABX", last_day).points_per_credit == "0.5"
    assert EXAMPLES.rule("ABX", first_day).points_per_credit == "2"


def test_whole_points_are_rounded_down() -> None:
    """1.75 credits at half a point each are no whole point; 2.00 are one."""
    rule = EXAMPLES.rule("ABX", date(2024, 1, 1))
    assert points(rule, claimed=7, planned=40) == 0
    assert points(rule, claimed=8, planned=40) == 4


def test_points_never_exceed_credits_claimed() -> None:
    """A rate above one is still capped at the credits."""
    assert points(EXAMPLES.rule("ABX", TODAY), claimed=4, planned=40) == 4


def test_an_unknown_board_is_refused_by_name() -> None:
    """The fault names what is known."""
    with pytest.raises(UnknownBoard, match='no board "ABY"; known are ABX'):
        EXAMPLES.rule("ABY", TODAY)


def test_a_day_before_the_first_rule_is_refused() -> None:
    """No rule is stretched back in time."""
    with pytest.raises(NoRuleYet, match="ABX has no rule for 2019-12-31"):
        EXAMPLES.rule("ABX", date(2019, 12, 31))


def test_entries_out_of_order_are_refused() -> None:
    """A newer entry above an older one would never come into force."""
    with pytest.raises(ValidationError, match="oldest first"):
        read(TWO_RULES.replace('"2025-01-01"', '"2019-01-01"'))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Enter your ABIM ID, for example 123456."),
        ("   ", "Enter your ABIM ID, for example 123456."),
        ("12345A", '"12345A" cannot be an ABIM ID. It looks like 123456.'),
        ("A. Rivera", '"A. Rivera" cannot be an ABIM ID. It looks like 123456.'),
    ],
)
def test_an_impossible_id_is_refused(text: str, said: str) -> None:
    """Blank and lettered IDs are refused with an example."""
    assert id_fault(load().rule("ABIM", TODAY), text) == said


@pytest.mark.parametrize("text", ["12345", "1234567890"])
def test_an_unusual_id_is_only_warned_about(text: str) -> None:
    """Another count of digits may be right: it is asked about, not blocked."""
    rule = load().rule("ABIM", TODAY)
    assert id_fault(rule, text) is None
    assert "Please check it." in (id_warning(rule, text) or "")


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 3650))
def test_points_stay_within_plan_credits_and_step(claimed: int, planned: int, day: int) -> None:
    """Whatever the rule, points are whole steps within plan and claim, and never shrink."""
    rule = EXAMPLES.rule("ABX", date(2020, 1, 1) + timedelta(days=day))
    given_points = points(rule, claimed, planned)
    assert 0 <= given_points <= min(claimed, planned)
    assert given_points % (4 if rule.step == "1.00" else 1) == 0
    assert points(rule, claimed + 1, planned) >= given_points
