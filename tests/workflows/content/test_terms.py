"""Terms in words, and what differs between two periods."""

from __future__ import annotations

import json
from typing import Any

from quizzes.edition import Terms
from quizzes.models import Planning
from workflows.content.terms import changed, name_of, told, told_planning

PLAIN: dict[str, Any] = {
    "title": "A title",
    "demonstration": True,
    "accreditation": {
        "credits": "0.50", "estimated_minutes": 30, "designated_by": "A school",
        "designated_on": "2026-10-01", "release_date": "2026-11-01",
        "expiration_date": "2029-10-31", "claim_by": "2029-12-31",
    },
    "boards": [{"board": "ABA", "credit_type": "Lifelong Learning", "points": "0.50"}],
    "rules": {
        "passing_percent": "75", "passing_rationale": "So.", "retake": "same_items",
        "feedback": "after_submission",
    },
}  # fmt: skip


def terms(**parts: Any) -> Terms:
    """Return terms in which some fields of some parts are others."""
    values = {
        name: {**value, **parts.get(name, {})}
        if isinstance(value, dict)
        else parts.get(name, value)
        for name, value in PLAIN.items()
    }
    return Terms.model_validate_json(json.dumps(values))


def test_every_term_is_told() -> None:
    """Lists and parts in a line, and what is not there as none."""
    said = told(terms())
    assert said["boards"] == "ABA Lifelong Learning 0.50"
    assert (said["attempts_max"], said["demonstration"]) == ("not limited", "yes")
    assert said["expiration_date"] == "31 Oct 2029"
    assert said["retake"] == "The same questions"
    assert said["feedback"] == "After the whole is submitted"


def test_no_term_is_told_as_a_file_has_it() -> None:
    """Neither its name nor its value; a marking rule loses its underscores."""
    said = told(terms(rules={"default_scoring": {"multiple_response": "all_or_nothing"}}))
    assert said["default_scoring"] == "multiple response: all or nothing"
    assert not [one for one in (*said.values(), *map(name_of, said)) if "_" in one]
    assert (name_of("attempts_max"), name_of("credits")) == ("Most attempts", "Credits")


def test_what_differs_is_told_before_and_after() -> None:
    """And nothing else."""
    later = terms(accreditation={"credits": "1.00"}, rules={"attempts_max": 3}, boards=[])
    found = changed(terms(), later)
    assert [(one.field, one.before, one.after) for one in found] == [
        ("credits", "0.50", "1.00"),
        ("boards", "ABA Lifelong Learning 0.50", "none"),
        ("attempts_max", "not limited", "3"),
    ]
    assert changed(later, later) == ()


def test_the_outline_and_the_basis_of_the_credit_are_told() -> None:
    """Codes by board, and how the amount was set, each tester's minutes singly."""
    values = {
        "practice_gap": "A gap.", "needs": ["knowledge"], "need": "A need.", "change": "A change.",
        "format_reason": "A reason.", "competencies": ["Knowledge"], "planners": ["ada"],
        "content_outline": [{"board": "ABA", "code": "1.D.2"}],
        "credit_basis": {"method": "pilot_mean", "pilot_minutes": [28, 31]},
    }  # fmt: skip
    said = told_planning(Planning.model_validate_json(json.dumps(values)))
    assert said["content_outline"] == "ABA 1.D.2"
    assert said["credit_basis"] == "Mean of the testers' time 28; 31 Down"
