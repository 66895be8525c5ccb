"""Numeric: a number with its unit, right within a tolerance."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from quizzes.kinds.item import Entry, ItemBase
from quizzes.numbers import Typed, Unreadable, read_number, shown
from quizzes.text import Closed, Line, NumberText, Prose
from quizzes.units import same_words, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.kinds.public import PublicItem
    from quizzes.problem import Place

MOST_FIGURES = 12


class Tolerance(Closed):
    """How far from the key an answer may be; the limits themselves are right."""

    kind: Literal["absolute", "relative", "relative_percent", "range", "significant_figures"] = (
        Field(description="How the tolerance is meant.")
    )
    value: NumberText | None = Field(
        default=None,
        description='absolute: in the unit; relative: share of the key ("0.05"); relative_percent: '
        'percent of it ("5"); significant_figures: how many; all quoted.',
    )
    low: NumberText | None = Field(default=None, description="range: the least that is right.")
    high: NumberText | None = Field(default=None, description="range: the most that is right.")

    @model_validator(mode="after")
    def _has_its_numbers(self) -> Self:
        if message := self._lacks():
            raise ValueError(message)
        return self

    def _lacks(self) -> str | None:
        if self.kind == "range":
            return self._lacks_of_a_range()
        if self.low is not None or self.high is not None:
            return f"low and high belong to a range, not to {self.kind}; write value"
        if self.value is None:
            return None if self.kind == "significant_figures" else "the value is missing; write it"
        if Decimal(self.value) < 0:
            return "a tolerance is never below 0; write 0 or more"
        if self.kind == "relative" and Decimal(self.value) >= 1:
            percent = 'write 5 percent as "0.05", or kind: relative_percent'
            return f'"{self.value}" is the whole key or more; {percent}'
        return None

    def _lacks_of_a_range(self) -> str | None:
        if self.low is None or self.high is None or self.value is not None:
            return "a range has a low and a high and no value; write both"
        if Decimal(self.low) > Decimal(self.high):
            return f"low {self.low} is above high {self.high}; exchange the two"
        return None


class CommonError(Closed):
    """A wrong value that tells what went wrong."""

    value: NumberText = Field(description="The value, in the key's unit, quoted.")
    rationale: Prose = Field(description="The error of thought that leads to it.")


class NumericKey(Closed):
    """The number asked for, its unit, and how near is near enough."""

    value: NumberText = Field(description='The key, quoted: "0.5".')
    unit: Line | None = Field(default=None, description="The key's unit; null: a bare number.")
    accepted_units: tuple[Line, ...] = Field(
        default=(), description="In which it may be given; empty: in the key's unit."
    )
    unit_required: bool = Field(default=False, description="false: the field shows the unit.")
    tolerance: Tolerance = Field(
        default=Tolerance(kind="absolute", value="0"), description="How near is near enough."
    )
    significant_figures: int | None = Field(
        default=None,
        ge=1,
        le=MOST_FIGURES,
        description="To how many figures answers are compared, with that kind of tolerance.",
    )
    common_errors: tuple[CommonError, ...] = Field(
        default=(), description="Wrong values with the error behind each."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for message in (self._figures_fault(), self._units_fault()):
            if message:
                raise ValueError(message)
        return self

    def _figures_fault(self) -> str | None:
        if self.tolerance.kind != "significant_figures":
            if self.significant_figures is not None:
                return "significant_figures needs kind: significant_figures; write null"
            return None
        told, value = self.significant_figures, self.tolerance.value
        if value is None:
            return None if told else "it is not said how many figures; write significant_figures"
        if value not in {str(one) for one in range(1, MOST_FIGURES + 1)}:
            return f'"{value}" is no number of figures; write one from 1 to {MOST_FIGURES}'
        if told is not None and str(told) != value:
            return f"value says {value} figures, significant_figures {told}; keep one of the two"
        return None

    def _units_fault(self) -> str | None:
        if self.unit is None:
            extra = self.accepted_units or self.unit_required
            return "accepted_units and unit_required need a unit; write unit" if extra else None
        for one in self.accepted_units:
            if self.ratio(one) is None:
                return (
                    f"of accepted_units, {one} does not convert into {self.unit};"
                    " write a unit of the same kind"
                )
        return None

    @property
    def figures(self) -> int:
        """To how many significant figures answers are compared; 0 with other tolerances."""
        if self.tolerance.kind != "significant_figures":
            return 0
        return self.significant_figures or int(self.tolerance.value or 0)

    @property
    def units(self) -> tuple[str, ...]:
        """In which units an answer may be given, the key's first."""
        own = (self.unit,) if self.unit else ()
        return tuple(dict.fromkeys((*own, *self.accepted_units)))

    def ratio(self, unit: str) -> Fraction | None:
        """Return the factor from a unit to the key's, or None where it does not convert.

        A unit that is in no table is still itself.
        """
        if self.unit is None:
            return None
        if same_words(unit, self.unit):
            return Fraction(1)
        one, own = unit_of(unit), unit_of(self.unit)
        return one.ratio(own) if one and own else None


class Numeric(ItemBase):
    """A vignette, a lead-in, and a field for a number."""

    methods: ClassVar[tuple[str, ...]] = ("within_tolerance",)

    type: Literal["numeric"] = Field(description="The item's type.")
    answer: NumericKey = Field(description="The number, its unit and its tolerance.")

    @property
    def instruction(self) -> str:
        """How to answer."""
        units = self.answer.units
        if not units:
            return "Type a number."
        if self.answer.unit_required:
            return "Type a number with its unit."
        others = " or ".join(units[1:])
        return f"Type a number in {units[0]}." + (
            f" Another unit may be typed behind it: {others}." if others else ""
        )

    @property
    def key(self) -> NumericKey:
        """The number with its tolerance and units; which errors are explained does not matter."""
        accepted = self.answer.units[1:]  # the key's own unit is accepted anyway
        return self.answer.model_copy(update={"common_errors": (), "accepted_units": accepted})

    @property
    def keyed_answer(self) -> str:
        """The key as it is shown."""
        return shown(Decimal(self.answer.value), self.answer.unit)

    @property
    def lists(self) -> Mapping[str, tuple[Entry, ...]]:
        """None: there is nothing to choose."""
        return {}

    def fault_of(self, value: object) -> str | None:
        """An answer is a text that can be read; what cannot is asked for again."""
        if not isinstance(value, str):
            return "Type a number."
        read = self.read(value)
        return read.sentence if isinstance(read, Unreadable) else None

    def read(self, text: str) -> Typed | Unreadable:
        """Read an answer with its unit, or say what to write instead.

        A known unit of another dimension is read, and is wrong; so is a unit without a key's.
        """
        typed = read_number(text)
        if isinstance(typed, Unreadable):
            return typed
        asked = self.answer.unit_required
        if not typed.unit:
            return Unreadable("Type the unit behind the number, too.") if asked else typed
        if any(same_words(typed.unit, one) for one in self.answer.units):
            return typed
        if unit_of(typed.unit) is None:
            return Unreadable(f"“{typed.unit}” is no unit that is known here. {self._wanted}")
        if self.answer.ratio(typed.unit) is not None and not self._accepts(typed.unit):
            return Unreadable(f"{typed.unit} is not accepted here. {self._wanted}")
        return typed

    @property
    def _wanted(self) -> str:
        """What to type instead; a unit that is part of the answer is not told."""
        if self.answer.unit_required:
            return "Type the number in a usual unit."
        units = " or ".join(self.answer.units)
        return f"Type the number in {units}." if units else "Type the number alone."

    def _accepts(self, unit: str) -> bool:
        own = unit_of(unit)
        return any(unit_of(one) == own for one in self.answer.units)

    def canonical(self, value: object) -> object:
        """Blanks around the number mean nothing."""
        return " ".join(value.split()) if isinstance(value, str) else value

    def public(self, order: tuple[str, ...]) -> PublicItem:
        """Return what may be sent before the answer."""
        face = super().public(order)
        if self.answer.unit_required:
            return face  # the unit is part of the answer
        return face.model_copy(update={"unit": self.answer.unit, "units": self.answer.units})

    def rationales(self) -> Iterator[tuple[Place, str | None]]:
        """Return the reason behind each common error."""
        for number, one in enumerate(self.answer.common_errors):
            yield ("answer", "common_errors", number, "rationale"), one.rationale
