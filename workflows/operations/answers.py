"""Closed attempts against the log: answers and score are those that were sealed at the end."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scoring.passing import passed
from storage import corrections, log, proof, things
from workflows.attempts.answers import answers_of, form_of
from workflows.attempts.corrections import all_of, only
from workflows.attempts.marks import ResultBody, mark_form
from workflows.attempts.seal import seal
from workflows.content import frozen
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
    """Compare every result with the answers, each marked with the corrections that it names.

    The first one is that of the submission; the others are told of by corrections.
    """
    results = corrections.results_of(connection, attempt.id)
    if not results or f"{results[0].num}/{results[0].den}" != _ratio(sealed["score"]):
        yield f"Its first result is not the {sealed['score']} that the log tells."
    form, given = form_of(attempt), answers_of(connection, attempt)
    known = all_of(connection, [one.item_id for one in form.items])
    standard = frozen.terms(connection, attempt.activity_id).rules.passing_percent
    for row in results:
        body = ResultBody.model_validate_json(row.body)
        marked, anew = mark_form(connection, form, given, only(known, body.corrections))
        share = marked.share
        if (row.num, row.den) != (share.numerator, share.denominator):
            yield f"Marked again, its answers do not give the {row.num}/{row.den} of its result."
        elif anew.corrections != body.corrections:
            yield "Its result names corrections that there are not."
        elif row.passed != (row.counted and (body.kept or passed(marked, standard))):
            yield "Its result passes otherwise than its score says."


def _ratio(score: str) -> str:
    """Return "3/4" for "3/4" and "1/1" for "1", as a result's two columns hold it."""
    return score if "/" in score else f"{score}/1"
