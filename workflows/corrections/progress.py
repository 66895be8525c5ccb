"""How far a confirmed correction has come: kept in the notes of its task, one for each batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quizzes.text import Closed
from storage import tasks

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workflows.act import Act

APPLYING, DONE = "applying", "done"


class Marked(Closed):
    """What is done so far: up to which attempt, and how much came of it."""

    schema_version: Literal[1] = 1
    edition: int = 0
    attempt: int = 0
    looked_at: int = 0
    changed: int = 0  # new results
    gained: int = 0
    lost: int = 0
    kept: int = 0  # passes that the score does not reach any more
    told: int = 0  # people who have a notice
    lowered: int = 0  # people whose claims were taken back
    restored: int = 0  # people whose claims stand again
    unrestored: int = 0


@dataclass(frozen=True)
class Progress:
    """The last note of a correction's task."""

    seq: int
    state: str | None
    marked: Marked

    @property
    def done(self) -> bool:
        """Whether everything that follows of the correction is written."""
        return self.state == DONE


def progress(connection: Connection, task_id: int) -> Progress:
    """Return how far a correction has come."""
    notes = tasks.notes(connection, task_id)
    if not notes:
        return Progress(0, None, Marked())
    last = notes[-1]
    known = last.state in {APPLYING, DONE} and last.body
    marked = Marked.model_validate_json(last.body) if known else Marked()
    return Progress(last.seq, last.state, marked)


def advance(a: Act, before: Progress, marked: Marked, state: str = APPLYING) -> Progress:
    """Write the next note of the task that the act is about; the key refuses a second writer."""
    body = marked.model_dump_json()
    tasks.note(a.connection, a.on.id, before.seq + 1, state, body, a.at, a.actor.person_id)
    a.seal("task_note", task_id=a.on.id, seq=before.seq + 1)
    return Progress(before.seq + 1, state, marked)
