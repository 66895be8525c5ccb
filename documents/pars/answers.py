"""PARS' answers to a batch, read from CSV or Excel: which record was accepted, and which not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from documents.pars.answer_map import Action, Meaning, Outcome, answer_map, plain_text
from documents.pars.read_table import Fault, TableRefused, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from documents.pars.answer_map import AnswerMap
    from documents.pars.read_table import Row
    from documents.pars.record import LearnerRecord

Key = tuple[str, str, str, date]
"""Activity, board (empty for CME), board's ID or license without leading zeros, day."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What PARS or a board says about one record."""

    row: int
    outcome: Outcome
    reason: str
    """Free text: PARS' codes are not known."""
    credit_id: str | None
    """With it nothing else is needed; rows of Excel have none."""
    activity_id: str
    completed_on: date | None
    board: str
    board_id: str
    identifier: str
    """The license's number or NPI."""
    action: Action | None = None
    """Whether it is about an addition or a deletion; None: the file does not say."""

    @property
    def key(self) -> Key | None:
        """What the record is found by where there is no CreditID; None if that is not enough.

        Leading zeros do not count: a spreadsheet may have dropped them on the way back.
        """
        number = (self.board and self.board_id) or self.identifier
        if not (self.activity_id and self.completed_on and number):
            return None
        return (self.activity_id, self.board.upper(), number.lstrip("0"), self.completed_on)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a file, every row that gives none, and the columns that were not used."""

    answers: tuple[Answer, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


class Words(NamedTuple):
    """What the words of a row mean, and how its day is written."""

    outcomes: Mapping[str, Outcome]
    actions: Mapping[str, Action]
    days: tuple[str, ...]


def keys_of(record: LearnerRecord) -> tuple[Key, ...]:
    """Return what an answer to a record may be found by: its board, and its CME.

    Two records may share a key (two credit types of one board, sent apart): an answer with that
    key is ambiguous and refused, never guessed (pitfall 9).
    """
    found = []
    if record.board:
        found.append((record.board.upper(), record.board_id or record.identifier))
    if record.cme is not None:
        found.append(("", record.identifier))
    return tuple(
        (record.activity_id, board, number.lstrip("0"), record.completed_on)
        for board, number in found
        if number
    )


def read(content: bytes, names: AnswerMap | None = None) -> Answers:
    """Return the answers in a file of CSV or Excel; whatever cannot be read is a fault in them."""
    names = names or answer_map()
    known = names.meanings()
    try:
        head, *below = rows(content, lambda cells: _is_head(cells, known))
    except TableRefused as refused:
        return Answers((), (refused.fault,), ())
    header = [str(one) for one in head.cells]
    meanings = [known.get(plain_text(one)) for one in header]
    notes = _notes(head.number, header, names)
    if missing := _missing(head.number, header, meanings):
        return Answers((), missing, notes)
    words = Words(names.outcomes(), names.asked(), names.days)
    return _sorted([_answer(one, meanings, words) for one in below], notes)


def _sorted(read_rows: list[Answer | Fault], notes: tuple[Fault, ...]) -> Answers:
    answers = tuple(one for one in read_rows if isinstance(one, Answer))
    return Answers(answers, tuple(one for one in read_rows if isinstance(one, Fault)), notes)


# ---------------------------------------------------------------- the header


def _is_head(cells: Sequence[str], known: Mapping[str, Meaning]) -> bool:
    """Whether two cells of a row name columns that matter: a row of guidance names none."""
    return len({known.get(plain_text(one)) for one in cells} - {None}) > 1


def _missing(
    number: int, header: Sequence[str], meanings: Sequence[Meaning | None]
) -> tuple[Fault, ...]:
    """Say which columns are not there, or there twice."""
    fix = "Keep the columns as PARS wrote them, or teach answers.yaml the header it has now."
    faults = [
        Fault(number, header[at], f'A second column means "{one}".', "Remove one of the two.")
        for at, one in enumerate(meanings)
        if one and one in meanings[:at]
    ]
    if "status" not in meanings:
        faults.append(Fault(number, "Status", "No column says what became of a record.", fix))
    if "credit_id" not in meanings and not {"activity_id", "completed_on"} <= set(meanings):
        what = "No column tells which record a row is about (CreditID, or activity and day)."
        faults.append(Fault(number, "ACCME Activity ID", what, fix))
    return tuple(faults)


def _notes(number: int, header: Sequence[str], names: AnswerMap) -> tuple[Fault, ...]:
    fix = "Nothing, if it says nothing about the outcome; else teach answers.yaml its meaning."
    return tuple(
        Fault(number, one, f'The column "{one}" is not known and was not read.', fix)
        for one in header
        if one and plain_text(one) not in names.meanings() and not names.is_known(one)
    )


# ---------------------------------------------------------------- a row


def _answer(row: Row, meanings: Sequence[Meaning | None], words: Words) -> Answer | Fault:
    if row.fault:
        return row.fault
    cells = {key: one for key, one in zip(meanings, row.cells, strict=False) if key}
    status = _text(cells, "status")
    outcome = words.outcomes.get(plain_text(status))
    if outcome is None:
        what = f'"{status[:60]}" is not a status that is known.'
        return Fault(row.number, "Status", what, "Add the word to answers.yaml under its outcome.")
    asked = _text(cells, "action")
    action = words.actions.get(plain_text(asked))
    if asked and action is None:
        what = f'"{asked[:60]}" is not a record action that is known.'
        return Fault(row.number, "Record Action", what, "Write Add or Delete, or leave it empty.")
    day = _day(cells.get("completed_on", ""), words.days)
    if isinstance(day, str):
        return Fault(row.number, "Completion Date", day, "Write the day as MM/DD/YYYY.")
    found = Answer(
        row=row.number,
        outcome=_by_whom(outcome, _text(cells, "board")),
        reason=_text(cells, "reason"),
        credit_id=_text(cells, "credit_id") or None,
        activity_id=_text(cells, "activity_id"),
        completed_on=day,
        board=_text(cells, "board"),
        board_id=_text(cells, "board_id"),
        identifier=_text(cells, "identifier"),
        action=action,
    )
    if found.credit_id is None and found.key is None:
        what = "The row has neither a CreditID nor activity, day and number of a person."
        return Fault(row.number, "", what, "Find the record in PARS and set its state by hand.")
    return found


def _text(cells: Mapping[Meaning, str | date], key: Meaning) -> str:
    return " ".join(_CONTROL.sub(" ", str(cells.get(key, ""))).split())


def _by_whom(outcome: Outcome, board: str) -> Outcome:
    """Return the outcome; without a board nobody but PARS can have rejected."""
    return "rejected-by-pars" if outcome == "rejected-by-board" and not board else outcome


def _day(cell: str | date, days: tuple[str, ...]) -> date | str | None:
    """Return the day of a cell, None if it is empty, or what is wrong with it."""
    if isinstance(cell, str):
        return _read_day(cell, days) if cell else None
    return cell


@lru_cache(maxsize=4_096)
def _read_day(cell: str, days: tuple[str, ...]) -> date | str:
    """Return the day that a text says, or what is wrong with it.

    A time that is not midnight is refused: in which zone it was is not known, and so not the day
    (pitfall 7).
    """
    for form in days:
        for clock in ("", " %H:%M:%S", "T%H:%M:%S", " %I:%M:%S %p"):
            try:
                found = datetime.strptime(cell, form + clock)  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            if found.time() != time.min:
                return f'"{cell[:40]}" has a time, so the day depends on the zone.'
            return found.date()
    return f'"{cell[:40]}" is not a day.'
