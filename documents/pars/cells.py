"""Packed records as plain cells, many at a time, and what each format makes of a cell."""

from __future__ import annotations

import json
import re
from datetime import UTC
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from credit.calendar import NaiveInstant
from documents.pars.faults import FORBIDDEN, character_name
from documents.pars.record import FIXED, LAYOUT, UnknownLayout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

Cells = list[Any]
"""One packed record, in the order of `record.pack`."""
AT_ONCE = 500
"""Records that are read and written together: enough for speed, few for memory."""
CME = "AMA PRA Category 1"
"""How ACCME's draft activity schema v0_1_2 calls the credit; for a learner's row not verified."""


class Credit(NamedTuple):
    """One amount of one kind, which XML and JSON report with an identifier and CreditID each."""

    value: str
    """The number of the license, the NPI, or the board's ID."""
    domain: str
    """Whose number it is: "NPI", a state's two letters, or a board's acronym."""
    certification: str
    quarters: int
    credit_id: str


class CharacterRefused(ValueError):
    """A packed record holds what no file can carry; `faults.fits` would have said so before."""

    def __init__(self, credit_id: str, character: str) -> None:
        super().__init__(f"{credit_id} holds {character_name(character)}")


def chunks(packed: Iterable[str]) -> Iterator[list[Cells]]:
    """Yield packed records as cells, some hundred at a time.

    Raises UnknownLayout, and CharacterRefused for what XML forbids or ends a line.
    """
    waiting = iter(packed)
    while some := list(islice(waiting, AT_ONCE)):
        records: list[Cells] = json.loads(f"[{','.join(some)}]")
        for text, cells in zip(some, records, strict=True):
            if cells[0] != LAYOUT:
                raise UnknownLayout(cells[0])
            if "\\" in text:  # only so does JSON in ASCII write such a character
                _refuse_characters(cells)
        yield records


def _refuse_characters(cells: Cells) -> None:
    for cell in cells:
        if isinstance(cell, str) and (found := FORBIDDEN.search(cell)):
            raise CharacterRefused(cells[2], found[0])


@cache
def amount(quarters: int | None) -> str:
    """Return 5 quarters as "1.25", 4 as "1", and nothing as ""."""
    if quarters is None:
        return ""
    whole, rest = divmod(quarters, 4)
    return f"{whole}{('', '.25', '.5', '.75')[rest]}"


def aware(created: datetime) -> datetime:
    """Return an instant in UTC. Raises NaiveInstant: ACCME takes a naked time as Central."""
    if created.utcoffset() is None:
        raise NaiveInstant(created)
    return created.astimezone(UTC)


def escaped(text: str) -> str:
    """Return a text for XML, in an element or in an attribute with double quotes.

    Four searches that find nothing are several times faster than one translation.
    """
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def credits_of(cells: Cells) -> list[Credit]:
    """Return what a record reports, one by one: CME first, then each credit type of the board.

    A single credit has the record's own CreditID; several have it with .1, .2 … behind, so that
    each is unique and all lead back to their record.
    """
    state, identifier, kind, cme, board, board_id = cells[9:15]
    mine = (identifier, "NPI" if kind == "NPI" else state)
    found = [] if cme is None else [(*mine, CME, cme)]
    theirs = (board_id, board) if board_id else mine
    pairs = zip(cells[FIXED::2], cells[FIXED + 1 :: 2], strict=True)
    found += [(*theirs, credit_type, quarters) for credit_type, quarters in pairs]
    if len(found) == 1:
        return [Credit(*found[0], cells[2])]
    return [Credit(*one, f"{cells[2]}.{number}") for number, one in enumerate(found, 1)]


def record_of(credit_id: str) -> str:
    """Return the CreditID of the record that a reported credit belongs to."""
    return re.sub(r"\.[0-9]+\Z", "", credit_id)
