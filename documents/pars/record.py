"""A learner record as PARS takes it, and its packed form that every file is written from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Action = Literal["add", "delete"]
"""PARS knows no change: a correction deletes and adds (pitfall 9)."""
Identifier = Literal["license", "NPI"]
CREDIT_ID = re.compile(r"ccid:[^:]+:[^:]+")
MAX_CREDIT_ID = 300
LAYOUT = 1
"""First cell of the packed form; another order of cells takes another number."""
FIXED = 17
"""Cells before the pairs of credit type and quarters."""


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """What one physician earned in one activity on one day: CME, one board's points, or both.

    Amounts are whole quarters (5 is 1.25). Texts that do not apply are empty.
    """

    action: Action
    credit_id: str
    """Ours, stable through every retry."""
    activity_id: str
    """ACCME's number of the activity: nine digits."""
    title: str
    """The activity's; XML and JSON carry it."""
    completed_on: date
    """The provider's local day (pitfall 7)."""
    given: str
    family: str
    birthday: str
    """Month and day as "MM/DD"; a year is never asked (pitfall 10)."""
    state: str
    """Two letters."""
    identifier: str
    """Number of the license, or the NPI: text, because zeros may lead."""
    identifier_kind: Identifier
    cme: int | None
    board: str | None
    """The acronym."""
    board_id: str
    board_total: int | None
    credit_types: tuple[tuple[str, int], ...]
    """PARS' word for the type, and how much of it."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The accredited provider that reports, the same for all records of a file."""

    name: str
    provider_id: str
    """ACCME's number of the provider: seven digits, zeros may lead."""
    domain: str
    """The provider's internet domain, which its CreditIDs carry."""


class UnknownLayout(ValueError):
    """A packed record in an order of cells that is not known here."""

    def __init__(self, layout: object) -> None:
        super().__init__(f"a packed PARS record has layout {layout!r}, not {LAYOUT}")


class CreditIdRefused(ValueError):
    """A CreditID that PARS' schema forbids."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'"{text}" cannot be a CreditID: it must be ccid:<domain>:<name> without further '
            f"colons, at most {MAX_CREDIT_ID} characters"
        )


def made_credit_id(domain: str, completion: str, subject: str, seq: int) -> str:
    """Return ccid:<domain>:<completion>-<subject>-<seq>, the same each time it is asked for.

    `completion` is the completion's public id, `subject` what was claimed ("cme",
    "ABIM:Medical Knowledge"), `seq` the claim's. Raises CreditIdRefused. The schema's pattern is
    ^ccid:[^:]+:[^:]+$ in ACCME's draft v0_5.
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "-", subject).strip("-")
    text = f"ccid:{domain}:{completion}-{plain}-{seq}"
    if not plain or not is_credit_id(text):
        raise CreditIdRefused(text)
    return text


def is_credit_id(text: str) -> bool:
    """Whether PARS' schema allows this CreditID."""
    return len(text) <= MAX_CREDIT_ID and CREDIT_ID.fullmatch(text) is not None


def pack(record: LearnerRecord) -> str:
    """Return a record as a JSON list of plain cells, for one column of a database row."""
    pairs = [cell for pair in record.credit_types for cell in pair]
    cells = [
        LAYOUT, record.action, record.credit_id, record.activity_id, record.title,
        record.completed_on.isoformat(), record.given, record.family, record.birthday,
        record.state, record.identifier, record.identifier_kind, record.cme, record.board,
        record.board_id, record.board_total, len(record.credit_types), *pairs,
    ]  # fmt: skip
    return json.dumps(cells, separators=(",", ":"))


def unpack(packed: str) -> LearnerRecord:
    """Return the record of a packed text. Raises UnknownLayout, or ValueError for a damaged one."""
    cells = json.loads(packed)
    if cells[0] != LAYOUT:
        raise UnknownLayout(cells[0])
    if cells[1] not in get_args(Action) or len(cells) != FIXED + 2 * cells[16]:
        message = f"a packed PARS record is damaged: {packed[:80]}"
        raise ValueError(message)
    (
        action, credit_id, activity_id, title, completed_on, given, family, birthday, state,
        identifier, kind, cme, board, board_id, board_total,
    ) = cells[1:16]  # fmt: skip
    return LearnerRecord(
        action, credit_id, activity_id, title, date.fromisoformat(completed_on), given, family,
        birthday, state, identifier, kind, cme, board, board_id, board_total,
        tuple(zip(cells[FIXED::2], cells[FIXED + 1 :: 2], strict=True)),
    )  # fmt: skip
