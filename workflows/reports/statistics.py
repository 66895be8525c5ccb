"""How the questions of an edition perform, from first attempts; nobody's answers are named."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import compress
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
from scoring.statistics.small import SMALLEST
from scoring.statistics.small import hidden as small
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
    held = items_of(a.connection, edition.id)
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
    return page if a.actor.has("staff") else _for_authors(page)


def _scores(connection: Connection, edition_id: int) -> tuple[tuple[int, ...], int]:
    """Return how many people scored in each five percent, and how many passed."""
    rows = sheets.scores(connection, edition_id)
    people = {row.bin: row.people for row in rows}
    return tuple(people.get(at, 0) for at in range(sheets.BINS)), sum(row.passed for row in rows)


def _for_authors(page: EditionFigures) -> EditionFigures:
    """Leave out what tells of fewer than five people whose answers these are."""
    if 0 < page.whole.n < SMALLEST:
        nothing = replace(page.whole, mean=None, sd=None, alpha=None, kr21=None, sem=None, items=())
        return replace(page, whole=nothing, items=(), hidden=True, scores=(), passed=None)
    shown = tuple(one for one in page.items if not 0 < one.figures.n < SMALLEST)
    return replace(
        page,
        whole=replace(page.whole, items=()),
        items=tuple(map(_item_for_authors, shown)),
        scores=_scores_for_authors(page),
        passed=_passed_for_authors(page),
        left_out=len(page.items) - len(shown),
    )


def _scores_for_authors(page: EditionFigures) -> tuple[int | None, ...]:
    """Leave out small cells; where it is told how many passed, that is the sum of those above."""
    counts = [one or 0 for one in page.scores]
    at = int(Decimal(page.passing_percent) * len(counts) // 100)
    sides = (counts,) if _passed_for_authors(page) is None else (counts[:at], counts[at:])
    hides = (hid for side in sides for hid in small(side))
    return tuple(None if hid else one for one, hid in zip(counts, hides, strict=True))


def _passed_for_authors(page: EditionFigures) -> int | None:
    passed, people = page.passed or 0, sum(one or 0 for one in page.scores)
    return None if any(small([passed, people - passed])) else passed


def _item_for_authors(one: ItemFigures) -> ItemFigures:
    options, how = one.figures.options, one.behavior
    hides = _hidden_options(options, one.figures.omitted)
    few = tuple(each.option for each, few in zip(options, hides, strict=False) if few)
    shown = tuple(each for each in options if each.option not in few)
    return replace(
        one,
        few=few,
        omitted=None if hides[-1] else one.omitted,
        rapid=None if 0 < how.rapid < SMALLEST else how.rapid,
        figures=replace(one.figures, options=shown, omitted=0),
        behavior=replace(how, right=_right_for_authors(how.right), rapid=0),
    )


def _hidden_options(options: tuple[OptionStatistics, ...], omitted: int) -> tuple[bool, ...]:
    """Return which options, and last whether the omitted, are of too few to be shown.

    The facility tells how many chose the key, and so the sum of all others.
    """
    counts = [*(each.n for each in options if not each.key), omitted]
    wrong = small(counts)
    if any(wrong) and sum(compress(counts, wrong)) < SMALLEST:
        wrong = (True,) * len(counts)  # a zero beside them would tell which it was
    others = iter(wrong)
    keys = iter(small([each.n for each in options if each.key]))
    return (*(next(keys if each.key else others) for each in options), next(others))


def _right_for_authors(right: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Leave out a confidence at which few were right, or wrong, and what would tell how many."""
    rights = small([fully for fully, _ in right.values()])
    wrongs = small([people - fully for fully, people in right.values()])
    hides = dict(zip(right, map(any, zip(rights, wrongs, strict=True)), strict=True))
    return {name: both for name, both in right.items() if not hides[name]}


def items_of(connection: Connection, edition_id: int) -> tuple[AnyItem, ...]:
    """Return the items of an edition, in its order."""
    digests = content.item_digests(connection, edition_id)
    held = frozen.items(connection, digests)
    return tuple(held[one] for one in digests)


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
