"""One question of one's own as it was seen, with how others answered it and how it went on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from credit.calendar import local_day
from storage import attempts, learning, people
from workflows.act import view
from workflows.attempts.answers import form_of
from workflows.attempts.corrections import told_of
from workflows.attempts.margin import Margin
from workflows.attempts.marks import ResultBody
from workflows.attempts.result import NotSubmitted, reviews
from workflows.attempts.review import Reviewed
from workflows.content import frozen
from workflows.learning.peers import Peers, has_figures, peers
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Row

    from workflows.act import Act, Actor


@dataclass(frozen=True)
class Time:
    """One time the question was asked."""

    attempt: str
    position: int
    title: str
    asked_on: date
    mark: Fraction
    answered: bool
    confidence: str | None


@dataclass(frozen=True)
class One:
    """A question that the person was asked."""

    attempt: str
    title: str
    number: int  # of the attempt
    submitted_on: date
    review: Reviewed
    note: str | None
    peers: Peers | None  # None: fewer than five others, or they are in the person's figures
    in_figures: bool  # the person had a hand in it, and reads of all answers in the statistics
    times: tuple[Time, ...]  # the first one first


def one(actor: Actor, attempt: str, position: int) -> One:
    """Return a question of the person's own attempt, where its result shows the review.

    Raises:
        NotSubmitted: the attempt is still open.
        NotFound: it is not theirs, has no such question, or shows none since nothing was answered.
    """
    with view(actor, "learning.see", on=("attempt", attempt)) as a:
        row = attempts.result_of(a.connection, a.on.id)
        if row is None:
            raise NotSubmitted
        body = ResultBody.model_validate_json(row.body)
        rows = attempts.answers(a.connection, a.on.id)
        found = reviews(a, body, rows, only=position)
        if not found:
            raise NotFound("question")
        return _one(a, found[0])


def _one(a: Act, review: Reviewed) -> One:
    held = form_of(a.on).items[review.position - 1]
    item = frozen.item(a.connection, held.digest)
    own = people.ids_of(a.connection, a.person_id)
    in_figures = has_figures(a, item)
    return One(
        attempt=a.on.public_id,
        title=frozen.terms(a.connection, a.on.activity_id).title,
        number=a.on.number,
        submitted_on=_day(a, a.on),
        review=review,
        note=_note(a, review.position),
        peers=None
        if in_figures
        else peers(a.connection, own, held, item, told_of(a.connection, item)),
        in_figures=in_figures,
        times=tuple(_time(a, each) for each in learning.times(a.connection, own, review.item_id)),
    )


def _note(a: Act, position: int) -> str | None:
    row = attempts.asides(a.connection, a.on.id).get(position)
    return Margin.model_validate_json(row.body).note or None if row is not None else None


def _time(a: Act, row: Row[Any]) -> Time:
    return Time(
        attempt=row.public_id,
        position=row.position,
        title=frozen.terms(a.connection, row.activity_id).title,
        asked_on=_day(a, row),
        mark=Fraction(row.mark),
        answered=bool(row.answered),
        confidence=row.confidence if row.answered else None,
    )


def _day(a: Act, row: Row[Any]) -> date:
    return local_day(row.submitted_at, a.actor.service.settings.zone)
