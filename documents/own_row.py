"""One line of a transcript that the person wrote: credit earned elsewhere, not verified here."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from credit.amounts import as_text
from credit.self_reported import NAMES, Kind
from documents.names import Title
from documents.payload import PointsPayload, Printed, Quarters


class OwnRow(Printed):
    """Self-reported credit; its amounts are added only to amounts of its own sort."""

    completed_on: date
    title: Title
    format: Annotated[str, StringConstraints(max_length=250)] = ""
    provider: Annotated[str, StringConstraints(max_length=250)] = ""
    kind: Kind
    quarters: Quarters = Field(description="Credit or hours; 0 where there are only points.")
    points: tuple[PointsPayload, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.quarters or self.points):
            message = "an entry without credit and points says nothing"
            raise ValueError(message)
        return self

    @property
    def credits_quarters(self) -> int:
        """AMA PRA Category 1 Credit alone: nothing else is added to it."""
        return self.quarters if self.kind == "category-1" else 0

    @property
    def said(self) -> str:
        """Return the amount with what it is of, or nothing."""
        return f"{as_text(self.quarters)} {NAMES[self.kind]}" if self.quarters else ""
