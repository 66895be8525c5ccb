"""Until when PARS takes a completion: one dated rule, which claims and reports share."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field, TypeAdapter

from quizzes.text import Closed

FILE = Path(__file__).with_name("window.yaml")


class Window(Closed):
    """How long PARS takes the completions of a calendar year."""

    effective_from: date
    dated: date = Field(description="When it was compiled.")
    years_after: int = Field(ge=0, description="From the year of completion to the last day's.")
    last: str = Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", description="MM-DD.")
    source: str
    confirmed: bool

    def taken_until(self, completed_on: date) -> date:
        """Return the last day on which PARS takes a completion."""
        month, day = map(int, self.last.split("-"))
        return date(completed_on.year + self.years_after, month, day)


@cache
def load(file: Path = FILE) -> tuple[Window, ...]:
    """Read the rules, the latest first."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    read = TypeAdapter(tuple[Window, ...]).validate_json(json.dumps(data))
    return tuple(sorted(read, key=lambda one: one.effective_from, reverse=True))


def window(completed_on: date) -> Window:
    """Return the rule for completions of a day; before the first one, the first."""
    rules = load()
    return next((one for one in rules if one.effective_from <= completed_on), rules[-1])


def taken_until(completed_on: date) -> date:
    """Return the last day on which PARS takes a completion, as far as is known."""
    return window(completed_on).taken_until(completed_on)


def taken(completed_on: date, today: date) -> bool:
    """Whether PARS takes a completion today, as far as is known; never one of days to come."""
    return completed_on <= today <= taken_until(completed_on)
