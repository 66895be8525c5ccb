"""The catalogue: every self-assessment a person may take, with where the person stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from quizzes.models import BoardPlan, HeldElsewhere
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.content.halted import is_stopped
from workflows.content.own import Own, history, own
from workflows.people.profile import hears_of_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from quizzes.edition import Manifest
    from workflows.act import Act, Actor
    from workflows.content.own import History, State


@dataclass(frozen=True)
class Card:
    """One activity in the catalogue."""

    key: str
    title: str
    summary: str
    specialties: tuple[str, ...]
    topics: tuple[str, ...]  # the objectives' texts, to be found by
    credits: str
    points: bool  # whether the person is shown points, and so credit as a physician's
    boards: tuple[BoardPlan, ...]  # none for those who are not
    minutes: int
    questions: int
    timed: bool  # an attempt has a time limit
    released: date
    expires: date
    claim_by: date
    demonstration: bool
    held_elsewhere: HeldElsewhere | None  # points only: the credit is that activity's
    is_open: bool  # it may be started today
    halt: str | None  # paused or withdrawn, by the office
    own: Own


def catalogue(actor: Actor) -> tuple[Card, ...]:
    """Return what may be started, what opens later, and what the person has begun."""
    with view(actor, "catalogue.see") as a:
        done = history(a.connection, a.person_id)
        points = hears_of_points(a)
        return tuple(
            _card(a, done, row, points=points)
            for row in content.newest_editions(a.connection)
            if _is_listed(row, a.today) or row.id in done.attempts
        )


def _is_listed(row: Row[Any], today: date) -> bool:
    """Whether it is shown to who has not begun it: what is paused is coming back."""
    return bool(today <= row.expires and row.halt != "withdrawn")


def _card(a: Act, done: History, row: Row[Any], *, points: bool) -> Card:
    manifest = frozen.manifest(a.connection, row.edition_id)
    return Card(
        key=frozen.activity_key(a.connection, row.id),
        title=manifest.front.title,
        summary=manifest.front.summary,
        specialties=manifest.front.specialties,
        topics=tuple(one.text for one in manifest.front.objectives),
        credits=manifest.terms.accreditation.credits,
        points=points,
        boards=manifest.terms.boards if points else (),
        minutes=manifest.terms.accreditation.estimated_minutes,
        questions=questions(manifest),
        timed=manifest.terms.rules.time_limit_minutes is not None,
        released=row.released,
        expires=row.expires,
        claim_by=row.claim_by,
        demonstration=manifest.terms.demonstration,
        held_elsewhere=manifest.terms.accreditation.held_elsewhere,
        is_open=row.released <= a.today <= row.expires and not is_stopped(row),
        halt=row.halt if is_stopped(row) else None,
        own=own(a, done, row, manifest),
    )


def questions(manifest: Manifest) -> int:
    """Return how many questions one attempt has."""
    return sum(pool.draw for pool in manifest.pools)


def narrowed(
    cards: Iterable[Card],
    *,
    words: str = "",
    specialties: Iterable[str] = (),
    boards: Iterable[str] = (),
    states: Iterable[State] = (),
) -> tuple[Card, ...]:
    """Return the cards that hold every word, and one of each kind of choice that was made."""
    wanted = words.casefold().split()
    fields, boards, states = frozenset(specialties), frozenset(boards), frozenset(states)
    return tuple(
        one
        for one in cards
        if all(word in _text(one) for word in wanted)
        and (not fields or not fields.isdisjoint(one.specialties))
        and (not boards or not boards.isdisjoint(plan.board for plan in one.boards))
        and (not states or one.own.state in states)
    )


def _text(card: Card) -> str:
    boards = (plan.board for plan in card.boards)
    return " ".join((card.title, card.summary, *card.specialties, *card.topics, *boards)).casefold()
