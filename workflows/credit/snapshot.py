"""What a claim keeps beside its amount: everything as it stood at that moment."""

from __future__ import annotations

from datetime import date
from typing import Literal

from quizzes.text import Closed


class ClaimSnapshot(Closed):
    """A claim's circumstances, frozen."""

    schema_version: Literal[1] = 1
    legal_name: str
    degree: str
    profession: str
    physician: bool
    activity: str
    edition: str  # SHA-256
    attestation_digest: str
    recorded_seconds: int
    estimated_minutes: int
    board: str | None = None
    credit_type: str | None = None
    diplomate_id: str | None = None
    consent_digest: str | None = None
    rule_from: date | None = None  # the first day of the board's rule that decided
