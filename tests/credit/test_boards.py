"""Who the boards are, which rule decides about a day, and what their IDs look like."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from credit.boards import (
    FOLDER,
    Board,
    NoRuleAnyMore,
    NoRuleYet,
    UnknownBoard,
    id_fault,
    id_warning,
    load,
    read,
)
from quizzes.models import BoardPlan
from tests.credit.rules import EXAMPLES, NEW, OLD, TWO_RULES, boards

TODAY = date(2026, 7, 1)
DAY = timedelta(days=1)
ALL = ("ABA", "ABIM", "ABOHNS", "ABOS", "ABP", "ABPath", "ABPMR", "ABS", "ABTS")


def board(acronym: str) -> Board:
    """Return a board as its file says it."""
    return load().board(acronym)


def test_each_board_has_a_file_of_its_name() -> None:
    """The boards of PARS are there, each with a rule in force, and activities can plan each."""
    assert load().acronyms == ALL
    assert {one.stem for one in FOLDER.glob("*.yaml")} == {one.lower() for one in ALL}
    assert BoardPlan.model_json_schema()["properties"]["board"]["enum"] == list(ALL)


@pytest.mark.parametrize("acronym", ALL)
def test_every_entry_says_what_it_rests_on(acronym: str) -> None:
    """No rule, word or form stands without a source, and a board's words are placeholders."""
    for rule in board(acronym).rules:
        parts = (rule, *rule.credit_types, *rule.requires, rule.points, rule.repeats)
        assert all(one.source for one in (*parts, rule.diplomate_id))
        assert rule.report_within_days == 30
        assert not rule.statement.approved
        assert all(name in rule.statement.text for name in ("{provider}", "{points}", "{credit_t"))


@pytest.mark.parametrize("acronym", ALL)
def test_the_example_shown_is_a_usual_id(acronym: str) -> None:
    """What the form shows as an example is neither refused nor warned about."""
    rule = board(acronym).rule(TODAY)
    assert id_fault(rule, rule.diplomate_id.example) is None
    assert id_warning(rule, rule.diplomate_id.example) is None


def test_what_is_from_memory_is_named() -> None:
    """Staff screens can say of each line whether anybody has checked it."""
    abim = board("ABIM").rule(TODAY)
    assert 'the PARS word "Patient Safety"' in abim.from_memory
    assert 'the PARS word "Medical Knowledge"' not in abim.from_memory
    assert "that feedback is required" in abim.from_memory
    assert EXAMPLES.rule("ABX", TODAY).from_memory == ('the PARS word "Special Points"',)


def test_the_rule_of_the_day_decides() -> None:
    """An entry holds from its first day until the next one starts."""
    last_day, first_day = date.fromisoformat(NEW) - DAY, date.fromisoformat(NEW)
    assert EXAMPLES.rule("ABX", last_day).points.per_credit == "0.5"
    assert EXAMPLES.rule("ABX", first_day).points.per_credit == "2"


def test_the_pediatrics_rule_changed() -> None:
    """Whole points for all alike until the end of 2023, quarters and any amount since.

    This is pitfall 13.
    """
    before, after = (
        board("ABP").takes(date(2024, 1, 1) - DAY),
        board("ABP").takes(date(2024, 1, 1)),
    )
    assert (before.points.step, before.points.variable) == ("1.00", False)
    assert (after.points.step, after.points.variable) == ("0.25", True)
    assert after.change is not None


def test_physical_medicine_joined_in_2025() -> None:
    """Its first day is 1 January 2025, and the day before is refused in words."""
    first = date(2025, 1, 1)
    assert board("ABPMR").takes(first).type_names
    with pytest.raises(NoRuleYet, match="ABPMR has no rule for completions on 31 Dec 2024"):
        board("ABPMR").takes(first - DAY)


def test_thoracic_surgery_ends_with_2027() -> None:
    """Its last day is 31 December 2027; the ID of its diplomates is still known afterwards."""
    last = date(2027, 12, 31)
    assert board("ABTS").takes(last).type_names
    with pytest.raises(NoRuleAnyMore, match="ABTS takes completions until 31 Dec 2027 only"):
        load().rule("ABTS", last + DAY)
    assert board("ABTS").rule(last + DAY).diplomate_id.label == "ABTS ID"


def test_a_board_joins_later_than_its_rules_start() -> None:
    """The day of joining binds, too."""
    late = boards(('starts: "2020-01-01"', 'starts: "2022-01-01"'))
    with pytest.raises(NoRuleYet):
        late.rule("ABX", date(2021, 12, 31))
    assert late.rule("ABX", date(2022, 1, 1)).type_names == ("Plain", "Special")


def test_an_unknown_board_is_refused_by_name() -> None:
    """The fault names what is known; ophthalmology left PARS before 2025 (pitfall 13)."""
    with pytest.raises(UnknownBoard, match='no board "ABO"; known are ABX'):
        EXAMPLES.rule("ABO", TODAY)


def test_a_day_before_the_first_rule_is_refused() -> None:
    """No rule is stretched back in time."""
    with pytest.raises(NoRuleYet, match="ABX has no rule for completions on 31 Dec 2019"):
        EXAMPLES.board("ABX").rule(date.fromisoformat(OLD) - DAY)


def test_entries_out_of_order_are_refused() -> None:
    """A newer entry above an older one would never come into force."""
    with pytest.raises(ValidationError, match="oldest first"):
        read(TWO_RULES.replace(f'"{NEW}"', '"2019-01-01"'))


def test_a_type_that_stands_twice_is_refused() -> None:
    """Its points would be counted twice."""
    with pytest.raises(ValidationError, match="stands twice"):
        read(TWO_RULES.replace("name: Special", "name: Plain"))


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


def test_surgeons_may_leave_their_id_out() -> None:
    """It is optional at the ABS; one with leading zeros is usual (pitfall 8)."""
    rule = load().rule("ABS", TODAY)
    assert id_fault(rule, "") is None
    assert id_warning(rule, "") is None
    assert id_warning(rule, "001234") is None


@pytest.mark.parametrize("text", ["12345", "1234567890"])
def test_an_unusual_id_is_only_warned_about(text: str) -> None:
    """Another count of digits may be right: it is asked about, not blocked."""
    rule = load().rule("ABIM", TODAY)
    assert id_fault(rule, text) is None
    assert "Please check it." in (id_warning(rule, text) or "")
