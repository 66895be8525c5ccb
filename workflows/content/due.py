"""What falls due: reviews, expiring activities, disclosures; and which questions cite what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from credit.calendar import months_after
from quizzes.bank import folders
from storage import content
from workflows.act import view
from workflows.content import frozen
from workflows.content.shelf import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.text import Reference
    from workflows.act import Act, Actor
    from workflows.content.shelf import Read

Kind = Literal["review", "expiry", "disclosure"]
SOON = 3  # months before a day on which something has to be begun
RENEWAL = 6  # months before an activity ends: reviewing a bank takes that long


@dataclass(frozen=True)
class Due:
    """Something that has to be done by a day."""

    kind: Kind
    day: date
    slug: str
    what: str  # the bank, the activity, or the person
    items: tuple[str, ...]  # the questions to review
    late: bool
    soon: bool


@dataclass(frozen=True)
class Cited:
    """A source with every question that cites it, whichever bank it is in."""

    cite: str
    link: str
    superseded: bool
    items: tuple[tuple[str, str], ...]  # bank and item
    activities: tuple[str, ...]  # banks that name it for further study


@dataclass(frozen=True)
class Calendar:
    """What falls due, the earliest first, and the sources."""

    today: date
    due: tuple[Due, ...]
    sources: tuple[Cited, ...]  # those that are superseded first, then by how many cite them


def calendar(actor: Actor) -> Calendar:
    """Return what falls due in every bank and activity, and what cites which source."""
    with view(actor, "calendar.see") as a:
        found = [(one.name, read(a, one)) for one in folders(actor.service.settings.banks)]
        entries = [
            *(one for slug, held in found for one in _reviews(a, slug, held)),
            *_expiries(a),
            *(one for slug, held in found for one in _disclosures(a, slug, held)),
        ]
        return Calendar(
            today=a.today,
            due=tuple(sorted(entries, key=lambda one: (one.day, one.kind, one.slug))),
            sources=sources(found),
        )


def _due(
    a: Act,
    kind: Kind,
    day: date,
    slug: str,
    what: str,
    items: tuple[str, ...] = (),
    ahead: int = SOON,
) -> Due:
    late, soon = day < a.today, day <= months_after(a.today, ahead)
    return Due(kind, day, slug, what, items, late, soon and not late)


def _reviews(a: Act, slug: str, found: Read) -> Iterator[Due]:
    """One entry for each bank and day, with the approved questions of that day."""
    by_day: dict[date, list[str]] = {}
    for item_id, one in found.items.items():
        day = one.written.review_due
        if one.written.status == "approved" and day is not None:
            by_day.setdefault(day, []).append(item_id)
    for day, items in by_day.items():
        yield _due(a, "review", day, slug, found.title, tuple(sorted(items)))


def _expiries(a: Act) -> Iterator[Due]:
    for row in content.newest_editions(a.connection):
        if row.expires >= a.today:
            title = frozen.terms(a.connection, row.id).title
            yield _due(a, "expiry", row.expires, row.slug, title, ahead=RENEWAL)


def _disclosures(a: Act, slug: str, found: Read) -> Iterator[Due]:
    for one in found.stands:
        if one.good_until is not None:
            yield _due(a, "disclosure", one.good_until, slug, one.name)


def sources(found: Iterable[tuple[str, Read]]) -> tuple[Cited, ...]:
    """Return every source that some banks cite: superseded ones first, then the most cited."""
    texts: dict[str, list[Reference]] = {}
    items: dict[str, list[tuple[str, str]]] = {}
    activities: dict[str, list[str]] = {}
    for slug, held in found:
        for item_id, one in held.items.items():
            for each in one.written.references:
                texts.setdefault(_same(each), []).append(each)
                items.setdefault(_same(each), []).append((slug, item_id))
        for each in held.bank.activity.references if held.bank is not None else ():
            texts.setdefault(_same(each), []).append(each)
            activities.setdefault(_same(each), []).append(slug)
    made = [
        Cited(
            cite=those[0].cite,
            link=those[0].link or "",
            superseded=any(one.superseded for one in those),
            items=tuple(dict.fromkeys(items.get(key, ()))),
            activities=tuple(dict.fromkeys(activities.get(key, ()))),
        )
        for key, those in texts.items()
    ]
    return tuple(sorted(made, key=lambda one: (not one.superseded, -len(one.items), one.cite)))


def _same(one: Reference) -> str:
    """Return what two citations of the same source share: its DOI, PubMed id, address or words."""
    return (one.doi or one.pmid or one.url or " ".join(one.cite.split())).strip().lower()
