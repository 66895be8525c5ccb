"""The certifying boards: dated rules on points, diplomate IDs and statements, read from boards/."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import Field, model_validator

from quizzes.models import FixedText
from quizzes.text import Closed, Day, DecimalText, Line, QuarterText

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

FOLDER = Path(__file__).parent / "boards"
Requirement = Literal["pass", "feedback", "assessment"]


class UnknownBoard(LookupError):
    """No rule file names this board."""

    def __init__(self, board: str, known: tuple[str, ...]) -> None:
        super().__init__(f'there is no board "{board}"; known are {", ".join(known)}')


class NoRuleYet(LookupError):
    """The day lies before a board's first rule."""

    def __init__(self, board: str, on: date) -> None:
        super().__init__(f"{board} has no rule for {on}: its first entry starts later")


class DiplomateId(Closed):
    """What a board calls its diplomates' IDs, and what they look like."""

    label: Line = Field(description="What the physician knows it as.")
    example: Line = Field(description="A made-up one, shown beside the field.")
    usual: Line = Field(description="Regular expression; anything else is warned about.")
    possible: Line = Field(description="Regular expression; anything else cannot be an ID.")


class BoardRule(Closed):
    """A board's rule from one day on, until the next entry."""

    effective_from: Day = Field(description="First completion day it decides about.")
    source: Line = Field(description="Where the rule is found.")
    dated: Day = Field(description="The day the entry was compiled.")
    credit_types: tuple[Line, ...] = Field(min_length=1, description="Names of credit types.")
    requires: tuple[Requirement, ...] = Field(description="What the activity must have.")
    points_per_credit: DecimalText = Field(description='Points for one credit, quoted: "1".')
    step: QuarterText = Field(description='Smallest step of points, quoted: "0.25".')
    report_within_days: int = Field(ge=1, description="From completion to the report.")
    diplomate_id: DiplomateId = Field(description="The board's ID.")
    statement: FixedText = Field(description="Recognition: {provider} {points} {credit_type}.")


class Board(Closed):
    """A certifying board and its rules, oldest first."""

    board: Line = Field(description="The acronym.")
    name: Line = Field(description="The full name.")
    rules: tuple[BoardRule, ...] = Field(min_length=1, description="Oldest first.")

    @model_validator(mode="after")
    def _oldest_first(self) -> Self:
        days = [one.effective_from for one in self.rules]
        if days != sorted(set(days)):
            message = "rules must be oldest first, each with its own effective_from"
            raise ValueError(message)
        return self


class Boards(Closed):
    """All boards that completions can be reported to."""

    all: tuple[Board, ...] = Field(description="By acronym.")

    @property
    def acronyms(self) -> tuple[str, ...]:
        """The boards' acronyms, sorted."""
        return tuple(one.board for one in self.all)

    def board(self, acronym: str) -> Board:
        """Return a board by its acronym."""
        for one in self.all:
            if one.board == acronym:
                return one
        raise UnknownBoard(acronym, self.acronyms)

    def rule(self, acronym: str, on: date) -> BoardRule:
        """Return the rule that decides about completions on a day."""
        in_force = [one for one in self.board(acronym).rules if one.effective_from <= on]
        if not in_force:
            raise NoRuleYet(acronym, on)
        return in_force[-1]


@cache
def load(folder: Path = FOLDER) -> Boards:
    """Read every board's file."""
    files = sorted(folder.glob("*.yaml"))
    return Boards(all=tuple(read(one.read_text(encoding="utf-8")) for one in files))


def read(text: str) -> Board:
    """Read one board's rules; dates are quoted, so YAML never makes its own of them."""
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return Board.model_validate_json(json.dumps(data))


def points(rule: BoardRule, claimed: int, planned: int) -> int:
    """Return the most points, in quarters, for `claimed` quarter-credits of an activity.

    Never more than was planned for the activity and never more than the credits claimed.
    """
    step = int(Fraction(rule.step) * 4)
    earned = int(claimed * Fraction(rule.points_per_credit))
    return min(earned, planned, claimed) // step * step


def id_fault(rule: BoardRule, text: str) -> str | None:
    """Say why `text` cannot be a diplomate's ID, or None."""
    label, example = rule.diplomate_id.label, rule.diplomate_id.example
    if not text.strip():
        return f"Enter your {label}, for example {example}."
    if not re.fullmatch(rule.diplomate_id.possible, text.strip()):
        return f'"{text.strip()}" cannot be an {label}. It looks like {example}.'
    return None


def id_warning(rule: BoardRule, text: str) -> str | None:
    """Say why a possible ID looks unusual, or None."""
    label, example = rule.diplomate_id.label, rule.diplomate_id.example
    if id_fault(rule, text) or re.fullmatch(rule.diplomate_id.usual, text.strip()):
        return None
    return f'"{text.strip()}" is not the usual form of an {label} ({example}). Please check it.'
