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
from scoring.statistics.flags import FEW, Flag, flags
from scoring.statistics.groups import FIFTHS
from scoring.statistics.interval import wilson
from scoring.statistics.item import ItemStatistics
from scoring.statistics.sheets import statistics_of
from scoring.statistics.whole import Statistics
from storage import content, people, sheets
from workflows.act import view
from workflows.attempts.corrections import of, told
from workflows.content import frozen
from workflows.refusals import NotFound
from workflows.reports.for_authors import for_authors

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from quizzes.correction import Correction
    from quizzes.models import AnyItem
    from scoring.statistics.item import OptionStatistics
    from workflows.act import Act, Actor

NO_TEXTS = "[]"
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
    few: tuple[str, ...]  # options whose figures an author may not see: so few chose them
    omitted: int | None  # None: too few for an author
    rapid: int | None
    interval: tuple[float, float] | None  # of the facility
    behavior: Behavior
    flags: tuple[Flag, ...]
    advice: str
    few_of: str = ""  # "right" or "wrong": so few are that an author is not told how many
    by_thirds: bool = True  # whether options are told by groups of the people
    by_fifths: bool = True


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
    scores: tuple[int | None, ...]  # people in each five percent; None: too few for an author
    passed: int | None  # None: too few did, or did not, for an author
    passing_percent: str
    left_out: int = 0  # questions that so few answered that an author does not see them


def statistics(actor: Actor, key: str, number: int | None = None) -> EditionFigures:
    """Return the figures of an edition of the activity `key`, the newest where none is named.

    Authors see activities in whose content they had a hand, and no cell of fewer than five.

    Raises:
        NotFound: there is no such activity or edition, or it is none of the author's.
    """
    with view(actor, "statistics.see", on=("activity", key)) as a:
        editions = tuple(reversed(content.editions(a.connection, a.on.id)))
        edition = next((one for one in editions if number in {None, one.number}), None)
        if edition is None or not may(a, edition.id):
            raise NotFound("edition")
        return _figures(a, edition, tuple(one.number for one in editions))


def may(a: Act, edition_id: int) -> bool:
    """Whether an edition's figures are for this person: for staff, and who had a hand in it."""
    if a.actor.has("staff"):
        return True
    in_control = frozen.manifest(a.connection, edition_id).in_control
    own = people.subjects_of(a.connection, a.person_id)
    return any(not may_earn(one, in_control) for one in own)


def _figures(a: Act, edition: Row[Any], numbers: tuple[int, ...]) -> EditionFigures:
    held = frozen.items_of(a.connection, edition.id)
    sheet, picks, seconds, confidence = _read(a.connection, edition.id, held)
    whole = statistics_of(sheet, picks)
    scored = sheet.scored(sheet.table(picks))
    found = [
        _item(item, figures, behavior(one, seconds[:, at], confidence[:, at]))
        for at, (item, figures, one) in enumerate(zip(held, whole.items, scored, strict=True))
    ]
    terms = frozen.terms(a.connection, edition.activity_id)
    scores, passed = _scores(a.connection, edition.id)
    page = EditionFigures(
        key=frozen.activity_key(a.connection, edition.activity_id),
        title=terms.title,
        number=edition.number,
        numbers=numbers,
        whole=whole,
        items=tuple(sorted(found, key=_gravity)),
        hidden=False,
        scores=scores,
        passed=passed,
        passing_percent=terms.rules.passing_percent,
    )
    return page if a.actor.has("staff") else for_authors(page)


def _scores(connection: Connection, edition_id: int) -> tuple[tuple[int, ...], int]:
    """Return how many people scored in each five percent, and how many passed."""
    rows = sheets.scores(connection, edition_id)
    people = {row.bin: row.people for row in rows}
    return tuple(people.get(at, 0) for at in range(sheets.BINS)), sum(row.passed for row in rows)


def _read(
    connection: Connection, edition_id: int, held: tuple[AnyItem, ...]
) -> tuple[Sheet, list[bytes], Any, Any]:
    """Return the columns, and the packed rows: picks as bytes, times and confidence as tables."""
    sheet = sheet_of(connection, held)
    picks, seconds, confidence = [], [], []
    for row in sheets.first_of(connection, edition_id):
        picks.append(numbered(sheet, row))
        seconds.append(row.seconds)
        confidence.append(row.confidence)
    shape = (len(picks), len(held))
    return (
        sheet,
        picks,
        np.frombuffer(b"".join(seconds), dtype="<u2").reshape(shape),
        np.frombuffer(b"".join(confidence), dtype="<u1").reshape(shape),
    )


def sheet_of(connection: Connection, held: tuple[AnyItem, ...]) -> Sheet:
    """Return the columns of an edition's items, keyed as they are keyed now."""
    return Sheet(held, corrections=_keys(connection, held))


def numbered(sheet: Sheet, row: Row[Any]) -> bytes:
    """Return the answers of a stored row, its typed texts under the numbers that `sheet` knows."""
    picks: bytes = row.picks
    return picks if row.texts == NO_TEXTS else sheet.with_numbers(picks, json.loads(row.texts))


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
        few=(),
        omitted=figures.omitted,
        rapid=how.rapid,
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
            if may(a, row.edition_id)
        )


def export(actor: Actor, key: str, number: int | None = None) -> str:
    """Return the figures as a comma-separated table, one line a question.

    Raises:
        NotFound: as in `statistics`.
    """
    page = statistics(actor, key, number)
    return csv_text(HEADER, (_line(one) for one in page.items))


def export_curves(actor: Actor, key: str, number: int | None = None) -> str:
    """Return the option curves as a comma-separated table, one line an option.

    Raises:
        NotFound: as in `statistics`.
    """
    page = statistics(actor, key, number)
    lines = (
        (one.item, str(one.version), option.option, "yes" if option.key else "", str(option.n),
         *_shares(one, option))
        for one in page.items
        if one.by_fifths
        for option in one.figures.options
    )  # fmt: skip
    return csv_text(CURVES, lines)


def _shares(one: ItemFigures, option: OptionStatistics) -> tuple[str, ...]:
    few = one.figures.n < FEW
    return tuple("" if few else f"{each:.6f}" for each in option.fifths)


def export_scores(actor: Actor, key: str, number: int | None = None) -> str:
    """Return the distribution of scores as a comma-separated table, one line for each five percent.

    Raises:
        NotFound: as in `statistics`.
    """
    page = statistics(actor, key, number)
    width = 100 // sheets.BINS
    lines = (
        (str(at * width), str((at + 1) * width), "" if people is None else str(people))
        for at, people in enumerate(page.scores)
    )
    return csv_text(("from_percent", "below_percent", "people"), lines)


CURVES = ("item", "version", "option", "key", "n", *(f"fifth_{at}" for at in range(1, FIFTHS + 1)))
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
        "" if one.omitted is None else str(one.omitted),
        *("" if value is None else f"{value:.6f}" for value in numbers),
        "" if one.rapid is None else str(one.rapid),
        " ".join(one.flags),
    )
