"""What the question page shows: an item's public face, what is saved, where the rest stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from quizzes.answer import Answer
from quizzes.kinds.public import PublicItem
from quizzes.models import Rules
from scoring.marking import Marker, in_words, method_of
from storage import attempts
from workflows.act import view
from workflows.attempts.answers import Answers, answered, form_of
from workflows.attempts.corrections import told_of
from workflows.attempts.margin import Margin
from workflows.attempts.review import Reviewed, reviewed
from workflows.attempts.standing import Standing, stands
from workflows.content import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from quizzes.edition import Form, FormItem, Terms
    from quizzes.models import Item
    from workflows.act import Act, Actor

NO_MARGIN = Margin()


@dataclass(frozen=True)
class Place:
    """One position in the navigator."""

    position: int
    answered: bool
    flagged: bool
    unsure: bool  # answered, but the confidence the activity asks for is missing
    partial: bool  # answered, but some of its lines are open


@dataclass(frozen=True)
class Question:
    """The question page of an open attempt."""

    attempt: str
    key: str
    title: str
    demonstration: bool
    number: int
    rules: Rules
    standing: Standing
    position: int
    places: tuple[Place, ...]
    item: PublicItem
    value: Answer | None
    confidence: str | None
    seq: int
    seconds: int
    saved_at: datetime | None
    margin: Margin
    feedback: Reviewed | None
    marking: str  # how this question is marked, where that is not plain; else ""

    @property
    def total(self) -> int:
        """How many questions the form has."""
        return len(self.places)

    @property
    def done(self) -> int:
        """How many are answered."""
        return sum(one.answered for one in self.places)

    @property
    def ends_at_once(self) -> bool:
        """Whether nothing is left to look over: every answer is given and final."""
        return self.rules.feedback == "after_each_item" and not self.missing

    @property
    def missing(self) -> tuple[int, ...]:
        """The positions without an answer."""
        return tuple(one.position for one in self.places if not one.answered)


def question(actor: Actor, attempt: str, position: int | None = None) -> Question:
    """Return the page at `position`; without one (or with one that is not there) where to go on.

    Where to go on is the first question without an answer, else the last one.
    """
    with view(actor, "attempt.see", on=("attempt", attempt)) as a:
        form = form_of(a.on)
        rows = attempts.answers(a.connection, a.on.id)
        values = answered(form, rows)
        asides = attempts.asides(a.connection, a.on.id)
        terms = frozen.terms(a.connection, a.on.activity_id)
        margins = {at: Margin.model_validate_json(row.body) for at, row in asides.items()}
        places = _places(a, form, values, rows, margins, terms.rules)
        return _page(a, form, terms, values, rows, margins, places, _position(places, position))


def _position(places: tuple[Place, ...], wanted: int | None) -> int:
    if wanted is not None and 1 <= wanted <= len(places):
        return wanted
    return next((one.position for one in places if not one.answered), len(places))


def _places(
    a: Act,
    form: Form,
    values: Answers,
    rows: Mapping[int, Row[Any]],
    margins: Mapping[int, Margin],
    rules: Rules,
) -> tuple[Place, ...]:
    return tuple(
        Place(
            position=position,
            answered=position in values,
            flagged=margins.get(position, NO_MARGIN).flag,
            unsure=rules.confidence == "required"
            and position in rows
            and rows[position].confidence is None,
            partial=_is_partial(a, one, values.get(position)),
        )
        for position, one in enumerate(form.items, start=1)
    )


def _is_partial(a: Act, one: FormItem, value: Answer | None) -> bool:
    # Only an answer with several parts can be one: no other item is looked at.
    if not isinstance(value, dict | list):
        return False
    return frozen.item(a.connection, one.digest).missing_in(value) is not None


def _page(
    a: Act,
    form: Form,
    terms: Terms,
    values: Answers,
    rows: Mapping[int, Row[Any]],
    margins: Mapping[int, Margin],
    places: tuple[Place, ...],
    position: int,
) -> Question:
    one = form.items[position - 1]
    item = frozen.item(a.connection, one.digest)
    row = rows.get(position)
    value = values.get(position)
    confidence = row.confidence if row is not None else None
    final = one.carried is not None or (
        row is not None and terms.rules.feedback == "after_each_item"
    )
    feedback = None
    if final:
        corrections = told_of(a.connection, item)
        got = Marker(item, corrections).mark(value).score
        feedback = reviewed(position, one, item, value, confidence, got, corrections)
    return Question(
        attempt=a.on.public_id,
        key=frozen.activity_key(a.connection, a.on.activity_id),
        title=terms.title,
        demonstration=terms.demonstration,
        number=a.on.number,
        rules=terms.rules,
        standing=stands(a.connection, a.on, terms.rules, a.at),
        position=position,
        places=places,
        item=item.public(one.order),
        value=value,
        confidence=confidence,
        seq=row.seq if row is not None else 0,
        seconds=row.seconds if row is not None else 0,
        saved_at=row.at if row is not None else None,
        margin=margins.get(position, NO_MARGIN),
        feedback=feedback,
        marking=marking(item),
    )


def marking(item: Item) -> str:
    """Say how an item is marked, where that is not plain."""
    said = "" if item.type == "single_best_answer" else in_words(method_of(item, {}))
    points = item.scoring.points
    return said if points == "1" else f"{said} Worth {points} points.".strip()
