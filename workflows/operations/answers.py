"""Closed attempts against the log: answers and score are those that were sealed at the end."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from storage import attempts, log, proof, things
from workflows.attempts.answers import answers_of, form_of
from workflows.attempts.marks import mark_form
from workflows.attempts.seal import seal
from workflows.operations.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from workflows.operations.finding import Findings

CLOSING = frozenset({"attempt.submit", "attempt.settle"})
"""The acts whose own thing is the attempt that they close."""


def answers(connection: Connection) -> Findings:
    """Every answer of a closed attempt is as it was at its submission, and marks the same."""
    # The text only spares the reading of most lines: act and shape say which ones close an attempt.
    for line in log.lines(connection, holding='"answers"'):
        if (closing := _closing(line)) is None:
            continue
        public_id, sealed = closing
        for what in _faults(connection, public_id, sealed):
            where = f"attempt {public_id}; line {line.seq} of the log, {line.act}"
            yield Finding(what, where)
    for public_id in proof.closed_without_result(connection):
        yield Finding("It is closed and was never marked.", f"attempt {public_id}")


def _closing(line: Row[Any]) -> tuple[str, dict[str, Any]] | None:
    """Return which attempt a line closed, and what it sealed of it; None: it closed none."""
    data: dict[str, Any] = json.loads(line.data)
    if "settled" in data:  # on the way of another act
        return str(data["settled"]["attempt"]), data["settled"]
    if line.act in CLOSING:
        return str(line.object).removeprefix("attempt:"), data
    return None


def _faults(connection: Connection, public_id: str, sealed: dict[str, Any]) -> Iterator[str]:
    attempt = things.find(connection, "attempt", public_id, None)
    if attempt is None:
        yield "The attempt is gone."
        return
    if attempt.submitted_at != datetime.fromisoformat(sealed["submitted_at"]):
        yield "It was not closed at the moment that the log tells."
    if seal(connection, attempt.id) != sealed["answers"]:
        yield "Its answers are not those that were submitted."
    yield from _score_faults(connection, attempt, sealed)


def _score_faults(
    connection: Connection, attempt: Row[Any], sealed: dict[str, Any]
) -> Iterator[str]:
    result = attempts.result_of(connection, attempt.id)
    if result is None or f"{result.num}/{result.den}" != _ratio(sealed["score"]):
        yield f"Its result in force is not the {sealed['score']} that the log tells."
    marked, _body = mark_form(connection, form_of(attempt), answers_of(connection, attempt))
    if str(marked.points / marked.max_points) != sealed["score"]:
        yield f"Marked again, its answers do not give the {sealed['score']} that the log tells."


def _ratio(score: str) -> str:
    """Return "3/4" for "3/4" and "1/1" for "1", as a result's two columns hold it."""
    return score if "/" in score else f"{score}/1"
