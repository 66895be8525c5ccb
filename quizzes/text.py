"""The kinds of text a bank file may hold, so that one rule reads the same in every model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,7}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]


def _decimal(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        message = f'"{text}" is not a decimal number; write it like "0.75"'
        raise ValueError(message) from None
    if not number.is_finite() or number < 0:
        message = f'"{text}" is below 0; write a number of 0 or more'
        raise ValueError(message)
    return text


def _quarters(text: str) -> str:
    if Decimal(_decimal(text)) % Decimal("0.25"):
        message = f'"{text}" is not a whole number of quarter-hours; write 0.25, 0.50, 0.75, 1.00 …'
        raise ValueError(message)
    return text


def _date(value: object) -> object:
    # Bank files and frozen editions both hold dates as text; a date object passes as it is.
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            message = f'"{value}" is not a date; write year-month-day, for example 2026-12-01'
            raise ValueError(message) from None
    return value


Day = Annotated[date, BeforeValidator(_date)]
DecimalText = Annotated[
    str, StringConstraints(pattern=r"^\d{1,6}(\.\d{1,6})?$"), AfterValidator(_decimal)
]
NumberText = Annotated[str, StringConstraints(pattern=r"^-?\d{1,12}(\.\d{1,12})?$")]
QuarterText = Annotated[
    str, StringConstraints(pattern=r"^\d{1,3}(\.\d{1,2})?$"), AfterValidator(_quarters)
]


class Closed(BaseModel):
    """A frozen part of a bank file: an unknown field is a fault and nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Reference(Closed):
    """A source a physician can go to for further study."""

    id: Slug = Field(description="Short id, unique in the file.")
    cite: Line = Field(description="The citation in NLM style.")
    doi: Line | None = Field(default=None, description="Digital object identifier: 10.1000/x.")
    pmid: Line | None = Field(default=None, description='PubMed id, quoted: "36327391".')
    url: Line | None = Field(
        default=None, description="A stable https address, if there is no DOI."
    )
    superseded: bool = Field(default=False, description="A newer edition exists: blocks approval.")

    @property
    def link(self) -> str | None:
        """The address a reader is sent to: DOI first, then PubMed, then the URL."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.url
