"""Small editions for tests, written without bank files: the key of every item is option a."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from quizzes import digest as digests
from quizzes.edition import FrontMatter, Manifest, PoolItems, Terms
from quizzes.models import ITEM, Accreditation, BoardPlan, EvaluationForm, Planning, Rules
from storage import content, people, things
from storage.connect import reading, writing
from workflows.content import compose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from quizzes.kinds.item import BoardCode
    from quizzes.models import AnyItem, HeldElsewhere
    from workflows.service import Service

OBJECTIVES = ("OBJ-1", "OBJ-2")
PLANS: tuple[tuple[str, str, str], ...] = (
    ("ABA", "Lifelong Learning", "1.00"),
    ("ABIM", "Medical Knowledge", "0.75"),
)
FORM: dict[str, object] = {
    "id": "default",
    "version": 1,
    "title": "Evaluation",
    "questions": [
        {"id": "bias", "text": "Was it free of bias?", "kind": "choice", "options": ["Yes", "No"],
         "required": True},
        {"id": "which", "text": "What was biased?", "kind": "text",
         "ask_if": {"question": "bias", "answer": "No"}},
        {"id": "comment", "text": "Anything else?", "kind": "text"},
    ],
}  # fmt: skip

CHANGE = {
    **FORM,
    "questions": [
        {"id": "bias", "text": "Was it free of bias?", "kind": "choice", "options": ["Yes", "No"],
         "required": True},
        {"id": "change", "text": "Will you change something?", "kind": "choice",
         "options": ["Yes", "No"]},
        {"id": "change-what", "text": "What will you do?", "kind": "commitments",
         "ask_if": {"question": "change", "answer": "Yes"}},
    ],
}  # fmt: skip


def an_item(number: int, files: Mapping[str, str] | None = None, **changes: Any) -> AnyItem:
    """Return a frozen item named item-N with options a (keyed) to d.

    `files` gives the digest of each figure's file, where it has figures.
    """
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
    return digests.frozen(ITEM.validate_json(json.dumps(fields)), files or {})


def rules(**changes: object) -> Rules:
    """Return rules of an activity: 50% passes, feedback after submission, same items again."""
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
    registered: tuple[str, ...] = ("ABA", "ABIM"),
    credit: str = "1.00",
    plans: tuple[tuple[str, str, str], ...] = PLANS,
    state_consent: str = "",
    held: HeldElsewhere | None = None,
    year: int = 2026,
    demonstration: bool = False,
    outline: tuple[BoardCode, ...] = (),
    form: Mapping[str, object] = FORM,
    title: str | None = None,
    **changes: Any,
) -> str:
    """Write an activity with one edition and return its key."""
    asked = items or some_items()
    terms = _terms(rules(**changes), credit, plans, held, year).model_copy(
        update={"demonstration": demonstration} | ({"title": title} if title else {})
    )
    manifest = _manifest(terms, _digests(asked), draw, in_control)
    front = manifest.front.model_copy(update={"state_consent": state_consent})
    planning = manifest.planning.model_copy(update={"content_outline": outline})
    evaluation = EvaluationForm.model_validate_json(json.dumps(form))
    manifest = manifest.model_copy(
        update={"front": front, "planning": planning, "evaluation": evaluation}
    )
    with writing(service.engine) as connection:
        period = len(content.periods(connection, slug)) + 1
        activity_id = content.add_activity(
            connection,
            slug=slug,
            period=period,
            terms=terms.model_dump_json(),
            released=terms.accreditation.release_date,
            expires=terms.accreditation.expiration_date,
            claim_by=terms.accreditation.claim_by,
            now=service.now(),
        )
        _write(connection, activity_id, 1, asked, manifest, service.now())
        by = _publisher(connection, service.now())
        for board in registered:
            content.register(connection, activity_id, board, 1, "registered", by, service.now())
    return f"{slug}.{period}"


def publish_again(
    service: Service,
    key: str,
    *,
    items: tuple[AnyItem, ...] | None = None,
    summary: str = "A summary.",
    in_control: tuple[str, ...] | None = None,
    state_consent: str | None = None,
    variants: Mapping[str, str] | None = None,
) -> None:
    """Write the next edition of an activity: other items, another text to acknowledge."""
    held = items or some_items()
    with writing(service.engine) as connection:
        found = things.find(connection, "activity", key, None)
        assert found is not None
        last = content.newest_edition(connection, found.id)
        before = Manifest.model_validate_json(last.manifest)
        pool = PoolItems(id="all", draw=before.pools[0].draw, items=_digests(held))
        front = before.front.model_copy(update={"summary": summary})
        if state_consent is not None:
            front = front.model_copy(update={"state_consent": state_consent})
        listed = before.in_control if in_control is None else in_control
        changes = {"pools": (pool,), "front": front, "in_control": listed}
        changes |= {"variants": dict(variants or {})}
        manifest = before.model_copy(update=changes)
        _write(connection, found.id, last.number + 1, held, manifest, service.now())


def front_digest(service: Service, key: str) -> str:
    """Return the digest of the front matter in force."""
    with reading(service.engine) as connection:
        found = things.find(connection, "activity", key, None)
        assert found is not None
        body = content.newest_edition(connection, found.id).manifest
    return Manifest.model_validate_json(body).front.digest


def some_items(count: int = 4, **changes: Any) -> tuple[AnyItem, ...]:
    """Return item-1, item-2 and so on."""
    return tuple(an_item(number, **changes) for number in range(1, count + 1))


def _digests(held: tuple[AnyItem, ...]) -> tuple[str, ...]:
    return tuple(digests.digest(one) for one in held)


def _write(
    connection: Connection,
    activity_id: int,
    number: int,
    held: tuple[AnyItem, ...],
    manifest: Manifest,
    now: datetime,
) -> None:
    for one in held:
        row = {"item_id": one.id, "version": 1, "revision": 1, "body": digests.body(one)}
        content.keep_item(connection, digests.digest(one), row)
    content.keep_text(connection, manifest.front.digest, manifest.front.model_dump_json())
    body = manifest.model_dump_json()
    content.add_edition(
        connection,
        activity_id=activity_id,
        number=number,
        sha256=compose.sha256(body, manifest.pools[0].items),
        manifest=body,
        items=manifest.pools[0].items,
        by=_publisher(connection, now),
        now=now,
    )


def _publisher(connection: Connection, now: datetime) -> int:
    known = people.by_identity(connection, "test", "publisher")
    return int(known.id) if known else people.add_person(connection, "test", "publisher", now)


def _terms(
    rules_: Rules,
    credit: str,
    plans: tuple[tuple[str, str, str], ...],
    held: HeldElsewhere | None,
    year: int,
) -> Terms:
    return Terms(
        title="A small self-assessment",
        demonstration=False,
        accreditation=Accreditation(
            credits=credit,
            estimated_minutes=60,
            designated_by="Example Medical School",
            designated_on=date(year, 10, 1),
            release_date=date(year, 11, 1),
            expiration_date=date(year + 1, 10, 31),
            claim_by=date(year + 1, 12, 31),
            held_elsewhere=held,
        ),
        boards=tuple(
            BoardPlan.model_validate({"board": board, "credit_type": name, "points": most})
            for board, name, most in plans
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
