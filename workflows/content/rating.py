"""Angoff ratings: each judge's own, and the passing standard that all of them propose."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import IntegrityError

from quizzes.drawing import pools_of
from scoring.standard import Rated, standard
from storage import review
from workflows.act import act, view
from workflows.content.shelf import opened
from workflows.content.signing import TextChanged
from workflows.refusals import Faulty, Stale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from scoring.standard import Standard
    from workflows.act import Act, Actor
    from workflows.content.shelf import Read

MOST = 100


class NotAPercent(Faulty):
    """A rating that is no number of physicians among a hundred."""

    def __init__(self) -> None:
        """Say what is asked."""
        super().__init__("Give a whole number from 0 to 100: of a hundred, how many are right?")


@dataclass(frozen=True)
class Ratings:
    """A judge's own rating of an item; what the others said comes only after it."""

    own: int | None
    seq: int  # of the own one; 0: none yet
    others: int  # how many judges besides
    mean: Fraction | None  # over all judges; None until the own one is given


def ratings(actor: Actor, slug: str, item_id: str) -> Ratings:
    """Return what a judge may see of the ratings of an item's present text.

    Raises:
        NotFound: there is no such item.
    """
    with view(actor, "review.see") as a:
        one = opened(a, slug, item_id)
        rows = _in_force(a.connection, (one.item.digest,)).get(one.item.digest, {})
    own = rows.get(a.person_id)
    percents = [row.percent for row in rows.values()]
    return Ratings(
        own=own.percent if own is not None else None,
        seq=own.seq if own is not None else 0,
        others=len(percents) - (own is not None),
        mean=Fraction(sum(percents), len(percents)) if own is not None else None,
    )


def rate(actor: Actor, slug: str, item_id: str, *, digest: str, percent: int, seen: int) -> Ratings:
    """Rate the text with that digest; `seen` is the seq of the judge's own rating, 0 for none.

    Raises:
        NotFound, TextChanged, NotAPercent, Stale: nothing was written.
    """
    try:
        with act(actor, "item.rate", once=lambda a: _again(a, digest, percent)) as a:
            if a.receipt is None:
                _rate(a, slug, item_id, digest, percent, seen)
    except IntegrityError:  # the same judge in two windows
        raise Stale(percent, seen) from None
    return ratings(actor, slug, item_id)


def _rate(a: Act, slug: str, item_id: str, digest: str, percent: int, seen: int) -> None:
    if not 0 <= percent <= MOST:
        raise NotAPercent
    if opened(a, slug, item_id).item.digest != digest:
        raise TextChanged
    own = _in_force(a.connection, (digest,)).get(digest, {}).get(a.person_id)
    if (own.seq if own is not None else 0) != seen:
        raise Stale(own.percent if own is not None else None, own.seq if own is not None else 0)
    made = review.judge(a.connection, digest, a.person_id, seen + 1, percent, a.at)
    a.seal("judgement", id=made)
    a.object = f"item:{slug}/{item_id}"
    a.data.update(digest=digest, seq=seen + 1)


def _again(a: Act, digest: str, percent: int) -> int | None:
    own = _in_force(a.connection, (digest,)).get(digest, {}).get(a.person_id)
    return percent if own is not None and own.percent == percent else None


def proposed(connection: Connection, found: Read) -> Standard | None:
    """Return the standard that the ratings of a bank's drawable items propose."""
    if found.bank is None:
        return None
    by_digest = _in_force(connection, [one.digest for one in found.items.values()])
    pools = pools_of(found.bank.activity, found.bank.items)
    return standard(
        [
            (draw, [_rated(found, one, by_digest) for one in ids if one in found.items])
            for _pool, draw, ids in pools
        ]
    )


def _rated(found: Read, item_id: str, by_digest: Mapping[str, Mapping[int, Row[Any]]]) -> Rated:
    one = found.items[item_id]
    rows = by_digest.get(one.digest, {})
    points = Fraction(one.frozen.scoring.points)
    return Rated(points, {judge: row.percent for judge, row in rows.items()})


def _in_force(
    connection: Connection, digests: list[str] | tuple[str, ...]
) -> dict[str, dict[int, Row[Any]]]:
    """Return each judge's rating in force, by digest and judge."""
    found: dict[str, dict[int, Row[Any]]] = {}
    for row in review.judgements(connection, digests):
        found.setdefault(row.digest, {})[row.judge] = row
    return found
