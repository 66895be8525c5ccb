"""What one certificate says, frozen when it is issued and drawn the same ever after."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from documents.names import Name, Statement, Title

Quarters = Annotated[int, Field(ge=0, le=4000)]


class Printed(BaseModel):
    """A frozen part of a document: an unknown field is a fault and nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PointsPayload(Printed):
    """Points that a person claimed from one board."""

    board: Name = Field(description="The board as the certificate names it: ABIM.")
    credit_type: Name = Field(description="The board's credit type: Medical Knowledge.")
    quarters: int = Field(gt=0, description="Points claimed, in quarters.")
    diplomate_id: Name | None = Field(default=None, description="The board's id of the person.")


class CertificatePayload(Printed):
    """One person's credit, participation, or completion with points alone, in one activity."""

    schema_version: Literal[1] = 1
    kind: Literal["credit", "participation", "completion"]
    demonstration: bool
    name: Name = Field(description="The name and degrees as they stood at the claim.")
    provider: Name
    office: Name
    title: Title
    format: Name = Field(description="The learning format in AMA's words: enduring material.")
    completed_on: date = Field(description="The provider's local day; never the day of printing.")
    credits_quarters: Quarters = Field(description="The credit claimed; 0 for participation.")
    hours_quarters: Quarters = Field(
        default=0, description="Hours of participation, in quarters; never credit."
    )
    designated_quarters: Quarters = Field(description="The most that could be claimed.")
    points: tuple[PointsPayload, ...] = ()
    accme_id: Name | None = Field(default=None, description="ACCME's id of the activity.")
    activity: Name = Field(description="The public id of the activity.")
    statements: tuple[Statement, ...] = Field(description="Each one a paragraph, texts resolved.")
    signatory_name: Name
    signatory_title: Name
    contact: Name
    code: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    verify_url: Annotated[str, StringConstraints(pattern=r"^https?://[!-~]{3,250}$")]
    log_head: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{6,64}$")] | None = None
    issued_on: date

    @model_validator(mode="after")
    def _honest(self) -> Self:
        """Refuse a payload that gives credit where none was, or more than there was."""
        claims = self.credits_quarters > 0 or bool(self.points)
        if self.kind == "participation" and claims:
            message = "a certificate of participation carries neither credit nor points"
            raise ValueError(message)
        if self.kind != "participation" and self.hours_quarters:
            message = "hours of participation stand on a certificate of participation alone"
            raise ValueError(message)
        if self.kind == "completion" and (self.credits_quarters or not self.points):
            message = "a certificate of completion carries points, and no credit"
            raise ValueError(message)
        if self.kind == "credit" and not claims:
            message = "a certificate of credit needs credit or points that were claimed"
            raise ValueError(message)
        if self.credits_quarters > self.designated_quarters:
            message = "more credit was claimed than the activity was designated for"
            raise ValueError(message)
        return self
