"""The columns of PARS' learner template, which Excel and the tab-delimited file share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from credit.states import STATES
from documents.pars.cells import amount
from documents.pars.faults import MOST_TYPES
from documents.pars.record import FIXED

if TYPE_CHECKING:
    from documents.pars.cells import Cells

TEMPLATE = "917_20240125_Learner_Excel_CME_MOC_Template.xlsx"
"""The template of 25 January 2024 whose columns these are."""
_ACTIONS = {"add": "Add", "delete": "Delete"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header to the letter, what it holds, and whether the header was seen."""

    header: str
    holds: str
    kind: Literal["text", "day", "number"] = "text"
    seen: bool = True


COLUMNS = (
    Column("Record Action", "Add or Delete; a correction is a Delete and an Add"),
    Column("ACCME Activity ID", "nine digits that PARS gave the activity"),
    Column("Completion Date", "local day of the completion, a real date without time", "day"),
    Column("First Name", "given name as the board or state holds it"),
    Column("Last Name", "family name as the board or state holds it"),
    Column("Date of Birth", "month and day as text MM/DD, never the year"),
    Column("Licensing State", "full name of the state"),
    Column("Licensing ID or NPI", "text, because zeros may lead"),
    Column("Number of CME Credits", "claimed, in steps of 0.25", "number"),
    Column("Certifying Board", "acronym, such as ABIM"),
    Column("Certifying Board ID", "text, because zeros may lead"),
    Column("Total Board Credits", "the board's points, in steps of 0.25", "number"),
    Column("Credit Type ", "PARS' word for the type; this header ends with a space"),
    Column("Credits Awarded for Credit Type", "in steps of 0.25", "number"),
)
_MORE = (
    Column("Additional Credit Type", "a further type of the same board", seen=False),
    Column("Credits Awarded for Additional Credit Type", "in steps of 0.25", "number", seen=False),
)


class TooManyTypes(ValueError):
    """A record has more credit types than the file has columns for."""

    def __init__(self, credit_id: str, types: int) -> None:
        super().__init__(f"{credit_id} has more credit types than the {types} of this file")


def columns(types: int = 1) -> tuple[Column, ...]:
    """Return the columns for records of at most `types` credit types.

    With one type the file has exactly the fourteen columns that were seen in ACCME's template.
    Raises ValueError outside 1 to MOST_TYPES.
    """
    if not 1 <= types <= MOST_TYPES:
        message = f"a file has columns for 1 to {MOST_TYPES} credit types, not {types}"
        raise ValueError(message)
    return COLUMNS + _MORE * (types - 1)


def row(cells: Cells, types: int) -> list[str]:
    """Return a record's cells in the template's order; the day stays "2026-06-30".

    Cells behind the last that is filled are left out. Raises TooManyTypes.
    """
    pairs = cells[FIXED:]
    if len(pairs) > 2 * types:
        raise TooManyTypes(cells[2], types)
    state, identifier, _, cme, board, board_id, total, _ = cells[9:17]
    found = [
        _ACTIONS[cells[1]], cells[3], cells[5], cells[6], cells[7], cells[8],
        STATES[state] if state else "", identifier, amount(cme), board or "", board_id,
        amount(total),
    ]  # fmt: skip
    for at in range(0, len(pairs), 2):
        found += (pairs[at], amount(pairs[at + 1]))
    return found
