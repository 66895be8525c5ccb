"""Mark attempts at an edition anew for one correction: the dry run and the commit, in one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizzes.correction import Correction, Numbered, in_force
from scoring.packed import Sheet
from scoring.ripple import Ripple, Standings, ripple
from storage import corrections
from storage.corrections import Packed
from workflows.attempts.corrections import all_of, numbered
from workflows.content import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from quizzes.models import AnyItem

    ByItem = dict[str, tuple[Correction, ...]]


@dataclass(frozen=True)
class Change:
    """One correction of one item, with what is in force of it before and after."""

    item_id: str
    version: int
    before: tuple[Numbered, ...]
    after: tuple[Numbered, ...]


@dataclass(frozen=True)
class Remarked:
    """The attempts of a reading, in their order, and what becomes of each."""

    rows: tuple[Packed, ...]
    ripple: Ripple


def change(connection: Connection, item_id: str, version: int, new: Correction, seq: int) -> Change:
    """Return what a correction would change, or (once it is written) what it changed."""
    rows = all_of(connection, [item_id]).get((item_id, version), [])
    held = [numbered(row) for row in rows if row.seq < seq]
    return Change(item_id, version, in_force(held), in_force([*held, Numbered(seq, new)]))


def remark(
    connection: Connection,
    edition_id: int,
    about: Change,
    rows: Iterable[Packed],
    lower: Collection[int] = (),
) -> Remarked:
    """Mark the attempts of `rows` before and after a change, from what is packed of them alone.

    `lower` are the attempts that may lose their pass.
    """
    items = frozen.items_of(connection, edition_id)
    others = _others(connection, items, about)
    own = {about.item_id: tuple(one.correction for one in about.before)}
    new = {about.item_id: tuple(one.correction for one in about.after)}
    sheet = Sheet(items, corrections=others | own)
    held, picks = [], []
    for row in rows:
        held.append(row)
        picks.append(_numbered(sheet, row))
    standing = Standings(
        passed=np.array([row.passed for row in held], dtype=np.bool_),
        counted=np.array([row.counted for row in held], dtype=np.bool_),
        lower=np.array([row.attempt_id in lower for row in held], dtype=np.bool_),
        standard=frozen.manifest(connection, edition_id).terms.rules.passing_percent,
    )
    found = ripple(sheet, picks, about.item_id, others | new, standing)
    return Remarked(tuple(held), found)


def _numbered(sheet: Sheet, row: Packed) -> bytes:
    return sheet.with_numbers(row.picks, json.loads(row.texts)) if row.texts != "[]" else row.picks


def _others(connection: Connection, items: tuple[AnyItem, ...], about: Change) -> ByItem:
    """Return what is in force of the edition's other items."""
    rows = all_of(connection, [one.id for one in items if one.id != about.item_id])
    versions = {one.id: one.version for one in items}
    return {
        item_id: tuple(one.correction for one in in_force(map(numbered, own)))
        for (item_id, version), own in rows.items()
        if versions.get(item_id) == version
    }


def sheets(connection: Connection, edition_id: int) -> Iterable[Packed]:
    """Stream every closed attempt at an edition as it is packed."""
    return corrections.packed(connection, edition_id)
