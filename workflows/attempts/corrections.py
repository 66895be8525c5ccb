"""The corrections in force of the items of a form, and the items as they count and read by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.correction import SCORING, Correction, Numbered, in_force
from scoring.marking import Marker
from storage import corrections
from workflows.content import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row

    from quizzes.models import AnyItem

Told = dict[tuple[str, int], tuple[Numbered, ...]]  # by item and version; what is in force


def named(item_id: str, version: int) -> str:
    """Return the name of a published item in links: its id with its version."""
    return f"{item_id}.{version}"


def numbered(row: Row[Any]) -> Numbered:
    """Return a correction from its row."""
    return Numbered(row.seq, Correction.model_validate_json(row.body))


def all_of(
    connection: Connection, item_ids: Iterable[str]
) -> dict[tuple[str, int], list[Row[Any]]]:
    """Return the rows of all corrections of some items, by item and version."""
    found: dict[tuple[str, int], list[Row[Any]]] = {}
    for row in corrections.of_items(connection, list(item_ids)):
        found.setdefault((row.item_id, row.version), []).append(row)
    return found


def told(connection: Connection, item_ids: Iterable[str]) -> Told:
    """Return what is in force of some items; most have nothing and are not there."""
    rows = all_of(connection, item_ids)
    return {key: held for key, own in rows.items() if (held := in_force(map(numbered, own)))}


def told_of(connection: Connection, item: AnyItem) -> tuple[Correction, ...]:
    """Return what is in force of one item: a question page asks for no more."""
    rows = [row for row in corrections.of_item(connection, item.id) if row.version == item.version]
    return tuple(one.correction for one in in_force(map(numbered, rows)))


def only(held: Mapping[tuple[str, int], Sequence[Row[Any]]], names: Collection[str]) -> Told:
    """Return those corrections that are named, in force or not: what a result was marked with."""
    found: Told = {}
    for (item_id, version), rows in held.items():
        kept = tuple(numbered(row) for row in rows if name_of(item_id, version, row.seq) in names)
        if kept:
            found[item_id, version] = kept
    return found


def of(item: AnyItem, held: Told) -> tuple[Correction, ...]:
    """Return the corrections of one item, in their order."""
    return tuple(one.correction for one in held.get((item.id, item.version), ()))


def name_of(item_id: str, version: int, seq: int) -> str:
    """Return the name under which a result keeps a correction that it was marked with."""
    return f"{named(item_id, version)}:{seq}"


def scoring_names(items: Iterable[AnyItem], held: Told) -> tuple[str, ...]:
    """Return the names of the corrections that change marks, in the items' order."""
    return tuple(
        name_of(item.id, item.version, one.seq)
        for item in items
        for one in held.get((item.id, item.version), ())
        if one.correction.kind in SCORING
    )


def markers(connection: Connection, digests: Sequence[str], held: Told) -> dict[str, Marker]:
    """Return frozen items made ready to mark, by digest, under some corrections."""
    found = frozen.markers(connection, digests)
    if not held:
        return found
    return {
        digest: Marker(one.item, own) if (own := of(one.item, held)) else one
        for digest, one in found.items()
    }
