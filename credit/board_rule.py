"""A board's rule from one day on: what it asks and gives, and what each line rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from quizzes.models import FixedText, Rounding
from quizzes.text import Closed, Day, DecimalText, Line, QuarterText

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from typing import Self

Feature = Literal["assessment", "pass", "feedback"]
"""What an activity must have: an assessment, a passing standard, feedback to each learner."""


def check_order(days: list[date]) -> None:
    """Raise a `ValueError` unless rules stand oldest first, each from a day of its own."""
    if days != sorted(set(days)):
        message = "rules must be oldest first, each with its own effective_from"
        raise ValueError(message)


class Sourced(Closed):
    """Something a board asks or gives, and what we know it from."""

    source: Line = Field(description="Where it is found.")
    confirmed: bool = Field(description="false: from memory or contradicted; ask the board.")


class CreditType(Sourced):
    """A type of points; source and confirmation are those of the word sent to PARS."""

    name: Line = Field(description="The board's name for it; plans and claims use it.")
    pars: Line = Field(description="The word that PARS takes for it.")
    splits_off: bool = Field(
        default=False, description="Its part of the credit is sent as a second record."
    )


class Required(Sourced):
    """Something an activity must have before the board gives points for it."""

    feature: Feature = Field(description="assessment, pass or feedback.")


class PointsRule(Sourced):
    """How credits become points: never more than the credits claimed, at no board."""

    per_credit: DecimalText = Field(description='Points for one credit, quoted: "1".')
    step: QuarterText = Field(description='Smallest step of points, quoted: "0.25".')
    rounding: Rounding = Field(description="To the step below, or the nearest within the credits.")
    variable: bool = Field(
        description="Fewer points for fewer credits; false: all that was planned, or none."
    )


class Repeats(Sourced):
    """How often the same activity counts for the same person."""

    one_per_day: bool = Field(description="One record for an activity on one completion day.")


class DiplomateId(Sourced):
    """What a board calls its diplomates' IDs, and what they look like."""

    label: Line = Field(description="What the physician knows it as.")
    example: Line = Field(description="A made-up one, shown beside the field.")
    usual: Line = Field(description="Regular expression; anything else is warned about.")
    possible: Line = Field(description="Regular expression; anything else cannot be an ID.")
    required: bool = Field(description="Whether a record needs it.")


class Outline(Sourced):
    """The lines of its content outline that a board asks an activity to be tagged with."""

    least: int = Field(ge=0, description="At least so many; 0: not asked for.")
    most: int = Field(ge=1, description="At most so many.")
    label: Line = Field(description="What the board calls it.")
    keyword_sources: tuple[Line, ...] = Field(
        default=(), description="PARS' names of the lists the codes come from."
    )


class Minimum(Closed):
    """A part of a cycle's total that must be of one kind."""

    amount: int = Field(ge=1, description="At least so many.")
    of: Line = Field(description="Of what, in words.")


class Cycle(Sourced):
    """What a diplomate needs in a cycle: a hint beside a transcript. The board decides."""

    years: int = Field(ge=1, description="Length of the cycle.")
    total: int = Field(ge=1, description="Points or credits in it.")
    unit: Line = Field(description="What is counted, in words.")
    minima: tuple[Minimum, ...] = Field(default=(), description="Parts of one kind.")
    most_a_year: int | None = Field(default=None, ge=1, description="The board counts no more.")
    note: Line | None = Field(default=None, description="What else to know of it.")


class BoardRule(Sourced):
    """A board's rule from one day on, until the next entry.

    `source` and `confirmed` are those of the entry: its day, and the days to report within.
    """

    effective_from: Day = Field(description="First completion day it decides about.")
    dated: Day = Field(description="The day the entry was compiled.")
    change: Line | None = Field(default=None, description="What differs from the entry before.")
    credit_types: tuple[CreditType, ...] = Field(min_length=1, description="Types of points.")
    requires: tuple[Required, ...] = Field(description="What the activity must have.")
    points: PointsRule = Field(description="How credits become points.")
    repeats: Repeats = Field(description="How often it counts.")
    report_within_days: int = Field(ge=1, description="From completion to the report.")
    diplomate_id: DiplomateId = Field(description="The board's ID.")
    outline: Outline | None = Field(default=None, description="Content outline; null: none known.")
    cycle: Cycle | None = Field(default=None, description="A diplomate's need; null: not known.")
    statement: FixedText = Field(description="Recognition: {provider} {points} {credit_type}.")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for those in (self.type_names, self.features):
            if len(set(those)) != len(those):
                message = f"{', '.join(those)}: one of them stands twice"
                raise ValueError(message)
        return self

    @property
    def type_names(self) -> tuple[str, ...]:
        """Names of the types of points."""
        return tuple(one.name for one in self.credit_types)

    @property
    def features(self) -> tuple[Feature, ...]:
        """What the activity must have."""
        return tuple(one.feature for one in self.requires)

    def credit_type(self, name: str) -> CreditType | None:
        """Return a type of points by its name, or None."""
        return next((one for one in self.credit_types if one.name == name), None)

    @property
    def from_memory(self) -> tuple[str, ...]:
        """What of the entry is not confirmed, in words for staff."""
        unsure = self.cycle is not None and not self.cycle.confirmed
        return (
            *self.unconfirmed(self.type_names),
            *(("what a diplomate needs",) if unsure else ()),
        )

    def unconfirmed(self, types: Collection[str]) -> tuple[str, ...]:
        """What of the entry is not confirmed and bears on a plan with these types of points."""
        named = [one for one in self.credit_types if one.name in types]
        parts: tuple[tuple[str, Sourced | None], ...] = (
            ("the day it starts and the days to report within", self),
            *((f'the PARS word "{one.pars}"', one) for one in named),
            *((f"{_FEATURES[one.feature]} is required", one) for one in self.requires),
            ("how credits become points", self.points),
            ("how often it counts", self.repeats),
            (f"the form of the {self.diplomate_id.label}", self.diplomate_id),
            ("the content outline", self.outline),
        )
        return tuple(words for words, one in parts if one is not None and not one.confirmed)


_FEATURES = {
    "assessment": "that an assessment",
    "pass": "that a passing standard",
    "feedback": "that feedback",
}
