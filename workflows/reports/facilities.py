"""How hard the published questions of a bank are, for whoever looks through its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.statistics.small import SMALLEST
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.refusals import NotFound
from workflows.reports.statistics import statistics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflows.act import Actor


@dataclass(frozen=True)
class Facility:
    """The share of first attempts that got a question right, and how many those are."""

    share: float
    n: int


def facilities(actor: Actor, slug: str) -> Mapping[str, Facility]:
    """Return the facility of each question in the newest edition of a bank, by its id.

    There is none where nothing is published or answered, nor where the person may not see it.
    """
    with view(actor, "statistics.see") as a:
        periods = content.periods(a.connection, slug)
        if not periods:
            return {}
        key = frozen.activity_key(a.connection, periods[-1].id)
    try:
        page = statistics(actor, key)
    except NotFound:  # another author's
        return {}
    least = 1 if actor.has("staff") else SMALLEST
    return {
        one.item: Facility(one.figures.facility, one.figures.n)
        for one in page.items
        if one.figures.facility is not None and one.figures.n >= least
    }
