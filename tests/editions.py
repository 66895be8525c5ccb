"""Small editions for tests, written without bank files: the key of every item is option a."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from quizzes import digest as digests
from quizzes.edition import FrontMatter, Manifest, PoolItems, Terms
from quizzes.models import ITEM, Accreditation, BoardPlan, EvaluationForm, Planning, Rules
from storage import content, people
from storage.connect import writing

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from workflows.service import Service

OBJECTIVES = ("OBJ-1", "OBJ-2")
FORM = {
    "id": "default",
    "version": 1,
    "title": "Evaluation",
    "questions": [
        {"id": "bias", "text": "Was it free of bias?", "kind": "choice", "options": ["Yes", "No"],
         "required": True},
        {"id": "which", "text": "What was biased?", "kind": "text",
         "ask_if": {"question": "bias", "answer": "No"}},
    ],
}  # fmt: skip


def an_item(number: int, **changes: Any) -> AnyItem:
    """Return a frozen item named item-N with options a (keyed) to d."""
    options = [
        {"id": one, "text": f"Text {one} of {number}", "correct": one == "a",
         "rationale": f"CANARY-rationale-{number}-{one}"}
        for one in "abcd"
    ]  # fmt: skip
    fields = {
        "id": f"item-{number}",
        "type": "single_best_answer",
        "objectives": [OBJECTIVES[number % 2]],
        "stem": f"Vignette {number}.",
        "lead_in": f"What is best in {number}?",
        "options": options,
        "explanation": f"CANARY-explanation-{number}",
        "key_point": f"CANARY-point-{number}",
        **changes,
    }
    return digests.frozen(ITEM.validate_json(json.dumps(fields)), {})


def rules(**changes: object) -> Rules:
    """Return rules of an activity: 50 % passes, feedback after submission, same items again."""
    plain: dict[str, object] = {
        "passing_percent": "50",
        "passing_rationale": "For tests.",
        "retake": "same_items",
        "feedback": "after_submission",
    }
    return Rules.model_validate({**plain, **changes})


def publish(
    service: Service,
    *,
    slug: str = "small",
    items: tuple[AnyItem, ...] | None = None,
    draw: int | None = None,
    in_control: tuple[str, ...] = ("ben@example.edu",),
    **changes: Any,
) -> str:
    """Write an activity with one edition and return its key."""
    held = items or tuple(an_item(number) for number in range(1, 5))
    terms = _terms(rules(**changes))
    with writing(service.engine) as connection:
        by = people.add_person(connection, "test", f"publisher of {slug}", service.now())
        for one in held:
            content.keep_item(
                connection,
                digests.digest(one),
                {"item_id": one.id, "version": 1, "revision": 1, "body": digests.body(one)},
            )
        manifest = _manifest(terms, tuple(digests.digest(one) for one in held), draw, in_control)
        content.keep_text(connection, manifest.front.digest, manifest.front.model_dump_json())
        period = len(content.periods(connection, slug)) + 1
        activity = content.add_activity(
            connection,
            slug=slug,
            period=period,
            terms=terms.model_dump_json(),
            released=terms.accreditation.release_date,
            expires=terms.accreditation.expiration_date,
            claim_by=terms.accreditation.claim_by,
            now=service.now(),
        )
        content.add_edition(
            connection,
            activity_id=activity,
            number=1,
            sha256=digests.digest(held[0])[:32] + manifest.front.digest[:32],
            manifest=manifest.model_dump_json(),
            items=manifest.pools[0].items,
            by=by,
            now=service.now(),
        )
    return f"{slug}.{period}"


def front_digest(service: Service, key: str) -> str:
    """Return the digest of the front matter in force."""
    slug = key.partition(".")[0]
    with writing(service.engine) as connection:
        activity = content.periods(connection, slug)[-1]
        body = content.newest_edition(connection, activity.id).manifest
    return Manifest.model_validate_json(body).front.digest


def _terms(rules_: Rules) -> Terms:
    return Terms(
        title="A small self-assessment",
        demonstration=False,
        accreditation=Accreditation(
            credits="1.00",
            estimated_minutes=60,
            designated_by="Example Medical School",
            designated_on=date(2026, 10, 1),
            release_date=date(2026, 11, 1),
            expiration_date=date(2027, 10, 31),
            claim_by=date(2027, 12, 31),
        ),
        boards=(
            BoardPlan(board="ABA", credit_type="Lifelong Learning", points="1.00"),
            BoardPlan(board="ABIM", credit_type="Medical Knowledge", points="0.75"),
        ),
        rules=rules_,
    )


def _manifest(
    terms: Terms, items: tuple[str, ...], draw: int | None, in_control: tuple[str, ...]
) -> Manifest:
    return Manifest(
        terms=terms,
        front=_front(terms),
        planning=Planning(
            practice_gap="A gap.",
            needs=("knowledge",),
            need="A need.",
            change="A change.",
            format_reason="A reason.",
            competencies=("Medical knowledge",),
            planners=("fac-a",),
        ),
        pools=(PoolItems(id="all", draw=draw or len(items), items=items),),
        evaluation=EvaluationForm.model_validate_json(json.dumps(FORM)),
        in_control=in_control,
    )


def _front(terms: Terms) -> FrontMatter:
    return FrontMatter.model_validate_json(
        json.dumps(
            {
                "title": terms.title,
                "summary": "A summary.",
                "audience": "Physicians.",
                "specialties": ["internal-medicine"],
                "demonstration": False,
                "objectives": [{"id": one, "text": f"Do {one}."} for one in OBJECTIVES],
                "faculty": [],
                "disclosure": "Nobody has anything to disclose.",
                "support": "No commercial support.",
                "how_to_complete": "Answer.",
                "feedback": "After submission.",
                "marking": [],
                "accreditation": "Example Medical School is accredited.",
                "designation": "Designates this enduring material.",
                "recognition": [],
                "participation": "A participation record.",
                "privacy": "Private.",
                "attestation": "I claim what I did.",
                "report_consent": "I agree that my completion is reported to {board}.",
                "joint_providers": [],
                "placeholders": [],
                "references": [],
                "contact": {"name": "The office", "email": "cme@example.edu"},
                "provider": "Example Medical School",
                "office": "Office of Continuing Medical Education",
                "signatory": {"id": "dean", "name": "A. Dean, MD", "title": "Dean"},
            }
        )
    )
