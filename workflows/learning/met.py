"""What somebody met in all attempts they closed, and the self-assessments it was in.

The periods of one bank are one self-assessment here, so that one year stands beside another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from credit.calendar import local_day
from scoring.history import Met
from storage import learning, people
from workflows.content import frozen

if TYPE_CHECKING:
    from scoring.history import Objective
    from workflows.act import Act


@dataclass(frozen=True)
class Bank:
    """A self-assessment that somebody took, in whichever period, as they took it last."""

    slug: str
    title: str
    objectives: dict[str, str]  # texts by id
    activities: tuple[int, ...]  # inner ids


def banks(a: Act) -> dict[str, Bank]:
    """Return the self-assessments that the acting person took, by slug."""
    found: dict[str, Bank] = {}
    for row in learning.taken(a.connection, people.ids_of(a.connection, a.person_id)):
        slug = _slug(a, row.activity_id)
        front = frozen.manifest(a.connection, row.edition_id).front
        before = found.get(slug)
        found[slug] = Bank(
            slug=slug,
            title=front.title,
            objectives=(before.objectives if before else {})
            | {one.id: one.text for one in front.objectives},
            activities=(*(before.activities if before else ()), row.activity_id),
        )
    return found


def met(a: Act) -> tuple[Met, ...]:
    """Return every question that the acting person met, in the order of their attempts.

    What is not marked any more is not among them.
    """
    zone = a.actor.service.settings.zone
    own = people.ids_of(a.connection, a.person_id)

    @cache
    def objectives(activity_id: int, text: str) -> tuple[Objective, ...]:
        slug = _slug(a, activity_id)
        return tuple((slug, one) for one in json.loads(text))

    day = cache(partial(local_day, zone=zone))  # that of an attempt is that of its questions
    return tuple(
        Met(
            question=row.item_id,
            objectives=objectives(row.activity_id, row.objectives),
            mark=_fraction(row.mark),
            answered=bool(row.answered),
            confidence=row.confidence if row.answered else None,
            day=day(row.submitted_at),
        )
        for row in learning.met(a.connection, own)
    )


def _slug(a: Act, activity_id: int) -> str:
    return frozen.activity_key(a.connection, activity_id).rpartition(".")[0]


@lru_cache(maxsize=1_000)
def _fraction(text: str) -> Fraction:
    return Fraction(text)
