"""The plan of a clinical initiative: what it is for, what is to be completed, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, ValidationError

from credit.calendar import written
from quizzes.text import Closed, Line
from storage import content, initiatives
from storage.columns import keepable
from workflows.content import frozen
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sqlalchemy import Connection, Row

LONGEST = 1_000  # characters of aim, measure and audience
MOST = 20  # self-assessments of one initiative
Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class Plan(Closed):
    """What an initiative says of itself; days and owner stand beside it."""

    schema_version: Literal[1] = 1
    title: Line
    aim: Words
    measure: Words
    audience: Words
    activities: tuple[Line, ...] = Field(min_length=1, max_length=MOST)  # their keys


@dataclass(frozen=True)
class Wished:
    """A plan with its days and the address of its owner, as a form gives them."""

    plan: Plan
    owner: str
    begins: date
    until: date


@dataclass(frozen=True)
class Part:
    """A self-assessment of an initiative."""

    id: int  # inner
    key: str
    title: str
    expires: date


@dataclass(frozen=True)
class Initiative:
    """An initiative by its plan in force."""

    id: str
    seq: int
    plan: Plan
    owner_id: int
    begins: date
    until: date
    ended: bool
    parts: tuple[Part, ...]

    def runs(self, today: date) -> bool:
        """Whether people are asked and reminded on a day."""
        return not self.ended and self.begins <= today <= self.until


class PlanRefused(Faulty):
    """A plan that lacks something; it lists every fault at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


def filled(
    *, owner: str = "", begins: date | None = None, until: date | None = None, **fields: object
) -> Wished:
    """Return what a form asks for; `fields` are those of `Plan`.

    Raises:
        PlanRefused: it says each thing that is missing or cannot be.
    """
    kept = {name: _kept(one) for name, one in fields.items()}
    if faults := tuple(_faults(kept, owner, begins, until)):
        raise PlanRefused(faults)
    try:
        plan = Plan.model_validate(kept)
    except ValidationError as error:
        message = f"Shorten the texts: a title holds 500 characters, the others {LONGEST:,}."
        raise PlanRefused((message,)) from error
    assert begins is not None  # noqa: S101  (else there was a fault)
    assert until is not None  # noqa: S101
    return Wished(plan, owner.strip(), begins, until)


def read(connection: Connection, row: Row[Any]) -> Initiative:
    """Return an initiative from the row of its plan in force."""
    plan = Plan.model_validate_json(row.body)
    return Initiative(
        id=row.public_id,
        seq=row.seq,
        plan=plan,
        owner_id=row.owner_id,
        begins=row.begins,
        until=row.until,
        ended=row.ended,
        parts=parts(connection, plan),
    )


def by_id(connection: Connection, initiative_id: int) -> Initiative:
    """Return one by its inner id."""
    return read(connection, initiatives.current(connection, initiative_id))


def parts(connection: Connection, plan: Plan) -> tuple[Part, ...]:
    """Return the self-assessments of a plan in its order, as far as they are published."""
    known = {f"{row.slug}.{row.period}": row for row in content.activities(connection)}
    found = ((key, known[key]) for key in plan.activities if key in known)
    return tuple(
        Part(row.id, key, frozen.terms(connection, row.id).title, row.expires) for key, row in found
    )


def _kept(value: object) -> object:
    return keepable(value).strip() if isinstance(value, str) else value


def _faults(
    kept: dict[str, object], owner: str, begins: date | None, until: date | None
) -> Iterator[str]:
    for name, wanted in (
        ("title", "Give the initiative a name."),
        ("aim", "Say what is to become better, and for whom."),
        ("measure", "Say by what you will know that it did."),
        ("audience", "Say whom it is for."),
        ("activities", "Choose at least one self-assessment."),
    ):
        if not kept.get(name):
            yield wanted
    if not owner.strip():
        yield "Give the e-mail address of the owner."
    if begins is None or until is None:
        yield "Give the first and the last day."
    elif until < begins:
        yield f"The last day, {written(until)}, lies before the first."
