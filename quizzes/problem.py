"""A fault in a bank file: a value that says what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Place = tuple[str | int, ...]
"""The way to a value inside a file: field names, and positions in lists counted from 0."""


class Fault(NamedTuple):
    """Something wrong, before it is known in which file it stands."""

    rule: str
    message: str
    fix: str
    place: Place = ()
    line: int | None = None
    severity: Severity = "error"


@dataclass(frozen=True)
class Problem:
    """What a person who writes banks has to know to put one thing right."""

    file: str
    line: int | None
    item: str | None
    field: str | None
    rule: str
    severity: Severity
    message: str
    fix: str
