"""Five questions now: which activity about a topic somebody goes on with, or begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflows.content.catalogue import Card, catalogue, narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.act import Actor


@dataclass(frozen=True)
class FiveNow:
    """Where five questions about a topic are, and what else there is."""

    card: Card | None  # None: nothing about it has a question left for this person
    others: tuple[str, ...]  # specialties of what has
    in_one_go: Card | None = None  # about it, but with a time limit: not for five questions


def five_now(actor: Actor, topic: str) -> FiveNow:
    """Return what fits every word of `topic`, any activity if there is none."""
    return chosen(catalogue(actor), topic)


def chosen(cards: Iterable[Card], topic: str) -> FiveNow:
    """Choose among cards: what is in progress first, then what expires first."""
    ready = sorted((one for one in cards if _goes_on(one) or _begins(one)), key=_order)
    left = [one for one in ready if _goes_on(one) or not one.timed]
    timed = [one for one in ready if one.timed and not _goes_on(one)]
    return FiveNow(
        card=next(iter(narrowed(left, words=topic)), None),
        others=tuple(sorted({each for one in left for each in one.specialties})),
        in_one_go=next(iter(narrowed(timed, words=topic)), None),
    )


def _order(one: Card) -> tuple[bool, str, str]:
    return one.own.open is None, one.expires.isoformat(), one.title


def _goes_on(one: Card) -> bool:
    """Whether an attempt is open that has a question without an answer."""
    at = one.own.open
    return at is not None and not at.paused and not at.overdue and at.answered < at.total


def _begins(one: Card) -> bool:
    """Whether an attempt can be started."""
    fresh = one.own.state in {"not_started", "failed"} and one.own.attempts_left != 0
    return fresh and one.own.open is None and one.is_open
