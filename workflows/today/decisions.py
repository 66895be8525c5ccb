"""What people wait for: answers to comments and requests, and decisions that take a second one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credit.calendar import local_day, written
from quizzes.counted import count
from storage import participations, people, projects, tasks
from workflows.corrections import appeals, proposed
from workflows.credit import amendment
from workflows.desk import doubles, inquiry, request
from workflows.people import merge
from workflows.today.due import Due, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Row

    from workflows.act import Act

TWO: dict[
    str, tuple[str, str, Where]
] = {  # decisions that take two, with the screen on which the second one takes them
    proposed.KIND: ("correction of a question", "corrections of questions", "correct"),
    amendment.KIND: ("amendment of a claim", "amendments of claims", "confirm"),
    merge.KIND: ("merge of two accounts", "merges of accounts", "confirm"),
}


def decisions(a: Act) -> Iterator[Due]:
    """Yield what waits for an answer or a decision; call it inside a view of staff."""
    own = people.ids_of(a.connection, a.person_id)
    waiting = tasks.waiting(a.connection, (appeals.KIND, doubles.KIND, *TWO), own)
    if (row := waiting.get(appeals.KIND)) is not None:
        yield _appeals(a, row)
    yield from _requests(a)
    yield from _inquiries(a)
    if many := projects.in_state(a.connection, "draft"):
        what = count(many, "proposed quality project waits", "proposed quality projects wait")
        yield Due("now", f"{what} for a decision.", "part4")
    if many := participations.leads_waiting(a.connection):
        what = count(many, "attestation of a project's lead waits", "leads' attestations wait")
        yield Due("now", f"{what} for the office to verify.", "part4")
    for kind in TWO:
        if (row := waiting.get(kind)) is not None:
            yield from _proposals(kind, row)
    if (row := waiting.get(doubles.KIND)) is not None:
        what = count(row.many, "activity was", "activities were")
        yield Due("now", f"{what} claimed twice in accounts that were merged since.", "confirm")


def _appeals(a: Act, row: Row[Any]) -> Due:
    what = count(row.many, "comment on a question waits", "comments on questions wait")
    late = row.due < a.today
    when = f"was due on {written(row.due)}" if late else f"is due on {written(row.due)}"
    first = "it" if row.many == 1 else "the first"
    query: Mapping[str, str] = {"appeal": row.public_id} if row.many == 1 else {}
    said = f"{what} for an answer; {first} {when}."
    return Due("late" if late else "now", said, "correct", query, row.due)


def _requests(a: Act) -> Iterator[Due]:
    rows = tasks.in_state(a.connection, request.KIND, "asked")
    if not rows:
        return
    oldest = rows[0]
    since = local_day(oldest.at, a.actor.service.settings.zone)
    what = count(len(rows), "request for MOC points waits", "requests for MOC points wait")
    said = f"{what} for an answer, since {written(since)}."
    yield Due("now", said, "requests", {"id": oldest.public_id})


def _inquiries(a: Act) -> Iterator[Due]:
    waiting = [
        inquiry.read(a, tasks.by_id(a.connection, row.id))
        for kind in inquiry.KINDS
        for row in tasks.in_state(a.connection, kind, "asked")
    ]
    if not waiting:
        return
    first = min(waiting, key=lambda one: one.due)
    late = first.due < a.today
    what = count(len(waiting), "question or idea waits", "questions or ideas wait")
    which = "it" if len(waiting) == 1 else "the first"
    said = f"{what} for an answer; {which} {'was' if late else 'is'} due on {written(first.due)}."
    address = {"inquiry": first.id} if len(waiting) == 1 else {"of": "office"}
    yield Due("late" if late else "now", said, "requests", address, first.due)


def _proposals(kind: str, row: Row[Any]) -> Iterator[Due]:
    one, many, to = TWO[kind]
    if others := row.many - row.own:
        what = count(others, f"{one} waits", f"{many} wait")
        yield Due("now", f"{what} for a second person to confirm.", to)
    if row.own:
        what = count(row.own, f"{one} waits", f"{many} wait")
        yield Due("later", f"{what} for somebody else than you to confirm.", to)
