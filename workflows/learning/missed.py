"""What somebody missed across all their attempts: each question once, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from credit.calendar import local_day
from storage import learning, people
from workflows.act import view
from workflows.attempts.answers import form_of
from workflows.content import frozen
from workflows.learning.met import banks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from workflows.act import Act, Actor
    from workflows.learning.met import Bank

PAGE = 20
NOTHING = -1  # an inner id that no activity has


@dataclass(frozen=True)
class Line:
    """One question that was missed, as it was asked last."""

    attempt: str
    position: int
    case: str  # the vignette, or what is asked where there is none
    title: str
    asked_on: date
    times: int  # how often it was asked
    first: Fraction  # the mark of the first time
    last: Fraction  # and of the last
    answered: bool
    confidence: str | None


@dataclass(frozen=True)
class Choice:
    """What the page can be narrowed to."""

    slug: str
    title: str
    objectives: dict[str, str]  # texts by id


@dataclass(frozen=True)
class Missed:
    """A page of what was missed."""

    lines: tuple[Line, ...]
    found: int
    page: int
    choices: tuple[Choice, ...]  # none: nothing is submitted yet

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.found // PAGE))


def missed(
    actor: Actor, slug: str = "", objective: str = "", *, mended: bool = False, page: int = 1
) -> Missed:
    """Return what the person missed when it was asked last, or with `mended` at first alone.

    An objective is one of the self-assessment `slug`. What is unknown has nothing, and a page
    beyond the last is the first.
    """
    with view(actor, "learning.see") as a:
        held = banks(a)
        wanted = learning.Wanted(_activities(held, slug), objective if slug else "", mended)
        rows = _rows(a, wanted, page) if held else ()
        if not rows and page > 1:
            rows, page = _rows(a, wanted, 1), 1
        return Missed(
            lines=_lines(a, rows, held),
            found=rows[0].found if rows else 0,
            page=page,
            choices=tuple(Choice(one.slug, one.title, one.objectives) for one in held.values()),
        )


def _activities(held: dict[str, Bank], slug: str) -> tuple[int, ...]:
    if not slug:
        return ()
    return held[slug].activities if slug in held else (NOTHING,)


def _rows(a: Act, wanted: learning.Wanted, page: int) -> Sequence[Row[Any]]:
    own = people.ids_of(a.connection, a.person_id)
    return learning.missed(a.connection, own, wanted, PAGE, (page - 1) * PAGE)


def _lines(a: Act, rows: Sequence[Row[Any]], held: dict[str, Bank]) -> tuple[Line, ...]:
    digests = [form_of(row).items[row.position - 1].digest for row in rows]
    items = frozen.items(a.connection, digests)
    titles = {each: one.title for one in held.values() for each in one.activities}
    zone = a.actor.service.settings.zone
    return tuple(
        Line(
            attempt=row.public_id,
            position=row.position,
            case=items[digest].stem or items[digest].lead_in,
            title=titles[row.activity_id],
            asked_on=local_day(row.submitted_at, zone),
            times=row.times,
            first=Fraction(row.first_mark),
            last=Fraction(row.mark),
            answered=bool(row.answered),
            confidence=row.confidence if row.answered else None,
        )
        for row, digest in zip(rows, digests, strict=True)
    )
