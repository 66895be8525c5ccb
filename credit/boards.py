"""The certifying boards: dated rules on points, diplomate IDs and statements, read from boards/."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import Field, model_validator

from credit.board_rule import BoardRule, Sourced, check_order
from credit.calendar import written
from quizzes.text import Closed, Day, Line

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

FOLDER = Path(__file__).parent / "boards"


class UnknownBoard(LookupError):
    """No rule file names this board."""

    def __init__(self, board: str, known: tuple[str, ...]) -> None:
        super().__init__(f'there is no board "{board}"; known are {", ".join(known)}')


class NoRule(LookupError):
    """A board records nothing for completions on a day; `why` goes on after its name."""

    def __init__(self, board: str, why: str) -> None:
        super().__init__(f"{board} {why}.")
        self.why = why


class NoRuleYet(NoRule):
    """The day lies before a board's first rule, or before it joined."""

    def __init__(self, board: str, on: date) -> None:
        super().__init__(board, f"has no rule for completions on {written(on)}")


class NoRuleAnyMore(NoRule):
    """The day lies after a board's last one."""

    def __init__(self, board: str, until: date) -> None:
        super().__init__(board, f"takes completions until {written(until)} only")


class Registered(Sourced):
    """From when to when activities can be registered with a board in PARS."""

    starts: Day | None = Field(default=None, description="First day; null: before its rules.")
    until: Day | None = Field(default=None, description="Last day; null: no end is known.")


class Board(Closed):
    """A certifying board and its rules, oldest first."""

    board: Line = Field(description="The acronym.")
    name: Line = Field(description="The full name.")
    url: Line = Field(description="Its own site, where diplomates find what they need.")
    registered: Registered = Field(description="From when to when it takes part.")
    rules: tuple[BoardRule, ...] = Field(min_length=1, description="Oldest first.")

    @model_validator(mode="after")
    def _oldest_first(self) -> Self:
        check_order([one.effective_from for one in self.rules])
        return self

    def rule(self, on: date) -> BoardRule:
        """Return the newest rule of a day: also after the board's end, whose IDs remain.

        Raises:
            NoRuleYet: the day lies before the first.
        """
        begun = [one for one in self.rules if one.effective_from <= on]
        if not begun:
            raise NoRuleYet(self.board, on)
        return begun[-1]

    def takes(self, on: date) -> BoardRule:
        """Return the rule that decides about completions on a day.

        Raises:
            NoRuleYet, NoRuleAnyMore: the board takes none of that day.
        """
        starts, until = self.registered.starts, self.registered.until
        if starts is not None and on < starts:
            raise NoRuleYet(self.board, on)
        if until is not None and on > until:
            raise NoRuleAnyMore(self.board, until)
        return self.rule(on)


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
        """Return the rule that decides about completions on a day.

        Raises:
            UnknownBoard, NoRule: there is none.
        """
        return self.board(acronym).takes(on)


@cache
def load(folder: Path = FOLDER) -> Boards:
    """Read every board's file."""
    files = sorted(folder.glob("*.yaml"))
    return Boards(all=tuple(read(one.read_text(encoding="utf-8")) for one in files))


def read(text: str) -> Board:
    """Read one board's rules; dates are quoted, so YAML never makes its own of them."""
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return Board.model_validate_json(json.dumps(data))


def id_fault(rule: BoardRule, text: str) -> str | None:
    """Say why `text` cannot be a diplomate's ID, or None."""
    label, example = rule.diplomate_id.label, rule.diplomate_id.example
    if not text.strip():
        if not rule.diplomate_id.required:
            return None
        return f"Enter your {label}, for example {example}."
    if not re.fullmatch(rule.diplomate_id.possible, text.strip()):
        return f'"{text.strip()}" cannot be an {label}. It looks like {example}.'
    return None


def id_warning(rule: BoardRule, text: str) -> str | None:
    """Say why a possible ID looks unusual, or None."""
    label, example = rule.diplomate_id.label, rule.diplomate_id.example
    if not text.strip() or id_fault(rule, text):
        return None
    if re.fullmatch(rule.diplomate_id.usual, text.strip()):
        return None
    return f'"{text.strip()}" is not the usual form of an {label} ({example}). Please check it.'
