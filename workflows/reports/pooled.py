"""How questions perform over all editions of a bank: pooled, by version, around each edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.tables import csv_text
from scoring.statistics.interval import wilson
from scoring.statistics.pooled import Edit, Pooled
from scoring.statistics.pooled import pooled as pool
from storage import content, sheets
from workflows.act import view
from workflows.content import frozen
from workflows.refusals import NotFound
from workflows.reports.statistics import may, numbered, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from scoring.packed import Sheet
    from scoring.statistics.item import ItemStatistics
    from workflows.act import Actor


@dataclass(frozen=True)
class Row:
    """One question, all versions together or one of them."""

    item: str
    named: str  # how it begins
    version: int | None  # None: all of them together
    n: int
    facility: float | None
    interval: tuple[float, float] | None
    r_item_rest: float | None


@dataclass(frozen=True)
class PooledFigures:
    """The questions of a bank over its editions."""

    key: str
    title: str
    editions: tuple[str, ...]  # that are pooled: the activity's key with the edition's number
    rows: tuple[Row, ...]  # a question with more than one version is followed by each of them
    edits: tuple[Edit, ...]
    names: dict[str, str]  # how questions begin, by id


def pooled(actor: Actor, key: str) -> PooledFigures:
    """Return the figures of all editions, in whichever period, of the bank of the activity `key`.

    Authors see those in whose content they had a hand, and of these what they are shown edition by
    edition: a question that fewer than five people got right, or wrong, in one is not pooled from
    there.

    Raises:
        NotFound: there is no such activity, or it is none of the author's.
    """
    with view(actor, "statistics.see", on=("activity", key)) as a:
        editions = [
            one
            for period in content.periods(a.connection, a.on.slug)
            for one in content.editions(a.connection, period.id)
            if may(a, one.id)
        ]
        if not editions:
            raise NotFound("edition")
        held = {one.id: frozen.items_of(a.connection, one.id) for one in editions}
        names = {item.id: item.stem or item.lead_in for some in held.values() for item in some}
        read = (_read(a.connection, one.id) for one in editions)
        found = pool(read, large_only=not a.actor.has("staff"))
        return PooledFigures(
            key=frozen.activity_key(a.connection, a.on.id),
            title=frozen.terms(a.connection, a.on.id).title,
            editions=tuple(
                f"{frozen.activity_key(a.connection, one.activity_id)}, edition {one.number}"
                for one in editions
            ),
            rows=tuple(row for one in found for row in _rows(one, names)),
            edits=tuple(edit for one in found for edit in one.edits),
            names=names,
        )


def _read(connection: Connection, edition_id: int) -> tuple[Sheet, list[bytes]]:
    sheet = sheet_of(connection, frozen.items_of(connection, edition_id))
    return sheet, [numbered(sheet, row) for row in sheets.first_of(connection, edition_id)]


def _rows(one: Pooled, names: dict[str, str]) -> Iterator[Row]:
    whole = [(None, one.whole)] if one.whole is not None else []
    versions = one.versions if len(one.versions) > 1 else ()
    for version, figures in (*whole, *versions):
        if figures.n:
            yield _row(one.item, names[one.item], version, figures)


def _row(item: str, named: str, version: int | None, figures: ItemStatistics) -> Row:
    facility = figures.facility
    return Row(
        item=item,
        named=named,
        version=version,
        n=figures.n,
        facility=facility,
        interval=None if facility is None else wilson(facility, figures.n),
        r_item_rest=figures.r_item_rest,
    )


def export(actor: Actor, key: str) -> str:
    """Return the pooled figures as a comma-separated table, one line a question or version.

    Raises:
        NotFound: as in `pooled`.
    """
    return csv_text(
        ("item", "version", "n", "facility", "facility_low", "facility_high", "r_item_rest"),
        (
            (one.item, "all" if one.version is None else str(one.version), str(one.n),
             *map(_number, (one.facility, *(one.interval or (None, None)), one.r_item_rest)))
            for one in pooled(actor, key).rows
        ),
    )  # fmt: skip


def export_edits(actor: Actor, key: str) -> str:
    """Return what edits did as a comma-separated table, one line an edit.

    Raises:
        NotFound: as in `pooled`.
    """
    return csv_text(
        ("item", "before", "after", "n_before", "n_after", "facility_before", "facility_after",
         "difference", "difference_low", "difference_high"),
        (
            (one.item, "{}.{}".format(*one.before), "{}.{}".format(*one.after), str(one.n_before),
             str(one.n_after),
             *map(_number, (one.facility_before, one.facility_after, one.difference,
                            *one.interval)))
            for one in pooled(actor, key).edits
        ),
    )  # fmt: skip


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"
