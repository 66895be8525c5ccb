"""One line of a transcript: an activity that a person completed."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from documents.names import Name, Title
from documents.payload import PointsPayload, Printed, Quarters


class TranscriptRow(Printed):
    """A completion with what was claimed for it."""

    completed_on: date = Field(description="The provider's local day.")
    title: Title
    format: Name
    provider: Name
    credits_quarters: Quarters = Field(description="The credit claimed; 0 for participation.")
    hours_quarters: Quarters = Field(
        default=0, description="Hours of participation, in quarters; 0 for credit."
    )
    kind: Literal["credit", "participation"]
    points: tuple[PointsPayload, ...] = ()
    activity: Name = Field(description="The public id of the activity.")
    certificate: Name | None = Field(default=None, description="The certificate's code, if any.")
    demonstration: bool = False

    @model_validator(mode="after")
    def _honest(self) -> Self:
        if self.kind == "participation" and (self.credits_quarters or self.points):
            message = "a participation carries neither credit nor points"
            raise ValueError(message)
        if self.kind == "credit" and self.hours_quarters:
            message = "hours of participation are no credit"
            raise ValueError(message)
        return self
