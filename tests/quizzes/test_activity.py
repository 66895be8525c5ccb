"""What the checker asks of an activity: ids, people, dates, credit, rules (pitfall 17)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.quizzes.folder import BankFolder

BEN = "    roles: [reviewer]\n    disclosure: {has_relationships: false, collected_on: 2026-09-01}"
LIMIT = "  time_limit_minutes: 90\n"
RULES = "  feedback: after_submission\n"
COMPANY = "relationships: [{company: Acme, nature: Consultant}]"


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ("id: small-bank", "id: large-bank", "folder-name", "id"),
        ("planners: [fac-ada]", "planners: [fac-eve]", "faculty-unknown", "planning.planners[1]"),
        (
            "  - {id: OBJ-2",
            "  - {id: OBJ-1, text: X.}\n  - {id: OBJ-2",
            "id-twice",
            "objectives[OBJ-1].id",
        ),
        ("2029-10-31", "2026-10-31", "expiration-date", "accreditation.expiration_date"),
        ("2029-10-31", "2029-11-02", "expiration-date", "accreditation.expiration_date"),
        ("2029-12-31", "2029-10-30", "claim-by", "accreditation.claim_by"),
        ("2026-10-01", "2026-11-02", "designated-on", "accreditation.designated_on"),
        ('points: "0.50"', 'points: "0.75"', "points", "boards[1].points"),
        ('credits: "0.50"', 'credits: "0"', "credits", "accreditation.credits"),
        ('"75"', '"0"', "passing-percent", "rules.passing_percent"),
        ('"75"', '"100.5"', "passing-percent", "rules.passing_percent"),
        (RULES, RULES + "  grace_minutes: 5\n", "overdue", "rules.overdue"),
        (RULES, RULES + "  overdue: abandon\n", "overdue", "rules.overdue"),
        (
            RULES,
            RULES + LIMIT + "  overdue: grace\n",
            "overdue",
            "rules.grace_minutes",
        ),
        (
            RULES,
            RULES + LIMIT + "  grace_minutes: 5\n",
            "overdue",
            "rules.grace_minutes",
        ),
        (RULES, RULES + "  evaluation_form: x\n", "evaluation-unknown", "rules.evaluation_form"),
        (
            RULES,
            RULES + "  default_scoring: {multiple_response: half}\n",
            "scoring-unknown",
            "rules.default_scoring.multiple_response",
        ),
        (
            "status: approved\n",
            "status: approved\nsignatory: sig-x\n",
            "signatory-unknown",
            "signatory",
        ),
        (BEN, BEN.replace("false", "true"), "disclosure-incomplete", "faculty[fac-ben].disclosure"),
        (
            BEN,
            BEN.replace("}", f", {COMPANY}, mitigation: Reviewed.}}"),
            "disclosure-incomplete",
            "faculty[fac-ben].disclosure",
        ),
        (
            BEN,
            BEN.replace("false", "true").replace("}", f", {COMPANY}}}"),
            "disclosure-incomplete",
            "faculty[fac-ben].disclosure",
        ),
    ],
)
@pytest.mark.parametrize("status", ["approved", "draft"])
def test_refused(
    folder: BankFolder, old: str, new: str, rule: str, field: str, status: str
) -> None:
    """What contradicts itself or points nowhere is an error, in a draft as well."""
    folder.change("activity.yaml", old, new)
    folder.change("activity.yaml", "status: approved", f"status: {status}")

    found = [(one.severity, one.rule, one.field) for one in folder.check()]

    assert ("error", rule, field) in found
    assert {one[0] for one in found} <= {"error", "warning"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2029-10-31", "2029-11-01"),
        ("2026-10-01", "2026-11-01"),
        ("2029-12-31", "2029-10-31"),
        ('"75"', '"100"'),
        ('"75"', '"1"'),
        (RULES, RULES + LIMIT + "  overdue: grace\n  grace_minutes: 5\n"),
        (BEN, BEN.replace("false", "true").replace("}", f", {COMPANY}, mitigation: Reviewed.}}")),
        ("status: approved\n", "status: approved\nsignatory: sig-adeyemi\n"),
    ],
)
def test_allowed_edge(folder: BankFolder, old: str, new: str) -> None:
    """Edges belong to what is allowed: three years to the day, designated on the release day."""
    folder.change("activity.yaml", old, new)

    assert folder.rules() == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("  designated_on: 2026-10-01\n", "", "designated-on"),
        (BEN, "    roles: [reviewer]", "disclosure-missing"),
        ("  - {pool: all, draw: 2}", "  - {pool: all, draw: 3}", "pool-too-small"),
    ],
)
def test_missing_for_approval(folder: BankFolder, old: str, new: str, rule: str) -> None:
    """What publication waits for is an error once approved, and a warning before."""
    folder.change("activity.yaml", old, new)
    assert folder.rules() == [f"error {rule}"]

    folder.change("activity.yaml", "status: approved", "status: draft")
    assert folder.rules() == [f"warning {rule}"]


def test_leap_day(folder: BankFolder) -> None:
    """Three years after 29 February end on 28 February."""
    for old, new in (
        ("2026-11-01", "2028-02-29"),
        ("2029-10-31", "2031-02-28"),
        ("2029-12-31", "2031-12-31"),
    ):
        folder.change("activity.yaml", old, new)
    assert "error expiration-date" not in folder.rules()

    folder.change("activity.yaml", "2031-02-28", "2031-03-01")
    assert "error expiration-date" in folder.rules()


def test_expired(folder: BankFolder) -> None:
    """An activity past its last day is a warning, by the day that is given."""
    assert "warning expired" not in folder.rules(date(2029, 10, 31))

    assert "warning expired" in folder.rules(date(2029, 11, 1))


def test_objective_without_items(folder: BankFolder) -> None:
    """An objective that no approved item asks about is pointed out."""
    folder.change("items/two.yaml", "objectives: [OBJ-2]", "objectives: [OBJ-1]")

    problem = folder.only()

    assert (problem.severity, problem.rule) == ("warning", "objective-unused")
    assert problem.field == "objectives[OBJ-2]"
