"""Evaluations of one activity: how each question was answered, and what was written."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storage import committed, overview
from workflows.content import frozen
from workflows.reports.committed import DAYS
from workflows.reports.overview.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.models import EvaluationForm, Question
    from storage.committed import Words
    from storage.overview import Wanted
    from workflows.reports.overview.ground import Asked

REMARKS = 50  # texts that are shown of each question
COMMITTED: dict[Words, str] = {
    "body": "What people meant to change",
    "obstacle": f"What stood in the way, after {DAYS} days",
    "effect": f"What changed for patients, after {DAYS} days",
}


@dataclass(frozen=True)
class Remarks:
    """What was written to one question of an evaluation, the newest first."""

    question: str
    texts: tuple[str, ...]


def most_evaluated(asked: Asked, keys: Mapping[str, int]) -> str:
    """Return the activity to begin with: of the most evaluations, the newest where there are none.

    The coordinator's own people alone decide, so that nothing is told of others.
    """
    rows = overview.answers(asked.a.connection, asked.span, (), asked.wanted)
    people_ = {row.activity_id: row.people for row in rows}
    return max(keys, key=lambda key: people_.get(keys[key], 0))


def evaluations(asked: Asked, activity: int) -> tuple[list[Table], tuple[Remarks, ...]]:
    """Return the answers to each question of an activity, and to staff what was written."""
    form = frozen.manifest(asked.a.connection, asked.newest[activity]).evaluation
    closed = [one for one in form.questions if one.options]
    wanted = replace(asked.wanted, activity=activity)
    counts: list[Counter[str]] = [Counter() for _ in closed]
    people_: Counter[int] = Counter()
    names = [one.id for one in closed]
    for row in overview.answers(asked.a.connection, asked.span, names, wanted):
        for at, one in enumerate(closed):
            given = _given(one, row[at + 1])
            people_[at] += row.people if given else 0
            counts[at].update(dict.fromkeys(given, row.people))
    tables = [
        _question(one, counts[at], people_[at]) for at, one in enumerate(closed) if people_[at]
    ]
    return tables, _remarks(asked, form, wanted) if asked.a.actor.has("staff") else ()


def _given(question: Question, answer: str | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    return tuple(json.loads(answer)) if question.kind == "choices" else (answer,)


def _question(question: Question, counts: Counter[str], answered: int) -> Table:
    """Return the answers in the form's order; those of an earlier form follow."""
    options = [*question.options, *sorted(set(counts) - set(question.options))]
    return Table(
        name=question.id,
        title=question.text,
        headings=("Answer", "n", "%"),
        rows=tuple((one, counts[one], 100 * counts[one] / answered) for one in options),
        counts=(1,),
        rests_on=1,
    )


def _remarks(asked: Asked, form: EvaluationForm, wanted: Wanted) -> tuple[Remarks, ...]:
    found = (
        (one.text, overview.remarks(asked.a.connection, asked.span, one.id, wanted, REMARKS))
        for one in form.questions
        if one.kind == "text"
    )
    about = ((heading, _committed(asked, column, wanted)) for column, heading in COMMITTED.items())
    return tuple(Remarks(text, tuple(texts)) for text, texts in (*found, *about) if texts)


def _committed(asked: Asked, column: Words, wanted: Wanted) -> list[str]:
    """Return what was written about commitments, each text once with how often it was."""
    rows = committed.texts(asked.a.connection, asked.span, column, wanted, REMARKS)
    return [f"{row.text} ({row.times} times)" if row.times > 1 else row.text for row in rows]
