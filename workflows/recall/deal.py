"""Ask this week's questions: at most five of what is due, each with what it is asked with today."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from quizzes.digest import digest
from scoring.recall import chosen, later, week_of
from storage import attempts
from workflows.act import act
from workflows.attempts.answers import form_of
from workflows.content import frozen
from workflows.recall.held import held, write
from workflows.recall.material import another_order, pool

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from scoring.recall import Due
    from workflows.act import Act, Actor
    from workflows.recall.held import Card, Held
    from workflows.recall.material import Pool


def deal(actor: Actor, person: str) -> int:
    """Ask what is due and has room in a person's week; return how many questions are open in it.

    Again in the same week only what became due since is added, as far as there is room. What
    cannot be asked today, since its activity is stopped or over or the question was retired, is
    looked at again four weeks later.
    """
    with act(
        actor,
        "recall.deal",
        on=("person", person),
        once=lambda a: None if _room(before := held(a, a.on.person_id)) else (len(before.open),),
    ) as a:
        if a.receipt is not None:
            return int(a.receipt[0])
        return _deal(a, held(a, a.on.person_id))


def may_deal(before: Held) -> bool:
    """Whether something is due that has room in this week."""
    return bool(_room(before))


def _room(before: Held) -> tuple[Due, ...]:
    return chosen(before.waiting, before.today, before.asked)


def _deal(a: Act, before: Held) -> int:
    """Ask until the week is full: what cannot be asked makes room for the next."""
    pools: dict[int, Pool | None] = {}
    asked, passed, left = 0, 0, list(before.waiting)
    while one := next(iter(chosen(left, before.today, before.asked + asked)), None):
        left.remove(one)
        card = next(each for each in before.live if each.key == one.key)
        activity_id = card.completion.activity_id
        if activity_id not in pools:
            pools[activity_id] = pool(a, card.completion)
        if _ask(a, card, pools[activity_id]):
            asked += 1
        else:
            passed += 1
    a.data.update(asked=asked, passed=passed)
    return len(before.open) + asked


def _ask(a: Act, card: Card, held_by: Pool | None) -> bool:
    """Ask one question; False: it is not there to be asked, and waits."""
    week = week_of(a.today)
    item = held_by.pick(card.item_id, _seen(a, card)) if held_by is not None else None
    if item is None:
        write(
            a, card.key, card.now.seq + 1, state="passed", due_on=later(week),
            digest=card.now.digest, item_order=card.now.item_order,
        )  # fmt: skip
        return False
    write(
        a, card.key, card.now.seq + 1, state="asked", due_on=later(week), week=week,
        digest=digest(item), item_order=json.dumps(_order(a, card, item)),
    )  # fmt: skip
    return True


def _order(a: Act, card: Card, item: AnyItem) -> tuple[str, ...]:
    """Return an order in which this person did not see the question last."""
    last = frozen.item(a.connection, card.now.digest)
    before = card.order if last.id == item.id else ()
    return another_order(item, before, a.actor.service.seed())


def _seen(a: Act, card: Card) -> set[str]:
    """Return the items that the person saw in the activity, or when this question returned."""
    done = card.completion
    tried = attempts.of_person(a.connection, done.person_id, done.activity_id)
    asked = frozen.items(a.connection, {row.digest for row in card.rows})
    return {one.item_id for row in tried for one in form_of(row).items} | {
        one.id for one in asked.values()
    }
