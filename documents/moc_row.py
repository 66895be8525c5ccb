"""One board's line of a transcript: points by type within a cycle, here and elsewhere."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from documents.names import Name, Statement
from documents.payload import Printed

Sum = Annotated[int, Field(gt=0)]


class TypeTotal(Printed):
    """Points of one type added up."""

    credit_type: Name
    quarters: Sum


class MocRow(Printed):
    """A person's points at one board; what the person wrote down stands apart."""

    board: Name = Field(description="The board's acronym.")
    first_year: int | None = Field(description="First year of the cycle; None: not known.")
    last_year: int | None = Field(description="Last year of the cycle; None: not known.")
    here: tuple[TypeTotal, ...] = ()
    elsewhere: tuple[TypeTotal, ...] = Field(default=(), description="Self-reported points.")
    progress: Name = Field(description='"12.75 of 100 points": what was claimed here.')
    hint: Statement | None = Field(default=None, description="What the board asks, as known.")
    demonstration: bool = False

    @property
    def covers(self) -> str:
        """The years that are added up, in words."""
        if self.first_year is None or self.last_year is None:
            return "all years on record"
        return f"cycle {self.first_year}–{self.last_year}"

    def holds(self, year: int) -> bool:
        """Whether a year lies in a known cycle."""
        known = self.first_year is not None and self.last_year is not None
        return known and (self.first_year or 0) <= year <= (self.last_year or 0)
