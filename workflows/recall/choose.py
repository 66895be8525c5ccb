"""Wish that what was missed in a completed activity returns, stop it, or let everything rest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.recall import returns_on
from storage import recall as stored
from workflows.act import act, view
from workflows.content import frozen
from workflows.recall.held import WISHES, Wish, held, write
from workflows.recall.missed import missed
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from workflows.act import Act, Actor
    from workflows.recall.missed import Missed


@dataclass(frozen=True)
class Offer:
    """What could return after one completion, and what was wished."""

    completion: str
    title: str
    questions: int
    wish: Wish | None  # None: it was not asked yet


def offer(actor: Actor, completion: str) -> Offer:
    """Return what could return after a completion of the person's own."""
    with view(actor, "recall.see", on=("completion", completion)) as a:
        row = stored.choices(a.connection, [a.on.id]).get(a.on.id)
        return Offer(
            completion=a.on.public_id,
            title=frozen.terms(a.connection, a.on.activity_id).title,
            questions=len(missed(a, a.on)),
            wish=row.state if row is not None else None,
        )


def choose(actor: Actor, completion: str, wish: Wish) -> int:
    """Keep what is wished for a completion, and return how many of its questions return.

    The same wish again changes nothing. Whoever stops and begins again goes on where they were.
    """
    if wish not in WISHES:
        message = "Choose one of the answers that are offered."
        raise Faulty(message)
    with act(
        actor,
        "recall.choose",
        on=("completion", completion),
        once=lambda a: (_number(a),) if _wish(a) == wish else None,
    ) as a:
        if a.receipt is None:
            _write(a, a.on.id, wish)
            if wish == "on" and not _number(a):
                _join(a)
        return a.receipt[0] if a.receipt is not None else _number(a)


def rest(actor: Actor, *, resting: bool) -> int:
    """Let everything that returns rest, or go on; return for how many completions.

    Nothing piles up meanwhile: what was due then is asked later, five a week as always.
    """
    before, after = ("on", "paused") if resting else ("paused", "on")

    def found(a: Act) -> list[int]:
        return [one for one, wish in held(a, a.on.id).wishes.items() if wish == before]

    with act(
        actor,
        "recall.rest",
        on=("person", actor.public_id),
        once=lambda a: None if found(a) else 0,
    ) as a:
        chosen = found(a) if a.receipt is None else []
        for completion_id in chosen:
            _write(a, completion_id, after)
        a.data["completions"] = len(chosen)
        return len(chosen)


def _wish(a: Act) -> str | None:
    row = stored.choices(a.connection, [a.on.id]).get(a.on.id)
    return row.state if row is not None else None


def _number(a: Act) -> int:
    return len(stored.histories(a.connection, [a.on.id]))


def _write(a: Act, completion_id: int, wish: str) -> None:
    row = stored.choices(a.connection, [completion_id]).get(completion_id)
    seq = row.seq + 1 if row is not None else 1
    stored.choose(a.connection, completion_id, seq, wish, a.at)
    a.seal("recall_choice", completion_id=completion_id, seq=seq)
    a.data["wish"] = wish


def _join(a: Act) -> None:
    found = missed(a, a.on)
    for one in found:
        _add(a, one)
    a.data["questions"] = len(found)


def _add(a: Act, one: Missed) -> None:
    write(
        a,
        (a.on.id, one.one.item_id),
        1,
        state="joined",
        due_on=returns_on([one.recall]),
        digest=one.one.digest,
        item_order=json.dumps(one.one.order),
        answered_on=one.recall.on,
        value=one.value,
        correct=one.recall.right,
        confidence=one.recall.confidence,
    )
