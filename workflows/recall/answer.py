"""Answer a question that returned, once, or let it stay away for good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scoring.marking import Marker
from scoring.memory import Recall
from scoring.recall import returns_on, week_of
from workflows.act import act
from workflows.attempts.corrections import told_of
from workflows.attempts.refusals import AnswerIsFinal
from workflows.attempts.save import DAY, Given, require_answer
from workflows.content import frozen
from workflows.recall.held import RULES, Card, NotAskedThisWeek, held, write
from workflows.recall.material import running
from workflows.refusals import Stale

if TYPE_CHECKING:
    from datetime import date

    from quizzes.models import Item
    from workflows.act import Act, Actor


def answer(actor: Actor, completion: str, item_id: str, *, seen: int, given: Given) -> date | None:
    """Keep the answer to a question that was asked by the row numbered `seen`.

    Return from which day on it is asked again; None: it is known, and stays away. The same answer
    again returns the same. It is no part of any record, result or statistics of the question.

    Raises:
        NotAskedThisWeek, AnswerIsFinal, Faulty: nothing was kept.
        Stale: another window did something with it.
    """
    with act(
        actor,
        "recall.answer",
        on=("completion", completion),
        once=lambda a: _same(a, item_id, seen, given),
    ) as a:
        if a.receipt is not None:
            row: Any = a.receipt
            due: date | None = row.due_on
            return due
        return _keep(a, _card(a, item_id), seen, given)


def leave(actor: Actor, completion: str, item_id: str, *, seen: int) -> None:
    """Let a question stay away for good, whatever it was answered; a repeat changes nothing.

    Raises:
        NotAskedThisWeek: it does not return.
        Stale: another window did something with it.
    """
    with act(
        actor,
        "recall.leave",
        on=("completion", completion),
        once=lambda a: True if _card(a, item_id).now.state == "left" else None,
    ) as a:
        if a.receipt is not None:
            return
        card = _card(a, item_id)
        if card.now.seq != seen:
            raise Stale(None, card.now.seq)
        write(
            a, card.key, seen + 1, state="left", week=card.now.week, digest=card.now.digest,
            item_order=card.now.item_order,
        )  # fmt: skip
        a.data["item"] = item_id


def _card(a: Act, item_id: str) -> Card:
    cards = held(a, a.on.person_id).cards
    found = next((one for one in cards if one.key == (a.on.id, item_id)), None)
    if found is None:
        raise NotAskedThisWeek
    return found


def _same(a: Act, item_id: str, seen: int, given: Given) -> Any:  # noqa: ANN401  (a Row)
    """Return the row of this very answer, where it was kept already."""
    now = _card(a, item_id).now
    if now.state != "answered" or now.seq != seen + 1 or now.confidence != given.confidence:
        return None
    return now if now.value == given.text(frozen.item(a.connection, now.digest)) else None


def _keep(a: Act, card: Card, seen: int, given: Given) -> date | None:
    now = card.now
    _require_asked(a, card, seen)
    item = frozen.item(a.connection, now.digest)
    require_answer(item, RULES, given)
    given = replace(given, seconds=max(0, min(given.seconds, DAY)))
    one = _recall(a, item, given)
    due = returns_on([*card.recalls, one])
    write(
        a, card.key, seen + 1, state="answered", due_on=due, week=now.week, digest=now.digest,
        item_order=now.item_order, answered_on=one.on, value=given.text(item), correct=one.right,
        confidence=one.confidence, seconds=given.seconds,
        age=(one.on - card.recalls[0].on).days,
    )  # fmt: skip
    a.data["item"] = card.item_id
    return due


def _require_asked(a: Act, card: Card, seen: int) -> None:
    now = card.now
    if now.state == "answered" and now.week == week_of(a.today):
        raise AnswerIsFinal
    if now.state != "asked" or now.week != week_of(a.today):
        raise NotAskedThisWeek
    wished = held(a, a.on.person_id).wishes[a.on.id]
    if wished != "on" or running(a, a.on.activity_id) is None:
        raise NotAskedThisWeek
    if now.seq != seen:
        raise Stale(None, now.seq)


def _recall(a: Act, item: Item, given: Given) -> Recall:
    value: Any = item.canonical(given.value)
    got = Marker(item, told_of(a.connection, item)).mark(value)
    return Recall(a.today, got.score == 1, given.confidence)
