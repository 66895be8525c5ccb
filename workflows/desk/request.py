"""A request for MOC points: what a course director asks, and everything said of it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, TypeAdapter

from credit.calendar import local_day
from credit.suggestion import Verdict
from documents.letter import LetterPayload
from quizzes.text import Closed, Line, QuarterText
from storage import people, tasks
from workflows.people.profile import latest
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from workflows.act import Act

KIND = "part2-request"
State = Literal["asked", "question", "answered", "withdrawn"]
OPEN: frozenset[State] = frozenset({"asked", "question"})
Kind = Literal["self-assessment", "course", "series", "other"]
LONGEST = 4_000  # characters of what somebody says
Words = Annotated[str, Field(max_length=LONGEST)]


class Asked(Closed):
    """What is asked: the facts that boards look at, as the course director gives them."""

    schema_version: Literal[1] = 1
    title: Line
    kind: Kind
    begins: date
    ends: date
    credits: QuarterText
    boards: tuple[Line, ...] = Field(min_length=1)
    assessment: bool
    passing_standard: Annotated[str, Field(max_length=500)] = ""
    feedback: bool
    contact: Line
    note: Words = ""


class Said(Closed):
    """A question of the office, or the reply to it."""

    kind: Literal["said"] = "said"
    text: Words


class Ticked(Closed):
    """A line of the office's checklist, ticked or not any more."""

    kind: Literal["ticked"] = "ticked"
    line: Line
    ticked: bool


class Decided(Closed):
    """The answer for one board, with the rule that was suggested from."""

    board: Line
    verdict: Verdict
    reasons: Words
    suggested: Verdict
    rule_from: date | None
    source: Line
    unconfirmed: Words = Field(default="", description="What of the rule nobody has confirmed.")


class Answered(Closed):
    """The answer: each board, and the letter that says so."""

    kind: Literal["answered"] = "answered"
    boards: tuple[Decided, ...]
    in_spite: Words = Field(default="", description="Why eligible with open lines, if so.")
    letter: LetterPayload


Entry = Said | Ticked | Answered
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="kind")])


@dataclass(frozen=True)
class Note:
    """One thing said of a request."""

    state: State
    entry: Entry
    at: datetime
    by: str
    own: bool  # by whoever asked


@dataclass(frozen=True)
class Tick:
    """Who ticked a line of the checklist, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Request:
    """A request with all that was said of it, oldest first."""

    id: str
    state: State
    seq: int
    asked: Asked
    asked_on: date
    age: int  # days since it was asked
    by: str
    notes: tuple[Note, ...]
    ticks: dict[str, Tick]

    @property
    def open(self) -> bool:
        """Whether it awaits something: of the office, or of whoever asked."""
        return self.state in OPEN

    @property
    def answer(self) -> Answered | None:
        """The answer in force."""
        given = [one.entry for one in self.notes if isinstance(one.entry, Answered)]
        return given[-1] if given and self.state == "answered" else None


def require_request(a: Act) -> None:
    """Answer another kind of task as an unknown one."""
    if a.on.kind != KIND:
        raise NotFound("request")


def read(a: Act, row: Row[Any]) -> Request:
    """Return a request from its task's row."""
    rows = tasks.notes(a.connection, row.id)
    names = {by: _name(a.connection, by) for by in {row.person_id, *(one.by for one in rows)}}
    asker = people.ids_of(a.connection, row.person_id)
    notes = tuple(_note(one, names, asker) for one in rows if one.body)
    zone = a.actor.service.settings.zone
    asked_on = local_day(row.at, zone)
    return Request(
        id=row.public_id,
        state=rows[-1].state,
        seq=rows[-1].seq,
        asked=Asked.model_validate_json(row.body),
        asked_on=asked_on,
        age=(a.today - asked_on).days,
        by=names[row.person_id],
        notes=notes,
        ticks=_ticks(notes),
    )


def add_note(a: Act, seq: int, state: State, entry: Entry | None) -> None:
    """Write the note numbered `seq` of the request that the act is about, and seal it."""
    body = entry.model_dump_json() if entry is not None else ""
    tasks.note(a.connection, a.on.id, seq, state, body, a.at, a.person_id)
    a.seal("task_note", task_id=a.on.id, seq=seq)
    a.data.update(state=state, seq=seq)


def _note(row: Row[Any], names: dict[int, str], asker: tuple[int, ...]) -> Note:
    entry = _ENTRY.validate_json(row.body)
    return Note(row.state, entry, row.at, names[row.by], own=row.by in asker)


def _ticks(notes: tuple[Note, ...]) -> dict[str, Tick]:
    """Return the lines that are ticked now."""
    held: dict[str, Tick] = {}
    for one in notes:
        if isinstance(one.entry, Ticked):
            held.pop(one.entry.line, None)
            if one.entry.ticked:
                held[one.entry.line] = Tick(one.by, one.at)
    return held


def _name(connection: Connection, person_id: int) -> str:
    shown = latest(connection, person_id)[0].shown
    return shown or next(iter(people.subjects_of(connection, person_id)), "")
