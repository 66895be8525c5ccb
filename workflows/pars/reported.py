"""What is reported of a completion: one record for each subject, made of the claims in force.

Subjects: `cme` (to state boards), a board's acronym, and the kind of claim ("ABA:Patient Safety")
for a part that the board takes as a second record (pitfall 12).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import ConfigDict

from credit import boards
from credit.amounts import as_text
from credit.completion import CME
from quizzes.text import Closed
from workflows.credit.snapshot import ClaimSnapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Row

    from credit.board_rule import CreditType

STATES = "states"
"""The consent under which CME goes to state boards."""


class Reported(Closed):
    """The amounts of one record, in quarters; it never changes after it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schema_version: Literal[1] = 1
    cme: int | None = None
    board: str | None = None
    types: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int | None:
        """The points of the board together."""
        return sum(many for _name, many in self.types) if self.board else None

    @property
    def said(self) -> str:
        """The amount in words: "1.25 credits", "0.75 ABIM points (Medical Knowledge)"."""
        if self.board is None:
            return f"{as_text(self.cme or 0)} credits"
        names = " and ".join(name for name, _many in self.types)
        return f"{as_text(self.total or 0)} {self.board} points ({names})"


def due(claims: Mapping[str, Row[Any]], on: date) -> dict[str, Reported]:
    """Return what has to be reported of a day by subject; nothing of anybody but physicians.

    The parts of one board sum to its claims: each claim stands in exactly one record.
    """
    found: dict[str, Reported] = {}
    for kind, row in sorted(claims.items()):
        if not row.quarters or not ClaimSnapshot.model_validate_json(row.snapshot).physician:
            continue
        if kind == CME:
            found[CME] = Reported(cme=row.quarters)
            continue
        board, _, name = kind.partition(":")
        subject = kind if _splits_off(board, name, on) else board
        before = found[subject].types if subject in found else ()
        found[subject] = Reported(board=board, types=(*before, (name, row.quarters)))
    return found


def pars_word(board: str, name: str, on: date) -> str:
    """Return what PARS calls a type of points; a type without a rule keeps its name."""
    found = _type(board, name, on)
    return found.pars if found is not None else name


def _splits_off(board: str, name: str, on: date) -> bool:
    found = _type(board, name, on)
    return found is not None and found.splits_off


def _type(board: str, name: str, on: date) -> CreditType | None:
    try:
        return boards.load().rule(board, on).credit_type(name)
    except LookupError:
        return None


def consent_scope(subject: str) -> str:
    """Return the consent that a subject's records need."""
    return STATES if subject == CME else subject.partition(":")[0]


def goes_to(subject: str) -> str:
    """Say where a subject's records go."""
    return "State boards" if subject == CME else subject.replace(":", " ")
