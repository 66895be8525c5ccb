"""A generated bank of any size, of items as long as real ones, without a fault in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

VIGNETTE = (
    "A {age}-year-old woman with hypertension and diabetes mellitus comes to the emergency"
    " department {hours} hours after the onset of dyspnea. She takes lisinopril and metformin and"
    " has never smoked. Pulse is {pulse}/min and regular, blood pressure is 152/94 mm Hg,"
    " respiratory rate is 24/min, and oxygen saturation is 91% while she breathes ambient air."
    " Crackles are heard over both lung bases, the jugular venous pressure is raised, and there is"
    " pitting edema of both ankles. An electrocardiogram shows sinus tachycardia without changes"
    " of the ST segment, and the concentration of troponin is in the normal range."
)
OPTIONS = ("furosemide", "metoprolol", "amlodipine", "digoxin", "enoxaparin")
WHY = (
    "This drug, the {index}th considered, either answers the dyspnea and the crackles or leaves"
    " them as they are; the findings of case {number} decide which of the two applies."
)
OBJECTIVES = tuple(f"OBJ-{number}" for number in range(1, 6))
TOPICS = tuple(f"generated.topic-{number}" for number in range(1, 8))


def write_bank(folder: Path, items: int, **rules: object) -> Path:
    """Write a bank of `items` items into `folder` and return the folder."""
    (folder / "items").mkdir(parents=True)
    _write(folder / "activity.yaml", _activity(folder.name, items, rules))
    for number in range(1, items + 1):
        _write(folder / "items" / f"gen-{number:04}.yaml", _item(number))
    return folder


def _write(file: Path, content: dict[str, Any]) -> None:
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=96)
    file.write_text(text, encoding="utf-8")


def _item(number: int) -> dict[str, Any]:
    case = {"age": 30 + number % 60, "hours": 1 + number, "pulse": 100 + number % 40}
    keyed = number % len(OPTIONS)
    return {
        "id": f"gen-{number:04}",
        "version": 1,
        "revision": 1,
        "status": "approved",
        "type": "single_best_answer",
        "objectives": [OBJECTIVES[number % len(OBJECTIVES)]],
        "blueprint": {
            "topic": TOPICS[number % len(TOPICS)],
            "cognitive_level": "application",
        },
        "difficulty": {"intended": "medium"},
        "authors": ["writer"],
        "stem": VIGNETTE.format(**case),
        "lead_in": f"Which of the following is the most appropriate next step in case {number}?",
        "options": [
            {
                "id": letter,
                "text": f"Give {drug} in dose {number}",
                **({"correct": True} if index == keyed else {}),
                "rationale": WHY.format(index=index + 1, number=number),
            }
            for index, (letter, drug) in enumerate(zip("abcde", OPTIONS, strict=True))
        ],
        "explanation": " ".join(WHY.format(index=index, number=number) for index in range(1, 4)),
        "key_point": f"What relieves congestion comes first in case {number}.",
        "references": [
            {
                "id": "source",
                "cite": "Example A, Author B. A made-up article. Journal of Examples."
                " 2025;12(3):145-152.",
                "doi": f"10.1000/example.{number}",
            }
        ],
        "reviews": [{"by": "reader", "date": _day(-60), "verdict": "approve"}],
        "review_due": _day(700),
        "history": [
            {
                "version": 1,
                "revision": 1,
                "date": _day(-90),
                "by": "writer",
                "change": "First version",
            }
        ],
    }


def _day(days: int) -> date:
    return date.today() + timedelta(days=days)  # noqa: DTZ011  (no day of it matters)


def _activity(slug: str, items: int, rules: dict[str, object]) -> dict[str, Any]:
    sentence = "Generated for measurements."
    return {
        "schema_version": 1,
        "id": slug,
        "title": f"Generated questions: {slug}",
        "status": "approved",
        "demonstration": True,
        "summary": sentence,
        "audience": "Physicians.",
        "specialties": ["internal-medicine"],
        "language": "en-US",
        "objectives": [
            {"id": one, "text": f"Choose what comes first in group {one[-1]} of cases."}
            for one in OBJECTIVES
        ],
        "planning": {
            "practice_gap": sentence,
            "needs": ["knowledge"],
            "need": sentence,
            "change": sentence,
            "format_reason": sentence,
            "competencies": ["Medical knowledge"],
            "planners": ["planner"],
        },
        "accreditation": {
            "format": "enduring material",
            "activity_type": "Internet Activity Enduring Material",
            "credits": "1.00",
            "estimated_minutes": 60,
            "designated_by": "Example Medical School",
            "designated_on": _day(-30),
            "release_date": _day(-20),
            "expiration_date": _day(700),
            "claim_by": _day(760),
            "commercial_support": [],
        },
        "boards": [
            {"board": "ABIM", "credit_type": "Medical Knowledge", "points": "1.00"},
        ],
        "faculty": [
            _faculty("writer", "author"),
            _faculty("reader", "reviewer"),
            _faculty("planner", "planner"),
            _faculty("director", "course_director"),
        ],
        "rules": {
            "passing_percent": "70",
            "passing_rationale": sentence,
            "attempts_max": None,
            "retake": "same_items",
            "confidence": "off",
            **rules,
        },
        "references": [],
        "pools": [{"id": "all-items", "select": {"topics": list(TOPICS)}}],
        "blueprint": [{"pool": "all-items", "draw": items}],
    }


def _faculty(name: str, role: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": f"Example {name.title()}, MD",
        "roles": [role],
        "title": "Professor, Example Medical School",
        "biography": "Made up.",
        "disclosure": {"has_relationships": False, "collected_on": _day(-90)},
    }
