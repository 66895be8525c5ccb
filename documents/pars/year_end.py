"""Who took part in an activity, as the year-end report to PARS counts them.

Everybody counts who answered at least one question, finished or not, each person once (pitfall
14). PARS has taken one number cumulative as of 31 December since about 2022;
the number of the year alone is for the office's own annual report and for older rules.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from datetime import date

    from credit.professions import Profession

CATEGORIES: Mapping[Profession, str] = {
    "Physician": "physician",
    "Physician assistant": "physician assistant",
    "Nurse practitioner": "nurse",
    "Nurse": "nurse",
    "Pharmacist": "pharmacist",
    "Other": "other",
}
"""The draft's words for participantsByCategory, by our professions."""


class Participation(NamedTuple):
    """A person answered a question of the activity for the first time in an attempt."""

    person: Hashable
    profession: Profession
    on: date
    """The local day."""


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Distinct persons by category, those with none left out, in the order of the categories."""

    year: int
    cumulative: tuple[tuple[str, int], ...]
    """From the start of the activity to 31 December of the year."""
    in_year: tuple[tuple[str, int], ...]
    """Who took part in the year, whether or not they had before."""


def year_end(participations: Iterable[Participation], year: int) -> YearEnd:
    """Count distinct persons; each has the profession of their latest participation counted.

    What lies after 31 December of the year is left out.
    """
    so_far: dict[Hashable, Participation] = {}
    this_year: dict[Hashable, Participation] = {}
    for one in participations:
        if one.on.year <= year:
            _keep(so_far, one)
        if one.on.year == year:
            _keep(this_year, one)
    return YearEnd(year, _counted(so_far), _counted(this_year))


def physicians(counts: Iterable[tuple[str, int]]) -> int:
    """Return how many are physicians."""
    return sum(number for category, number in counts if category == "physician")


def others(counts: Iterable[tuple[str, int]]) -> int:
    """Return how many are other learners."""
    return sum(number for category, number in counts if category != "physician")


def _keep(latest: dict[Hashable, Participation], one: Participation) -> None:
    known = latest.get(one.person)
    if known is None or known.on <= one.on:
        latest[one.person] = one


def _counted(latest: Mapping[Hashable, Participation]) -> tuple[tuple[str, int], ...]:
    counts = Counter(CATEGORIES[one.profession] for one in latest.values())
    return tuple((one, counts[one]) for one in dict.fromkeys(CATEGORIES.values()) if counts[one])
