"""An edition: what publication freezes of a bank, and the terms of the activity it stands in."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import Field

from quizzes.answer import Answer
from quizzes.models import (
    Accreditation,
    BoardPlan,
    Contact,
    EvaluationForm,
    Objective,
    Planning,
    Relationship,
    Rules,
    Signatory,
)
from quizzes.text import Closed, Reference


class Terms(Closed):
    """What may not change within an activity: a change of these makes a new activity."""

    schema_version: Literal[1] = 1
    title: str
    demonstration: bool
    accreditation: Accreditation
    boards: tuple[BoardPlan, ...]
    rules: Rules


class Person(Closed):
    """Somebody in control of content, as learners see them."""

    name: str
    title: str | None
    roles: tuple[str, ...]
    biography: str | None
    relationships: tuple[Relationship, ...]
    mitigation: str | None


class FrontMatter(Closed):
    """All that is shown before question 1; its digest is what a physician acknowledges."""

    schema_version: Literal[1] = 1
    title: str
    summary: str
    audience: str
    specialties: tuple[str, ...]
    demonstration: bool
    objectives: tuple[Objective, ...]
    faculty: tuple[Person, ...]
    disclosure: str
    support: str
    how_to_complete: str
    feedback: str
    marking: tuple[str, ...]
    accreditation: str
    designation: str
    recognition: tuple[str, ...]
    participation: str
    privacy: str
    attestation: str
    report_consent: str
    # Left out where it is empty: a text acknowledged before there was one keeps its digest.
    state_consent: str = Field(default="", exclude_if=lambda text: not text)
    joint_providers: tuple[str, ...]
    placeholders: tuple[str, ...] = Field(description="Texts that their owners have not approved.")
    references: tuple[Reference, ...]
    contact: Contact
    provider: str
    office: str
    signatory: Signatory

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, kept with every acknowledgement (and as a row of `text`)."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class PoolItems(Closed):
    """A pool with the digests of its approved items."""

    id: str
    draw: int
    items: tuple[str, ...]


class Manifest(Closed):
    """Everything of an edition but the bodies of its items and figures."""

    schema_version: Literal[1] = 1
    terms: Terms
    front: FrontMatter
    planning: Planning
    pools: tuple[PoolItems, ...]
    evaluation: EvaluationForm
    in_control: tuple[str, ...] = Field(
        description="E-mail addresses of authors, reviewers and planners: they earn no credit."
    )
    # Left out where it is empty: an edition published before there was one keeps its digest.
    variants: dict[str, str] = Field(
        default_factory=dict,
        exclude_if=lambda held: not held,
        description="By item id the item that it asks in another way, of those that are drawn.",
    )


class FormItem(Closed):
    """One position of an attempt's form."""

    digest: str
    item_id: str
    order: tuple[str, ...]
    carried: Answer | None = Field(
        default=None, description="An answer at full mark brought from the attempt before."
    )


class Form(Closed):
    """What one attempt shows, in its order: drawn once at the start."""

    schema_version: Literal[1] = 1
    items: tuple[FormItem, ...]
