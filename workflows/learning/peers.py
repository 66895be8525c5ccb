"""How other people answered a question at their first attempt, for somebody who answered it.

It is counted in the database from the packed sheets: of a question's columns, not of answers.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quizzes.kinds.numeric import Numeric
from quizzes.kinds.single_best_answer import SingleBestAnswer
from scoring.marking import Marker
from scoring.packed import NOT_DRAWN, NOTHING, Sheet
from scoring.statistics.others import by_option, right_or_not
from storage import corrections, sheets
from workflows.content import frozen
from workflows.reports.statistics import may

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

    from quizzes.correction import Correction
    from quizzes.edition import FormItem
    from quizzes.models import AnyItem
    from scoring.packed import Place
    from workflows.act import Act

BYTES = 2  # of a column
OMITTED = ""


@dataclass(frozen=True)
class Peers:
    """What may be told of the others; `chosen` is by letter, and empty where options are not told.

    The last of `chosen`, without a letter, are those who left it open.
    """

    n: int
    right: int | None
    chosen: tuple[tuple[str, int | None], ...] = ()
    rest: int = 0  # how many chose one of those with None


def has_figures(a: Act, item: AnyItem) -> bool:
    """Whether the person can look the question up in the statistics.

    What they read there leaves out few people by another rule: with both one could reckon them.
    """
    editions = corrections.editions_with(a.connection, item.id, item.version)
    return a.actor.has("staff", "author") and any(may(a, one.id) for one in editions)


def peers(
    connection: Connection,
    own: Sequence[int],
    one: FormItem,
    item: AnyItem,
    told: Sequence[Correction],
) -> Peers | None:
    """Return how others answered an item, None while they are fewer than five.

    `own` are the accounts of whoever asks. All editions that hold the item's version count, by the
    keys in force; what is not marked any more is told of, too.
    """
    keys = tuple(each for each in told if each.kind in {"rekey", "also"})
    found = list(_picked(connection, own, item))
    if isinstance(item, SingleBestAnswer):
        return _by_option(found, one, {each.keyed_answer for each in Marker(item, keys).keyings})
    rights = sum(_right(place, rows, keys) for place, rows in found)
    told_of = right_or_not(rights, sum(row.people for _, rows in found for row in rows))
    return Peers(told_of.n, told_of.right) if told_of else None


def _picked(
    connection: Connection, own: Sequence[int], item: AnyItem
) -> Iterator[tuple[Place, list[Row[Any]]]]:
    """Give for each edition what was picked by those who were asked the item."""
    typed = isinstance(item, Numeric)
    for edition in corrections.editions_with(connection, item.id, item.version):
        place = frozen.sheet(connection, edition.id).place_of(item.id)
        columns = place.start, place.width
        rows = sheets.picked(connection, edition.id, columns, own, typed=typed)
        yield place, [row for row in rows if _first(row) != NOT_DRAWN]


def _first(row: Row[Any]) -> int:
    return int.from_bytes(row.own_picks[:BYTES], "little")


def _by_option(
    found: Sequence[tuple[Place, list[Row[Any]]]], one: FormItem, keyed: set[Any]
) -> Peers | None:
    counts: Counter[str] = Counter()
    for place, rows in found:
        for row in rows:
            pick = _first(row)
            counts[place.item.choice_ids[pick - 1] if pick != NOTHING else OMITTED] += row.people
    order = (*one.order, OMITTED)
    told = by_option(
        [counts[each] for each in order], [at for at, each in enumerate(order) if each in keyed]
    )
    if told is None:
        return None
    letters = (*(chr(ord("A") + at) for at in range(len(one.order))), OMITTED)
    chosen = tuple(zip(letters, told.counts, strict=True)) if told.counts else ()
    return Peers(told.n, told.right, chosen, told.rest)


def _right(place: Place, rows: Sequence[Row[Any]], keys: Sequence[Correction]) -> int:
    """Count those who earned the full mark."""
    if not rows:
        return 0
    sheet = Sheet((place.item,), corrections={place.item.id: keys})
    packed = [
        row.own_picks
        if row.own_texts == "[]"
        else sheet.with_numbers(row.own_picks, json.loads(row.own_texts))
        for row in rows
    ]
    scored = next(sheet.scored(sheet.table(packed)))
    return sum(
        row.people
        for row, which in zip(rows, scored.which, strict=True)
        if scored.scores[which] == 1
    )
