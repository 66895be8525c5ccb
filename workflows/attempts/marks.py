"""Marking an attempt: each position's mark, the score, and the score by objective."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict

from quizzes.text import Closed
from scoring.passing import Marked, Score, carried_items, score
from storage import attempts
from workflows.attempts.answers import Answers, answers_of
from workflows.attempts.corrections import markers as markers_under
from workflows.attempts.corrections import scoring_names

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from quizzes.edition import Form
    from workflows.attempts.corrections import Told


@dataclass(slots=True)
class MarkedPosition:
    """One position of a result, as stored: fractions as text.

    It is no model of its own: making one costs a third, and a form has fifty of them.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    position: int
    item_id: str
    mark: str
    points: str
    objectives: tuple[str, ...]
    # The mark of each stem or statement, where the item has such.
    by_part: dict[str, str] = field(default_factory=dict)


class ResultBody(Closed):
    """What a result row holds beside its score."""

    schema_version: int = 1
    positions: tuple[MarkedPosition, ...]
    corrections: tuple[str, ...] = ()  # it was marked with, "item.version:number"
    kept: bool = False  # a pass from before a correction, which the score does not reach now


def mark_form(
    connection: Connection, form: Form, answers: Answers, held: Told
) -> tuple[Score, ResultBody]:
    """Mark `answers` by position over the whole form: unanswered is 0, carried counts in full.

    `held` are the corrections to mark by; whoever marks for good takes those in force.
    """
    positions, marked = [], []
    markers = markers_under(connection, [one.digest for one in form.items], held)
    for position, one in enumerate(form.items, start=1):
        marker = markers[one.digest]
        got = marker.mark(answers.get(position))
        objectives = marker.item.objectives
        marked.append(Marked(objectives, got.score, marker.points))
        by_part = {part: str(one) for part, one in got.by_part} if got.by_part else {}
        positions.append(
            MarkedPosition(
                position, one.item_id, str(got.score), str(marker.points), objectives, by_part
            )
        )
    names = scoring_names((markers[one.digest].item for one in form.items), held) if held else ()
    return score(marked), ResultBody(positions=tuple(positions), corrections=names)


def read_result(row: Row[Any]) -> tuple[Score, ResultBody]:
    """Return a stored result as it was marked, with its score recomputed from its positions."""
    body = ResultBody.model_validate_json(row.body)
    return score(
        [
            Marked(mark=Fraction(one.mark), points=Fraction(one.points), objectives=one.objectives)
            for one in body.positions
        ]
    ), body


def full_marks(connection: Connection, attempt: Row[Any]) -> Answers:
    """Return the answers of an attempt that earned the full mark, by position."""
    row = attempts.result_of(connection, attempt.id)
    if row is None:
        return {}
    answers = answers_of(connection, attempt)
    positions = read_result(row)[1].positions
    full = carried_items(Fraction(one.mark) for one in positions)
    return {positions[at].position: answers[positions[at].position] for at in full}
