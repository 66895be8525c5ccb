"""Save one answer: what this acknowledges is on disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.exc import IntegrityError

from quizzes.answer import canonical_text
from storage import attempts
from workflows.act import act
from workflows.attempts.answers import form_of, value_of
from workflows.attempts.refusals import AnswerIsFinal, NoSuchQuestion
from workflows.attempts.standing import stands
from workflows.content import frozen
from workflows.refusals import Faulty, Stale

if TYPE_CHECKING:
    from sqlalchemy import Row

    from quizzes.answer import Answer
    from quizzes.edition import FormItem
    from quizzes.models import Item, Rules
    from workflows.act import Act, Actor

CONFIDENCE = ("sure", "fairly", "guess")
DAY = 86_400  # seconds; a page left open overnight says nothing about the question


@dataclass(frozen=True)
class Saved:
    """The receipt of a save."""

    seq: int
    at: datetime


@dataclass(frozen=True)
class Given:
    """An answer as it arrived."""

    position: int
    seen: int
    value: object
    confidence: str | None
    seconds: int

    def text(self, item: Item) -> str:
        """Return the value as stored: the same answer is always the same text."""
        return canonical_text(item.canonical(self.value))


def save(
    actor: Actor,
    attempt: str,
    *,
    position: int,
    seen: int,
    value: object,
    confidence: str | None = None,
    seconds: int = 0,
) -> Saved:
    """Save the answer at `position`, which the page drew from the answer numbered `seen`.

    Raises:
        Stale: another answer is in force; it is in `current` and `seq`.
        AlreadySubmitted, TimeIsUp, Paused, AnswerIsFinal, NoSuchQuestion, Faulty: nothing was
            saved.
    """
    given = Given(position, seen, value, confidence, max(0, min(seconds, DAY)))
    try:
        return _save(actor, attempt, given)
    except IntegrityError:
        # Two writers saw the same answer and the key refused the second, which now learns of it.
        return _save(actor, attempt, given)


def _save(actor: Actor, attempt: str, given: Given) -> Saved:
    with act(actor, "answer.save", on=("attempt", attempt)) as a:
        rules = frozen.terms(a.connection, a.on.activity_id).rules
        one = _item_at(a, given.position)
        last = attempts.answer_at(a.connection, a.on.id, given.position)
        item = frozen.item(a.connection, one.digest)
        text = given.text(item)
        if last is not None and _same(last, given, text):
            return Saved(last.seq, last.at)
        stands(a.connection, a.on, rules, a.at).require_answerable(actor.service.settings.zone)
        require_answer(item, rules, given)
        _require_fresh(last, rules, given)
        attempts.add_answer(
            a.connection,
            {
                "attempt_id": a.on.id,
                "position": given.position,
                "seq": given.seen + 1,
                "value": text,
                "confidence": given.confidence,
                "seconds": given.seconds,
                "at": a.at,
            },
        )
        return Saved(given.seen + 1, a.at)


def _same(last: Row[Any], given: Given, text: str) -> bool:
    """Whether this is the answer in force sent again, because its receipt was lost."""
    return bool(
        last.seq == given.seen + 1 and last.value == text and last.confidence == given.confidence
    )


def _item_at(a: Act, position: int) -> FormItem:
    """Return the item to answer there; one that was carried over is answered already."""
    items = form_of(a.on).items
    if not 1 <= position <= len(items) or items[position - 1].carried is not None:
        raise NoSuchQuestion
    return items[position - 1]


def require_answer(item: Item, rules: Rules, given: Given) -> None:
    """Refuse what is no answer to an item, or none that its rules take.

    Raises:
        Faulty: with what to do instead.
    """
    cleared = given.value is None and rules.feedback == "after_submission"
    fault = None if cleared else item.fault_of(given.value)
    if fault:
        raise Faulty(fault)
    if given.confidence is not None and given.confidence not in CONFIDENCE:
        message = "Say how sure you are: sure, fairly, or guess."
        raise Faulty(message)
    at_once = rules.feedback == "after_each_item"
    left = item.missing_in(cast("Answer", given.value)) if at_once else None
    if left:
        raise Faulty(left)
    if at_once and rules.confidence == "required" and given.confidence is None:
        message = "Say how sure you are before you submit this answer."
        raise Faulty(message)


def _require_fresh(last: Row[Any] | None, rules: Rules, given: Given) -> None:
    if last is not None and rules.feedback == "after_each_item":
        raise AnswerIsFinal
    seq = last.seq if last is not None else 0
    if given.seen != seq:
        raise Stale(value_of(last), seq)
