"""What keeps a learner record from being sent: each fault with its field and its repair."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from credit.states import STATES
from documents.pars.record import MAX_CREDIT_ID, is_credit_id
from documents.tables import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.pars.record import LearnerRecord

MOST_TYPES = 4
"""Credit types of one record: one pair of columns that was seen, three that repeat it."""
MOST_QUARTERS = 4_000
"""1,000 credits: no activity gives more, so more is a slip."""
WITHOUT_ID = frozenset({"ABS"})
"""Boards that find their diplomates without an ID."""
_LEAP_YEAR = 1904
_CONTROL = (
    "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY",
    "ACKNOWLEDGE", "BELL", "BACKSPACE", "TAB", "LINE FEED", "LINE TABULATION", "FORM FEED",
    "CARRIAGE RETURN", "SHIFT OUT", "SHIFT IN", "DATA LINK ESCAPE", "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO", "DEVICE CONTROL THREE", "DEVICE CONTROL FOUR", "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL", "END OF MEDIUM", "SUBSTITUTE",
    "ESCAPE", "INFORMATION SEPARATOR FOUR", "INFORMATION SEPARATOR THREE",
    "INFORMATION SEPARATOR TWO", "INFORMATION SEPARATOR ONE",
)  # fmt: skip
"""ISO 6429's names, which unicodedata does not give."""
_OTHER = {0x7F: "DELETE", 0x2028: "LINE SEPARATOR", 0x2029: "PARAGRAPH SEPARATOR"}
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids, and what ends a line or a cell somewhere."""
_EXCEL_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")


def fits(record: LearnerRecord) -> tuple[str, ...]:
    """Return every fault of a record as "field: what. How to put it right."; none if it fits."""
    return (
        *_activity(record), *_person(record), *_license(record), *_amounts(record),
        *_board(record), *_texts(record),
    )  # fmt: skip


def _activity(record: LearnerRecord) -> Iterator[str]:
    if record.action not in {"add", "delete"}:
        yield f'Record Action: "{record.action}" is not add or delete. Delete, then add anew.'
    if not is_credit_id(record.credit_id):
        yield (
            f'CreditID: "{record.credit_id[:60]}" is not ccid:<domain>:<name> of at most '
            f"{MAX_CREDIT_ID} characters. Report this to whoever runs the service."
        )
    if not re.fullmatch(r"[0-9]{9}", record.activity_id):
        yield (
            f'ACCME Activity ID: "{record.activity_id}" is not nine digits. '
            "Enter the number that PARS shows for the activity."
        )
    if not record.title:
        yield "Activity title: it is empty. Give the activity its title."
    if isinstance(record.completed_on, datetime):
        yield (
            "Completion Date: it has a time, which PARS may move to another day. "
            "Give the local day alone."
        )


def _person(record: LearnerRecord) -> Iterator[str]:
    for field, name in (("First Name", record.given), ("Last Name", record.family)):
        if not name:
            yield f"{field}: it is empty. Enter the name as the board or state holds it."
    if not _is_birthday(record.birthday):
        yield (
            f'Date of Birth: "{record.birthday}" is not a month and day. '
            "Enter it as MM/DD, such as 09/10, without the year."
        )


def _is_birthday(text: str) -> bool:
    """Whether a text is MM/DD and a day of some year: 02/29 is one."""
    if not re.fullmatch(r"[0-9]{2}/[0-9]{2}", text):
        return False
    try:
        date(_LEAP_YEAR, int(text[:2]), int(text[3:]))
    except ValueError:
        return False
    return True


def _license(record: LearnerRecord) -> Iterator[str]:
    """Say what a state needs to know: its own code, and a license or NPI."""
    if record.state and record.state not in STATES:
        yield (
            f'Licensing State: "{record.state}" is no state. '
            "Enter its two capital letters, such as MI."
        )
    if record.cme is not None and not record.state:
        yield "Licensing State: it is empty. CME needs the state that licenses the physician."
    if record.cme is not None and not record.identifier:
        yield "Licensing ID or NPI: it is empty. CME needs the license's number or the NPI."
    if record.identifier and record.identifier_kind == "NPI" and not is_npi(record.identifier):
        yield (
            f'Licensing ID or NPI: "{record.identifier}" is no NPI (ten digits with a check '
            "digit). Compare it with the NPI registry, or give the state license."
        )


def is_npi(text: str) -> bool:
    """Whether ten digits are an NPI: they begin with 1 or 2 and pass Luhn behind 80840.

    The five digits of the prefix add 24 to the sum (CMS, NPI check digit).
    """
    if not re.fullmatch(r"[12][0-9]{9}", text):
        return False
    doubled = [2 * int(one) for one in text[-2::-2]]
    total = 24 + sum(int(one) for one in text[::-2]) + sum(one // 10 + one % 10 for one in doubled)
    return total % 10 == 0


def _amounts(record: LearnerRecord) -> Iterator[str]:
    """Say which amounts are none (pitfall 2)."""
    if record.cme is None and record.board is None:
        yield "Credits: there is neither CME nor a board. Report at least one."
    named = [
        ("Number of CME Credits", record.cme),
        ("Total Board Credits", record.board_total),
        *((f"Credits Awarded for {name}", quarters) for name, quarters in record.credit_types),
    ]
    for field, quarters in named:
        if quarters is not None and not _is_amount(quarters):
            yield (
                f"{field}: {quarters!r} is not a whole number of quarter-credits from 1 to "
                f"{MOST_QUARTERS}. Amend the claim."
            )


def _is_amount(quarters: object) -> bool:
    """Whether it is an int of a possible size; True and 1.0 are none."""
    return type(quarters) is int and 0 < quarters <= MOST_QUARTERS


def _board(record: LearnerRecord) -> Iterator[str]:
    if record.board is None:
        if record.board_id or record.credit_types or record.board_total is not None:
            yield "Certifying Board: it is empty, but there is an ID or points. Name the board."
        return
    if not re.fullmatch(r"[A-Za-z]{2,10}", record.board):
        yield f'Certifying Board: "{record.board}" is no acronym. Enter one such as ABIM.'
    if not record.board_id and not (record.board in WITHOUT_ID and record.identifier):
        yield f"Certifying Board ID: it is empty. Enter the physician's {record.board} ID."
    yield from _points(record)


def _points(record: LearnerRecord) -> Iterator[str]:
    """Say how a board's total and its credit types contradict each other.

    Types may overlap (patient safety inside another), so their sum is the board's rule, not ours.
    """
    if record.board_total is None:
        yield "Total Board Credits: it is empty. Enter the board's points."
    names = [name for name, _ in record.credit_types]
    if not 1 <= len(names) <= MOST_TYPES:
        yield (
            f"Credit Type: there are {len(names)}. Name one to {MOST_TYPES}; "
            "report further ones in a second record."
        )
    if len(set(names)) < len(names) or not all(names):
        yield "Credit Type: one is empty or named twice. Name each once, with its amount."
    for name, quarters in record.credit_types:
        total = record.board_total
        if _is_amount(quarters) and _is_amount(total) and total is not None and quarters > total:
            yield f"Credit Type: {name} has more than the board's total. Amend the claim."


def _texts(record: LearnerRecord) -> Iterator[str]:
    """Say what no cell may hold, whatever it means."""
    cells = {
        "First Name": record.given,
        "Last Name": record.family,
        "Licensing ID or NPI": record.identifier,
        "Certifying Board ID": record.board_id,
        **{f'Credit Type "{name[:40]}"': name for name, _ in record.credit_types},
    }
    for field, text in cells.items():
        if harmless(text) != text:
            yield f"{field}: it begins like a formula of a spreadsheet. Remove the first sign."
        if text.startswith('"'):
            yield f"{field}: it begins with a quotation mark, which opens a quoted cell. Remove it."
        if _EXCEL_ESCAPE.search(text):
            yield f"{field}: Excel reads a part like _x0041_ as one character. Remove it."
    for field, text in {**cells, "Activity title": record.title}.items():
        yield from character_faults(field, text)


def character_faults(field: str, text: str) -> Iterator[str]:
    """Say by name which characters a text may not hold, and whether spaces stand around it."""
    for one in dict.fromkeys(FORBIDDEN.findall(text)):
        yield f"{field}: it holds {character_name(one)}, which a file cannot carry. Remove it."
    if text != text.strip():
        yield f"{field}: spaces stand before or behind it. Remove them."


def character_name(character: str) -> str:
    """Return "U+000B (LINE TABULATION)" of a character that is not seen."""
    code = ord(character)
    if code < len(_CONTROL):
        name = _CONTROL[code]
    elif 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - Unicode's surrogates
        name = "half a character"
    else:
        name = _OTHER.get(code, "a control character")
    return f"U+{code:04X} ({name})"
