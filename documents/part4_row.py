"""One line of a transcript that a board awards: a quality project that somebody took part in."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from documents.names import Name, Title
from documents.payload import Printed

HEADING = "Part IV projects: recorded here, awarded by the boards"
NOTE = "Recorded here and verified by the project's lead; the board awards the credit."


class Part4Row(Printed):
    """A verified participation, with what each board gives for it by its rule of that day."""

    completed_on: date = Field(description="The provider's local day.")
    title: Title
    department: Annotated[str, StringConstraints(max_length=250)] = ""
    provider: Annotated[str, StringConstraints(max_length=250)] = ""
    lead: bool = Field(description="Whether the person led the project.")
    credit_year: Name = Field(description='"2026", or in words where it is not known yet.')
    awards: tuple[Name, ...] = Field(default=(), description='"ABA 25 points"; none: no board.')
    demonstration: bool = False
    record: Name = Field(description="The public id of the participation.")

    @property
    def role(self) -> str:
        """In words."""
        return "project lead" if self.lead else "participant"
