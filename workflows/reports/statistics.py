"""How the questions of an edition perform, from first attempts; nobody's answers are named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from credit.completion import may_earn
from documents.tables import csv_text
from scoring.packed import Sheet
from scoring.statistics.advice import advice
from scoring.statistics.behavior import Behavior, behavior
from scoring.statistics.flags import Flag, flags
from scoring.statistics.interval import wilson
from scoring.statistics.item import ItemStatistics
from scoring.statistics.sheets import statistics_of
from scoring.statistics.whole import Statistics
from storage import content, people, sheets
from workflows.act import view
from workflows.attempts.corrections import of, told
from workflows.content import frozen
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from quizzes.correction import Correction
    from quizzes.models import AnyItem
    from workflows.act import Act, Actor

SMALLEST = 5  # people in a cell that authors see
GRAVEST = ("probably_miskeyed", "look_at_key", "negative", "hard", "unchosen_option", "easy")


@dataclass(frozen=True)
class ItemFigures:
    """One question with all that is known of how it performs."""

    item: str
    version: int
    type: str
    stem: str
    lead_in: str
    options: dict[str, str]  # texts by id
    figures: ItemStatistics
    interval: tuple[float, float] | None  # of the facility
    behavior: Behavior
    flags: tuple[Flag, ...]
    advice: str


@dataclass(frozen=True)
class EditionFigures:
    """One edition; without items where fewer answered than an author may see."""

    key: str
    title: str
    number: int
    numbers: tuple[int, ...]  # of all editions, newest first
    whole: Statistics
    items: tuple[ItemFigures, ...]  # what wants a look first
    hidden: bool


def statistics(actor: Actor, key: str, number: int | None = None) -> EditionFigures:
    """Return the figures of an edition of the activity `key`, the newest where none is named.

    Authors see activities in whose content they had a hand, and no figure of fewer than five.

    Raises:
        NotFound: there is no such activity or edition, or it is none of the author's.
    """
    with view(actor, "statistics.see", on=("activity", key)) as a:
        editions = tuple(reversed(content.editions(a.connection, a.on.id)))
        edition = next((one for one in editions if number in {None, one.number}), None)
        if edition is None or not _may(a, edition.id):
            raise NotFound("edition")
        return _figures(a, edition, tuple(one.number for one in editions))


def _may(a: Act, edition_id: int) -> bool:
    if a.actor.has("staff"):
        return True
    in_control = frozen.manifest(a.connection, edition_id).in_control
    own = people.subjects_of(a.connection, a.person_id)
    return any(not may_earn(one, in_control) for one in own)


def _figures(a: Act, edition: Row[Any], numbers: tuple[int, ...]) -> EditionFigures:
    held = _items(a.connection, edition.id)
    sheet, picks, seconds, confidence = _read(a.connection, edition.id, held)
    whole = statistics_of(sheet, picks)
    hidden = not a.actor.has("staff") and 0 < whole.n < SMALLEST
    scored = sheet.scored(sheet.table(picks))
    found = [
        _item(item, figures, behavior(one, seconds[:, at], confidence[:, at]))
        for at, (item, figures, one) in enumerate(zip(held, whole.items, scored, strict=True))
    ]
    return EditionFigures(
        key=frozen.activity_key(a.connection, edition.activity_id),
        title=frozen.terms(a.connection, edition.activity_id).title,
        number=edition.number,
        numbers=numbers,
        whole=whole,
        items=() if hidden else tuple(sorted(found, key=_gravity)),
        hidden=hidden,
    )


def _items(connection: Connection, edition_id: int) -> tuple[AnyItem, ...]:
    digests = content.item_digests(connection, edition_id)
    held = frozen.items(connection, digests)
    return tuple(held[one] for one in digests)


def _read(
    connection: Connection, edition_id: int, held: tuple[AnyItem, ...]
) -> tuple[Sheet, list[bytes], Any, Any]:
    """Return the columns, and the packed rows: picks as bytes, times and confidence as tables."""
    sheet = Sheet(held, corrections=_keys(connection, held))
    picks, seconds, confidence = [], [], []
    for row in sheets.first_of(connection, edition_id):
        texts = json.loads(row.texts)
        picks.append(sheet.with_numbers(row.picks, texts) if texts else row.picks)
        seconds.append(row.seconds)
        confidence.append(row.confidence)
    shape = (len(picks), len(held))
    return (
        sheet,
        picks,
        np.frombuffer(b"".join(seconds), dtype="<u2").reshape(shape),
        np.frombuffer(b"".join(confidence), dtype="<u1").reshape(shape),
    )


def _keys(connection: Connection, held: tuple[AnyItem, ...]) -> dict[str, tuple[Correction, ...]]:
    """Return the corrections of keys in force; what is not marked any more is judged, too."""
    found = told(connection, [one.id for one in held])
    own = {one.id: of(one, found) for one in held}
    return {
        name: tuple(one for one in some if one.kind in {"rekey", "also"})
        for name, some in own.items()
    }


def _item(item: AnyItem, figures: ItemStatistics, how: Behavior) -> ItemFigures:
    signs = flags(figures)
    return ItemFigures(
        item=item.id,
        version=item.version,
        type=item.type,
        stem=item.stem or "",
        lead_in=item.lead_in,
        options={one.id: one.text for one in getattr(item, "options", ())},
        figures=figures,
        interval=wilson(figures.facility, figures.n) if figures.facility is not None else None,
        behavior=how,
        flags=signs,
        advice=advice(signs),
    )


def _gravity(one: ItemFigures) -> tuple[int, str]:
    ranks = [GRAVEST.index(flag) for flag in one.flags if flag in GRAVEST]
    return (min(ranks, default=len(GRAVEST)), one.item)


@dataclass(frozen=True)
class Choice:
    """An activity whose figures the person may see."""

    key: str
    title: str


def choices(actor: Actor) -> tuple[Choice, ...]:
    """Return the activities whose figures the person may see, newest first."""
    with view(actor, "statistics.see") as a:
        rows = content.newest_editions(a.connection)
        return tuple(
            Choice(
                frozen.activity_key(a.connection, row.id), frozen.terms(a.connection, row.id).title
            )
            for row in rows
            if _may(a, row.edition_id)
        )


def export(actor: Actor, key: str, number: int | None = None) -> str:
    """Return the figures as a comma-separated table, one line a question.

    Raises:
        NotFound: as in `statistics`.
    """
    page = statistics(actor, key, number)
    return csv_text(HEADER, (_line(one) for one in page.items))


HEADER = (
    "item", "version", "type", "n", "omitted", "facility", "facility_low", "facility_high",
    "r_item_rest", "point_biserial", "biserial", "discrimination_27",
    "discriminative_efficiency", "median_seconds", "under_5_seconds", "signs",
)  # fmt: skip


def _line(one: ItemFigures) -> tuple[str, ...]:
    figures, low_high = one.figures, one.interval or (None, None)
    numbers = (
        figures.facility, *low_high, figures.r_item_rest, figures.point_biserial,
        figures.biserial, figures.discrimination_27, figures.discriminative_efficiency,
        one.behavior.median_seconds,
    )  # fmt: skip
    return (
        one.item,
        str(one.version),
        one.type,
        str(figures.n),
        str(figures.omitted),
        *("" if value is None else f"{value:.6f}" for value in numbers),
        str(one.behavior.rapid),
        " ".join(one.flags),
    )
