"""Double claims: one activity claimed in two accounts of one person; staff say which one stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quizzes.text import Closed
from storage import credit, people, standings, tasks
from workflows.content import frozen

if TYPE_CHECKING:
    from workflows.act import Act

KIND, CLOSED = "double", "closed"


class Double(Closed):
    """What a task about a double claim holds."""

    schema_version: Literal[1] = 1
    activity: str
    completions: tuple[str, ...]


def double_claims(a: Act, person_id: int) -> tuple[Double, ...]:
    """Return each activity that a person claimed in more than one of their accounts."""
    claimed = standings.claimed(a.connection, person_id)
    held: dict[int, list[str]] = {}
    for row in credit.completions_of(a.connection, person_id):
        if row.id in claimed:
            held.setdefault(row.activity_id, []).append(row.public_id)
    return tuple(
        Double(
            activity=frozen.activity_key(a.connection, activity_id),
            completions=tuple(sorted(completions)),
        )
        for activity_id, completions in sorted(held.items())
        if len(completions) > 1
    )


def open_for(a: Act, person_id: int) -> int:
    """Write a task for each double claim of a person, and return how many there are."""
    found = double_claims(a, person_id)
    for one in found:
        about = f"person:{people.by_id(a.connection, person_id).public_id}"
        made = tasks.add(
            a.connection,
            kind=KIND,
            about=about,
            person_id=person_id,
            body=one.model_dump_json(),
            by=a.person_id,
            now=a.at,
        )
        a.seal("task", id=made.id)
    return len(found)


def close_solved(a: Act, person_id: int) -> None:
    """Close the tasks about double claims that are none any more."""
    for own in people.ids_of(a.connection, person_id):
        still = double_claims(a, own)
        for task in tasks.of_person(a.connection, own, KIND):
            if task.state is None and Double.model_validate_json(task.body) not in still:
                tasks.note(a.connection, task.id, 1, CLOSED, "", a.at, a.actor.person_id)
                a.seal("task_note", task_id=task.id, seq=1)
