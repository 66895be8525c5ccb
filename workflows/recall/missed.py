"""What somebody missed in an activity, or got right by a guess: what is worth asking again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from credit.calendar import local_day
from quizzes.answer import canonical_text
from quizzes.correction import is_dropped
from quizzes.edition import FormItem
from scoring.memory import Recall
from scoring.recall import is_wanted
from storage import attempts
from workflows.attempts.answers import answered, form_of
from workflows.attempts.corrections import of, told
from workflows.attempts.marks import read_result
from workflows.content import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from workflows.act import Act


@dataclass(frozen=True)
class Missed:
    """A question as it was answered at first, and why it is asked again."""

    one: FormItem
    value: str | None  # as it is stored; None: it was left open
    recall: Recall


def missed(a: Act, completion: Row[Any]) -> tuple[Missed, ...]:
    """Return what was missed or guessed at first, in whichever attempt that was.

    What a correction took out of marking is not asked again.
    """
    first: dict[str, Missed] = {}
    for row in attempts.of_person(a.connection, completion.person_id, completion.activity_id):
        for one in _first(a, row):
            first.setdefault(one.one.item_id, one)
    wanted = [one for one in first.values() if is_wanted(one.recall)]
    held = told(a.connection, [one.one.item_id for one in wanted])
    items = frozen.items(a.connection, (one.one.digest for one in wanted))
    return tuple(one for one in wanted if not is_dropped(of(items[one.one.digest], held)))


def _first(a: Act, attempt: Row[Any]) -> Iterator[Missed]:
    """Yield every question of an attempt that counted; one without any answer teaches no key."""
    result = attempts.result_of(a.connection, attempt.id)
    rows = attempts.answers(a.connection, attempt.id)
    if result is None or not result.counted or not rows:
        return
    form = form_of(attempt)
    values = answered(form, rows)
    day = local_day(attempt.submitted_at, a.actor.service.settings.zone)
    for marked in read_result(result)[1].positions:
        at = marked.position
        one = form.items[at - 1]
        if one.carried is None:
            confidence = rows[at].confidence if at in rows else None
            value = canonical_text(values[at]) if at in values else None
            yield Missed(one, value, Recall(day, Fraction(marked.mark) == 1, confidence))
