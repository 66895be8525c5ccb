"""What PARS' headers and words mean: data, read from answers.yaml."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import Field, model_validator

from quizzes.text import Closed, Day, Line

if TYPE_CHECKING:
    from typing import Self

FILE = Path(__file__).parent / "answers.yaml"
Meaning = Literal[
    "status", "reason", "action", "credit_id", "activity_id", "completed_on", "board",
    "board_id", "identifier",
]  # fmt: skip
Outcome = Literal["accepted", "pending", "rejected-by-pars", "rejected-by-board"]
Finding = Literal["matched", "not matched"]
Action = Literal["add", "delete"]
Names = tuple[Line, ...]


class AnswerMap(Closed):
    """The headers and words of PARS' answers, as far as they are known."""

    source: Line = Field(description="Where the names come from.")
    dated: Day = Field(description="The day they were compiled.")
    confirmed: bool = Field(description="Whether a real answer file was read with them.")
    columns: dict[Meaning, Names] = Field(description="Headers by meaning, the expected first.")
    known: Names = Field(description="Headers that say nothing about the outcome.")
    actions: dict[Action, Names] = Field(description="Words for what was asked of PARS.")
    statuses: dict[Outcome, Names] = Field(description="Words by outcome.")
    matches: dict[Finding, Names] = Field(description="Words of a learner match by finding.")
    days: Names = Field(description="How days are written, as strptime says it.")

    @model_validator(mode="after")
    def _each_name_once(self) -> Self:
        for names in (self.columns, self.actions, self.statuses, self.matches):
            plain = [plain_text(one) for those in names.values() for one in those]
            twice = {one for one in plain if plain.count(one) > 1}
            if twice:
                message = f"each name means one thing; these mean more: {sorted(twice)}"
                raise ValueError(message)
        return self

    def meanings(self) -> dict[str, Meaning]:
        """Return what each header means, by its plain text."""
        return {plain_text(one): key for key, those in self.columns.items() for one in those}

    def outcomes(self) -> dict[str, Outcome]:
        """Return the outcome that each word says, by its plain text."""
        return {plain_text(one): key for key, those in self.statuses.items() for one in those}

    def asked(self) -> dict[str, Action]:
        """Return the action that each word says, by its plain text."""
        return {plain_text(one): key for key, those in self.actions.items() for one in those}

    def findings(self) -> dict[str, Finding]:
        """Return what each word of a learner match says, by its plain text."""
        return {plain_text(one): key for key, those in self.matches.items() for one in those}

    def is_known(self, header: str) -> bool:
        """Whether a header is expected, though it says nothing about the outcome."""
        return plain_text(header) in {plain_text(one) for one in self.known}


def plain_text(text: str) -> str:
    """Return a header or word as it is compared: small letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


@cache
def answer_map(file: Path = FILE) -> AnswerMap:
    """Read a map; days are quoted, so YAML never makes its own of them."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return AnswerMap.model_validate_json(json.dumps(data))
