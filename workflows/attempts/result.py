"""The result of a submitted attempt: its score against the standard, and each item's review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scoring.passing import Score, Tally
from storage import attempts, content, corrections, credit
from workflows.act import view
from workflows.attempts.answers import answered, form_of
from workflows.attempts.corrections import of, told
from workflows.attempts.margin import Margin
from workflows.attempts.marks import read_result
from workflows.attempts.review import Reviewed, reviewed
from workflows.content import frozen
from workflows.content.halted import halted
from workflows.content.own import history, own
from workflows.credit.eligibility import earns_credit
from workflows.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.attempts.marks import ResultBody


class NotSubmitted(Refused):
    """The attempt is still open."""

    def __init__(self) -> None:
        """Say where to go on."""
        super().__init__("This attempt is not submitted yet. Go on with the questions first.")


@dataclass(frozen=True)
class ObjectiveScore:
    """The score of one objective."""

    text: str
    tally: Tally
    items: int


@dataclass(frozen=True)
class Result:
    """A submitted attempt."""

    attempt: str
    key: str
    title: str
    demonstration: bool
    number: int
    submitted_at: datetime
    score: Score
    passing_percent: str
    passed: bool
    counted: bool
    practice: bool  # the activity was passed before this attempt
    earns_credit: bool
    participates: bool  # what is claimed is hours of participation, not credit
    completion: str | None
    attempts_left: int | None  # None: without limit
    is_open: bool  # whether an attempt may be started today
    halt: str | None  # what the office says, where it paused or withdrew the activity
    teaches_only: bool  # it was passed after the activity was withdrawn
    objectives: tuple[ObjectiveScore, ...]
    seconds: int
    items: tuple[Reviewed, ...]
    notes: dict[int, str]
    corrections: tuple[str, ...]
    before: Score | None  # the first score, where a correction changed it
    kept: bool  # the pass is one from before a correction

    @property
    def in_order_of_need(self) -> tuple[Reviewed, ...]:
        """Sure and wrong first, then right but guessed, then what else was missed, then others."""
        return tuple(sorted(self.items, key=lambda one: one.rank))


def result(actor: Actor, attempt: str) -> Result:
    """Return the result of the person's own attempt.

    Raises:
        NotSubmitted: it is still open.
    """
    with view(actor, "attempt.see", on=("attempt", attempt)) as a:
        row = attempts.result_of(a.connection, a.on.id)
        if row is None:
            raise NotSubmitted
        return _result(a, row)


def _result(a: Act, row: Row[Any]) -> Result:
    manifest = frozen.manifest(a.connection, a.on.edition_id)
    score, body = read_result(row)
    rows = attempts.answers(a.connection, a.on.id)
    asides = attempts.asides(a.connection, a.on.id)
    notes = {at: Margin.model_validate_json(one.body).note for at, one in asides.items()}
    tallies = dict(score.by_objective)
    objectives = {one.id: one.text for one in manifest.front.objectives}  # in the bank's order
    activity = content.activity_by_id(a.connection, a.on.activity_id)
    stands = own(a, history(a.connection, a.on.person_id), activity, manifest)
    halt = halted(a.connection, activity, activity.id)
    first = credit.first_pass(a.connection, a.on.person_id, a.on.activity_id)
    done = credit.completion_of(a.connection, a.on.person_id, a.on.activity_id)
    return Result(
        attempt=a.on.public_id,
        key=frozen.activity_key(a.connection, a.on.activity_id),
        title=manifest.front.title,
        demonstration=manifest.terms.demonstration,
        number=a.on.number,
        submitted_at=a.on.submitted_at,
        score=score,
        passing_percent=manifest.terms.rules.passing_percent,
        passed=row.passed,
        counted=row.counted,
        practice=first is not None and first.id < a.on.id,
        earns_credit=earns_credit(a.connection, a.on.person_id, manifest),
        participates=stands.participates,
        completion=done.public_id if done is not None else None,
        attempts_left=stands.attempts_left,
        is_open=activity.released <= a.today <= activity.expires and halt is None,
        halt=halt.said(a.actor.service.settings.zone) if halt is not None else None,
        teaches_only=halt is not None and halt.teaches_only(a.on.submitted_at),
        objectives=tuple(
            ObjectiveScore(objectives[name], tallies[name], _count(body, name))
            for name in objectives
            if name in tallies
        ),
        seconds=sum(one.seconds for one in rows.values()),
        items=reviews(a, body, rows),
        notes={at: note for at, note in notes.items() if note},
        corrections=body.corrections,
        before=_before(a, score) if row.seq > 1 else None,
        kept=body.kept,
    )


def _before(a: Act, now: Score) -> Score | None:
    first = read_result(corrections.results_of(a.connection, a.on.id)[0])[0]
    return first if first.share != now.share else None


def _count(body: ResultBody, objective: str) -> int:
    return sum(objective in one.objectives for one in body.positions)


def reviews(
    a: Act, body: ResultBody, rows: dict[int, Row[Any]], only: int | None = None
) -> tuple[Reviewed, ...]:
    """Return what may be shown of the closed attempt that `a` is about, or of one position alone.

    Without an answer it used up no attempt, so it must not teach the key for the next one.
    """
    if not rows:
        return ()
    form = form_of(a.on)
    values = answered(form, rows)
    wanted = [one for one in body.positions if only in {None, one.position}]
    places = {one.position: form.items[one.position - 1] for one in wanted}
    bodies = frozen.items(a.connection, (one.digest for one in places.values()))
    held = told(a.connection, [one.item_id for one in places.values()])
    return tuple(
        reviewed(
            one.position,
            places[one.position],
            bodies[places[one.position].digest],
            values.get(one.position),
            rows[one.position].confidence if one.position in rows else None,
            Fraction(one.mark),
            of(bodies[places[one.position].digest], held),
        )
        for one in wanted
    )
