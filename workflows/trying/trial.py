"""A self-assessment tried as a physician takes it: pinned at its start, kept by whoever tries."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from quizzes.edition import Form
from quizzes.models import AnyItem, Rules
from scoring.marking import Marker
from scoring.passing import Marked, Score, passed, score
from workflows.attempts.corrections import Told, of
from workflows.attempts.margin import Margin
from workflows.attempts.question import Place, Question, marking
from workflows.attempts.refusals import AnswerIsFinal, NoSuchQuestion
from workflows.attempts.result import ObjectiveScore
from workflows.attempts.review import Reviewed, reviewed
from workflows.attempts.save import DAY, Given, require_answer
from workflows.attempts.standing import Standing

if TYPE_CHECKING:
    from quizzes.answer import Answer


@dataclass
class Trial:
    """One walk through a form. It stands in nobody's records: it ends with the browser's tab."""

    name: str  # by which the card knows it
    slug: str
    title: str
    demonstration: bool
    rules: Rules
    objectives: Mapping[str, str]
    form: Form
    items: Mapping[str, AnyItem]  # by digest
    told: Told  # the corrections of an edition that is tried
    short: tuple[str, ...]  # what is drawn otherwise than planned, in sentences
    begun_at: datetime
    answers: dict[int, Given] = field(default_factory=dict)
    submitted_at: datetime | None = None

    @property
    def seconds(self) -> int:
        """The time spent on the questions."""
        return sum(one.seconds for one in self.answers.values())


@dataclass(frozen=True)
class Outcome:
    """A trial that was submitted: its score against the standard, and each question's review."""

    score: Score
    passed: bool
    objectives: tuple[ObjectiveScore, ...]
    items: tuple[Reviewed, ...]


def new_name(owner: str) -> str:
    """Return the name of a new trial: it begins with its owner's id, as keys of widgets do."""
    return f"{owner}-{secrets.token_hex(8)}"


def page_of(trial: Trial, position: int | None, now: datetime) -> Question:
    """Return the page at `position`; without one, or with none that is there, where to go on."""
    at = _position(trial, position)
    one = trial.form.items[at - 1]
    item = trial.items[one.digest]
    given = trial.answers.get(at)
    final = given is not None and trial.rules.feedback == "after_each_item"
    return Question(
        attempt=trial.name,
        key=trial.slug,
        title=trial.title,
        demonstration=trial.demonstration,
        number=1,
        rules=trial.rules,
        standing=_standing(trial, now),
        position=at,
        places=tuple(_place(trial, each) for each in range(1, len(trial.form.items) + 1)),
        item=item.public(one.order),
        value=cast("Answer", given.value) if given is not None else None,
        confidence=given.confidence if given is not None else None,
        seq=int(given is not None),
        seconds=given.seconds if given is not None else 0,
        saved_at=None,
        margin=Margin(),
        feedback=_reviewed(trial, at) if final else None,
        marking=marking(item),
    )


def give(trial: Trial, given: Given, now: datetime) -> None:
    """Take an answer under the rules by which a physician's is saved.

    Raises:
        AlreadySubmitted, TimeIsUp, NoSuchQuestion, AnswerIsFinal, Faulty: it was not taken.
    """
    _standing(trial, now).require_in_time()
    if not 1 <= given.position <= len(trial.form.items):
        raise NoSuchQuestion
    if given.position in trial.answers and trial.rules.feedback == "after_each_item":
        raise AnswerIsFinal
    item = trial.items[trial.form.items[given.position - 1].digest]
    require_answer(item, trial.rules, given)
    if given.value is None:
        trial.answers.pop(given.position, None)
        return
    trial.answers[given.position] = Given(
        given.position,
        given.seen,
        item.canonical(given.value),
        given.confidence,
        max(0, min(given.seconds, DAY)),
    )


def submit(trial: Trial, now: datetime) -> None:
    """End a trial: it is marked from here on, and takes no answer any more."""
    trial.submitted_at = trial.submitted_at or now


def outcome_of(trial: Trial) -> Outcome:
    """Return what a physician would be told: what was not answered counts as 0."""
    reviews = tuple(_reviewed(trial, at) for at in range(1, len(trial.form.items) + 1))
    markers = [_marker(trial, at) for at in range(1, len(trial.form.items) + 1)]
    marked = [
        Marked(marker.item.objectives, one.mark, marker.points)
        for marker, one in zip(markers, reviews, strict=True)
    ]
    got = score(marked)
    tallies = dict(got.by_objective)
    return Outcome(
        score=got,
        passed=passed(got, trial.rules.passing_percent),
        objectives=tuple(
            ObjectiveScore(text, tallies[name], sum(name in one.objectives for one in marked))
            for name, text in trial.objectives.items()
            if name in tallies
        ),
        items=tuple(sorted(reviews, key=lambda one: one.rank)),
    )


def _marker(trial: Trial, at: int) -> Marker:
    item = trial.items[trial.form.items[at - 1].digest]
    return Marker(item, of(item, trial.told))


def _reviewed(trial: Trial, at: int) -> Reviewed:
    one, given, marker = trial.form.items[at - 1], trial.answers.get(at), _marker(trial, at)
    value = cast("Answer", given.value) if given is not None else None
    confidence = given.confidence if given is not None else None
    got = marker.mark(value).score
    return reviewed(at, one, marker.item, value, confidence, got, of(marker.item, trial.told))


def _position(trial: Trial, wanted: int | None) -> int:
    last = len(trial.form.items)
    if wanted is not None and 1 <= wanted <= last:
        return wanted
    return next((at for at in range(1, last + 1) if at not in trial.answers), last)


def _place(trial: Trial, at: int) -> Place:
    given = trial.answers.get(at)
    if given is None:
        return Place(at, answered=False, flagged=False, unsure=False, partial=False)
    item = trial.items[trial.form.items[at - 1].digest]
    unsure = trial.rules.confidence == "required" and given.confidence is None
    partial = item.missing_in(cast("Answer", given.value)) is not None
    return Place(at, answered=True, flagged=False, unsure=unsure, partial=partial)


def _standing(trial: Trial, now: datetime) -> Standing:
    limit = trial.rules.time_limit_minutes
    due = trial.begun_at + timedelta(minutes=limit) if limit is not None else None
    grace = trial.rules.grace_minutes if trial.rules.overdue == "grace" else 0
    closes = due + timedelta(minutes=grace) if due is not None else None
    return Standing(trial.submitted_at is not None, due, closes, now, trial.rules.overdue)
