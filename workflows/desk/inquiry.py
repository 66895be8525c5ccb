"""A question or an idea to the office: what somebody wrote, and everything said of it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, TypeAdapter

from credit.calendar import local_day
from quizzes.text import Closed, Line
from storage import people, tasks
from workflows.people.profile import latest
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from workflows.act import Act

Kind = Literal["office-question", "idea"]
KINDS: dict[Kind, str] = {"office-question": "Question", "idea": "Idea"}
State = Literal["asked", "answered", "withdrawn"]
DAYS = 14  # within which somebody is answered, as for comments
LONGEST = 4_000  # characters of what somebody says
Words = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Outcome = Literal["answered", "done", "planned", "declined"]
OUTCOMES: dict[Outcome, str] = {
    "answered": "Answered", "done": "Done", "planned": "Planned", "declined": "Not taken up",
}  # fmt: skip
OF_KIND: dict[Kind, tuple[Outcome, ...]] = {
    "office-question": ("answered",), "idea": ("planned", "done", "declined"),
}  # fmt: skip
"""What can become of each kind."""


class Written(Closed):
    """What somebody wrote."""

    schema_version: Literal[1] = 1
    subject: Line
    text: Words


class Added(Closed):
    """What whoever wrote adds to it."""

    kind: Literal["added"] = "added"
    text: Words


class Answer(Closed):
    """What the office says, and what becomes of it."""

    kind: Literal["answer"] = "answer"
    text: Words
    outcome: Outcome


Entry = Added | Answer
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[Entry, Field(discriminator="kind")])


@dataclass(frozen=True)
class Note:
    """One thing said of it."""

    entry: Entry
    at: datetime
    by: str


@dataclass(frozen=True)
class Inquiry:
    """A question or an idea with all that was said of it, oldest first."""

    id: str
    kind: Kind
    state: State
    seq: int
    written: Written
    asked_on: date
    due: date  # by which an answer is promised
    answered_on: date | None  # first
    by: str
    own: bool  # of whoever looks
    notes: tuple[Note, ...]

    @property
    def answer(self) -> Answer | None:
        """The last answer."""
        given = [one.entry for one in self.notes if isinstance(one.entry, Answer)]
        return given[-1] if given else None

    @property
    def became(self) -> str:
        """What became of it, in words."""
        if self.state == "withdrawn":
            return "Withdrawn"
        if self.state == "asked" or self.answer is None:
            return "Waits for an answer"
        return OUTCOMES[self.answer.outcome]


def require_inquiry(a: Act) -> None:
    """Answer another kind of task as an unknown one."""
    if a.on.kind not in KINDS:
        raise NotFound("question")


def read(a: Act, row: Row[Any]) -> Inquiry:
    """Return one from its task's row."""
    rows = tasks.notes(a.connection, row.id)
    zone = a.actor.service.settings.zone
    asked = [one for one in rows if one.state == "asked"]
    notes = tuple(_note(a.connection, one) for one in rows if one.body)
    answers = [one for one in notes if isinstance(one.entry, Answer)]
    own = () if a.actor.person_id is None else people.ids_of(a.connection, a.actor.person_id)
    return Inquiry(
        id=row.public_id,
        kind=row.kind,
        state=rows[-1].state,
        seq=rows[-1].seq,
        written=Written.model_validate_json(row.body),
        asked_on=local_day(row.at, zone),
        due=local_day(asked[-1].at, zone) + timedelta(days=DAYS),
        answered_on=local_day(answers[0].at, zone) if answers else None,
        by=_name(a.connection, row.person_id),
        own=row.person_id in own,
        notes=notes,
    )


def add_note(a: Act, seq: int, state: State, entry: Entry | None) -> None:
    """Write the note numbered `seq` of what the act is about, and seal it."""
    body = entry.model_dump_json() if entry is not None else ""
    tasks.note(a.connection, a.on.id, seq, state, body, a.at, a.person_id)
    a.seal("task_note", task_id=a.on.id, seq=seq)
    a.data.update(state=state, seq=seq)


def _note(connection: Connection, row: Row[Any]) -> Note:
    return Note(_ENTRY.validate_json(row.body), row.at, _name(connection, row.by))


def _name(connection: Connection, person_id: int) -> str:
    shown = latest(connection, person_id)[0].shown
    return shown or next(iter(people.subjects_of(connection, person_id)), "")
