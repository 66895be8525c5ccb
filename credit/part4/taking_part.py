"""Taking part in a quality project: what is meaningful, and to which year the credit belongs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from credit.professions import degree
from quizzes.models import FixedText
from quizzes.text import Closed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

FILE = Path(__file__).parent / "texts.yaml"
ACTIVITIES = {
    "design": "Design: I helped to plan the project or choose its measure",
    "implementation": "Implementation: I changed how I, or we, work",
    "data": "Data: I collected, reviewed or analyzed them",
    "meetings": "Meetings: I took part in discussing results and next steps",
}
LEAST = 3
"""Of the four: what other sponsors of the Portfolio Program ask for (docs/credit.md)."""
PA = "Physician assistant"


class Texts(Closed):
    """What participants attest, and what they agree to."""

    attestation: FixedText
    sharing: FixedText

    @property
    def whole(self) -> str:
        """Both, as they are kept under one digest."""
        return f"{self.attestation.text.strip()}\n\n{self.sharing.text.strip()}"

    @property
    def approved(self) -> bool:
        """Whether the program's own wording is in."""
        return self.attestation.approved and self.sharing.approved


@cache
def texts() -> Texts:
    """Read the texts in use."""
    data = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Texts.model_validate_json(json.dumps(data))


def is_meaningful(activities: Collection[str], *, own_patients: bool) -> bool:
    """Whether somebody took part in at least three of the four, in the care of own patients."""
    return own_patients and len(set(activities) & set(ACTIVITIES)) >= LEAST


def credit_year(degree_: str, completed_on: date, noticed_on: date | None) -> int | None:
    """Return the year the credit belongs to, of local days.

    For physicians it is the year they completed the project, whenever it is sent; for physician
    assistants the year in which the NCCPA receives the notice, and None before it did.
    """
    if degree(degree_).profession == PA:
        return noticed_on.year if noticed_on is not None else None
    return completed_on.year


def year_said(degree_: str, completed_on: date, noticed_on: date | None) -> str:
    """Return the credit year in words, on screens and paper."""
    year = credit_year(degree_, completed_on, noticed_on)
    return str(year) if year is not None else "the year the NCCPA receives notice"
