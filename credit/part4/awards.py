"""What a board gives for a project, by its dated rule and the person's role in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import Field, model_validator

from credit.board_rule import Sourced, check_order
from quizzes.text import Closed, Day, Line

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

FILE = Path(__file__).parent / "boards.yaml"
Role = Literal["lead", "participant"]
Holder = Literal["physician", "physician assistant"]
ROLES: dict[Role, str] = {"lead": "Project lead", "participant": "Participant"}


class AwardRule(Sourced):
    """What a board gives for projects that were completed from one day on."""

    effective_from: Day = Field(description="First completion day it decides about.")
    dated: Day = Field(description="The day the entry was compiled.")
    unit: Line = Field(description="What is counted: points, activity.")
    participant: int = Field(ge=1, description="So many for taking part.")
    lead: int = Field(ge=1, description="So many for leading it.")


class AwardingBoard(Closed):
    """A board that takes Part IV credit from the Portfolio Program."""

    board: Line = Field(description="The acronym.")
    name: Line = Field(description="The full name.")
    holder: Holder = Field(description="Whom it certifies.")
    rules: tuple[AwardRule, ...] = Field(min_length=1, description="Oldest first.")

    @model_validator(mode="after")
    def _oldest_first(self) -> Self:
        check_order([one.effective_from for one in self.rules])
        return self


class Award(Closed):
    """So much at one board, as its rule of the completion day says; the board awards it."""

    board: Line
    number: int = Field(ge=1)
    unit: Line
    confirmed: bool

    @property
    def said(self) -> str:
        """In words: "ABA 25 points"."""
        return f"{self.board} {self.number} {self.unit}"


class _Boards(Closed):
    boards: tuple[AwardingBoard, ...]


@cache
def awarding() -> dict[str, AwardingBoard]:
    """Return the boards of the file by acronym."""
    data = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    read = _Boards.model_validate_json(json.dumps(data))
    return {one.board: one for one in read.boards}


def boards_for(profession: str) -> tuple[AwardingBoard, ...]:
    """Return the boards that a profession can be certified by; none for most."""
    return tuple(one for one in awarding().values() if one.holder == profession.lower())


def award(board: str, role: Role, completed_on: date) -> Award | None:
    """Return what a board gives; None: no rule of it is known for that day."""
    known = awarding().get(board)
    begun = [one for one in known.rules if one.effective_from <= completed_on] if known else []
    if not begun:
        return None
    rule = begun[-1]
    number = rule.lead if role == "lead" else rule.participant
    return Award(board=board, number=number, unit=rule.unit, confirmed=rule.confirmed)
