"""Answers packed as small numbers, so that all attempts at an edition are marked anew at once.

A row holds the answers of one attempt to all items of its edition, 16 bits a column. Marking looks
at each different answer once, with the very rules that mark a single attempt, and adds up in whole
numbers: nothing is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.single_best_answer import SingleBestAnswer
from quizzes.kinds.true_false_cluster import TRUTH, TrueFalseCluster
from scoring.marking import Marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from quizzes.answer import Answer
    from quizzes.correction import Correction
    from quizzes.models import AnyItem

    Columns = NDArray[np.uint16]
    Whole = NDArray[np.int64] | NDArray[np.object_]

NOTHING = 0
NOT_DRAWN = 0xFFFF
BITS = 15  # options in one column: with one more, all of them chosen would read as not drawn
FITS = 2**62


@dataclass(frozen=True, slots=True)
class Totals:
    """What each attempt got and could have got, both in whole parts of a point."""

    got: Whole
    most: Whole
    parts: int

    def replaced(self, old: Totals, new: Totals) -> Totals:
        """Return the totals with a part of them (`old`) put in the place of another (`new`)."""
        parts = lcm(self.parts, old.parts, new.parts)
        whole, gone, come = (one.in_parts(parts) for one in (self, old, new))
        return Totals(whole.got - gone.got + come.got, whole.most - gone.most + come.most, parts)

    def in_parts(self, parts: int) -> Totals:
        """Return the same in other, smaller parts of a point; those are whole parts of these."""
        times = parts // self.parts
        if times == 1:
            return self
        big = int(self.most.max(initial=0)) * times >= FITS
        got, most = (one.astype(object) if big else one for one in (self.got, self.most))
        return Totals(got * times, most * times, parts)

    def passed(self, standard: str) -> NDArray[np.bool_]:
        """Return which attempts reach a standard in percent, compared exactly."""
        share = Fraction(standard) / 100
        highest = int(self.most.max(initial=0))
        got, most = self.got, self.most
        if highest * max(share.numerator, share.denominator) >= FITS:
            got, most = got.astype(object), most.astype(object)
        reached = got * share.denominator >= most * share.numerator
        return np.asarray(reached & (most > 0), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Scored:
    """One item: who drew it, and which of the scores (0 to 1) each of those has."""

    marker: Marker
    drawn: NDArray[np.bool_]
    which: NDArray[np.unsignedinteger]  # as narrow as it can be: all items are held at once
    scores: Sequence[Fraction]
    answers: tuple[int, ...]  # as packed numbers, one for each score; none for parts


class Place(NamedTuple):
    """Where an item of an edition stands in a row: its first column, and how many there are."""

    item: AnyItem
    start: int
    width: int


class Sheet:
    """The columns that the items of an edition take in a row, in their order."""

    def __init__(
        self,
        items: Sequence[AnyItem],
        texts: Sequence[str] = (),
        corrections: Mapping[str, Sequence[Correction]] | None = None,
    ) -> None:
        """Take frozen items; `texts` are the different texts typed so far, as their rows know them.

        `corrections` are those in force, by item id: they change how rows are marked, not how they
        are packed.

        Raises:
            UnknownMethod: an item has a marking rule that its type does not have.
        """
        self.texts = list(texts)
        self._number = {text: at for at, text in enumerate(self.texts, start=1)}
        told = corrections or {}
        self._items = items
        self._markers = [Marker(one, told.get(one.id, ())) for one in items]
        self._widths = [_width(one) for one in items]
        self.width = sum(self._widths)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items' ids, in order."""
        return tuple(one.item.id for one in self._markers)

    def place_of(self, item_id: str) -> Place:
        """Return where an item stands; the columns there are those of a sheet of it alone."""
        at = self.item_ids.index(item_id)
        return Place(self._items[at], sum(self._widths[:at]), self._widths[at])

    def under(self, corrections: Mapping[str, Sequence[Correction]]) -> Sheet:
        """Return the same columns, marked under other corrections."""
        return Sheet(self._items, self.texts, corrections)

    def row(self, answers: Mapping[str, Answer | None]) -> bytes:
        """Pack the answers of one attempt by item id; an item that is not among them was not drawn.

        A text that was not typed before is added to `texts`.
        """
        return self._row(answers, self._named)

    def row_with_texts(self, answers: Mapping[str, Answer | None]) -> tuple[bytes, tuple[str, ...]]:
        """Pack an attempt on its own: the texts that were typed in it come with the row."""
        texts: dict[str, int] = {}
        row = self._row(answers, lambda text: texts.setdefault(text, len(texts) + 1))
        return row, tuple(texts)

    def with_numbers(self, row: bytes, texts: Sequence[str]) -> bytes:
        """Return a row that came with texts of its own as one that knows them by our numbers."""
        values = np.frombuffer(row, dtype="<u2").copy()
        at = 0
        for marker, width in zip(self._markers, self._widths, strict=True):
            if isinstance(marker.item, Numeric) and values[at] not in {NOTHING, NOT_DRAWN}:
                values[at] = self._named(texts[values[at] - 1])
            at += width
        return values.tobytes()

    def table(self, rows: Iterable[bytes]) -> Columns:
        """Return the rows of attempts as one table, column by column in memory."""
        joined = np.frombuffer(b"".join(rows), dtype="<u2")
        return np.asfortranarray(joined.reshape(-1, self.width).astype(np.uint16, copy=False))

    def scored(self, table: Columns) -> Iterator[Scored]:
        """Return item by item which score each attempt has that drew it."""
        start = 0
        for marker, width in zip(self._markers, self._widths, strict=True):
            columns = table[:, start : start + width]
            start += width
            drawn = columns[:, 0] != NOT_DRAWN
            yield self._scored(marker, drawn, columns[drawn])

    def totals(self, rows: Iterable[bytes]) -> Totals:
        """Mark every attempt anew."""
        return self.totals_of(self.table(rows))

    def totals_of(self, table: Columns, item_id: str | None = None) -> Totals:
        """Mark every row of a table anew: the whole of it, or one item alone."""
        got, most = _Adder(len(table)), _Adder(len(table))
        start, always = 0, Fraction(0)
        for marker, width in zip(self._markers, self._widths, strict=True):
            columns = table[:, start : start + width]
            start += width
            if item_id not in {None, marker.item.id}:
                continue
            drawn = columns[:, 0] != NOT_DRAWN
            if drawn.all():
                always += marker.points
            else:
                most.add(drawn, (Fraction(0), marker.points))
                # What was not drawn gets what is not answered gets.
                columns = columns * drawn[:, None]
            self._mark(marker, columns, got)
        most.add(np.zeros(len(table), dtype=np.bool_), (always,))
        parts = lcm(got.parts, most.parts)
        return Totals(got.total(parts), most.total(parts), parts)

    def drawn(self, table: Columns, item_id: str) -> NDArray[np.bool_]:
        """Return which rows drew an item."""
        first = table[:, self.place_of(item_id).start]
        return np.asarray(first != NOT_DRAWN, dtype=np.bool_)

    def _row(self, answers: Mapping[str, Answer | None], number: Callable[[str], int]) -> bytes:
        values: list[int] = []
        for marker, width in zip(self._markers, self._widths, strict=True):
            item = marker.item
            answer = answers.get(item.id)
            if item.id not in answers:
                values += [NOT_DRAWN] * width
            elif not answer:
                values += [NOTHING] * width
            elif isinstance(item, Numeric):
                values.append(number(str(answer)))
            else:
                values += _packed(item, answer, width)
        return np.array(values, dtype="<u2").tobytes()

    def _named(self, text: str) -> int:
        if text not in self._number:
            self.texts.append(text)
            self._number[text] = len(self.texts)
        return self._number[text]

    def _scored(self, marker: Marker, drawn: NDArray[np.bool_], columns: Columns) -> Scored:
        item = marker.item
        if isinstance(item, ExtendedMatching | TrueFalseCluster):
            right = _right_by_part(marker)
            parts = [np.isin(columns[:, at], one) for at, one in enumerate(right)]
            which = np.asarray(parts, dtype=np.intp).sum(axis=0)
            worth = [Fraction(at, len(item.parts)) for at in range(len(item.parts) + 1)]
            return Scored(marker, drawn, which.astype(np.min_scalar_type(len(worth))), worth, ())
        different, which = _different(item, columns)
        return Scored(
            marker,
            drawn,
            which.astype(np.min_scalar_type(len(different))),
            [self._score(marker, one) for one in different],
            tuple(different),
        )

    def _mark(self, marker: Marker, columns: Columns, got: _Adder) -> None:
        item = marker.item
        if isinstance(item, ExtendedMatching | TrueFalseCluster):
            worth = (Fraction(0), marker.points / len(item.parts))
            for at, right in enumerate(_right_by_part(marker)):
                got.add(np.isin(columns[:, at], right), worth)
            return
        different, which = _different(item, columns)
        scores = [self._score(marker, one) for one in different]
        got.add(which, [one * marker.points for one in scores])

    def _score(self, marker: Marker, value: int) -> Fraction:
        if value == NOTHING:
            return Fraction(0)
        if isinstance(marker.item, Numeric):
            return marker.mark(self.texts[value - 1]).score
        return marker.mark(_unpacked(marker.item, value)).score


class _Adder:
    """Totals of all attempts, for each denominator in whole numbers of its own."""

    def __init__(self, attempts: int) -> None:
        self._attempts = attempts
        self._sums: dict[int, NDArray[np.int64]] = {}

    @property
    def parts(self) -> int:
        """Into how many parts a point must be cut so that every total is whole."""
        return lcm(*self._sums)

    def add(self, which: NDArray[Any], worth: Sequence[Fraction]) -> None:
        """Add to each attempt the worth that it has the number of."""
        of = lcm(*(one.denominator for one in worth))
        whole = np.array([int(one * of) for one in worth], dtype=np.int64)
        held = self._sums.setdefault(of, np.zeros(self._attempts, dtype=np.int64))
        held += whole[which.astype(np.intp)]

    def total(self, parts: int) -> Whole:
        """Return the totals in `parts` of a point; in Python's numbers where 64 bits are few."""
        sums = [(parts // of, one) for of, one in self._sums.items()]
        highest = sum(times * int(one.max(initial=0)) for times, one in sums)
        kind = np.int64 if highest < FITS else object
        total = np.zeros(self._attempts, dtype=kind)
        for times, one in sums:
            total += one.astype(kind) * times
        return total


def _width(item: AnyItem) -> int:
    if isinstance(item, SingleBestAnswer | Numeric):
        return 1
    if isinstance(item, ChoiceItem):
        return -(-len(item.options) // BITS)
    return len(item.parts) or len(item.choice_ids)


def _packed(item: AnyItem, answer: Answer, width: int) -> list[int]:
    if isinstance(item, SingleBestAnswer):
        return [1 + item.choice_ids.index(str(answer))]
    if isinstance(item, ChoiceItem):
        chosen = sum(1 << item.choice_ids.index(one) for one in answer)
        return [chosen >> BITS * at & (1 << BITS) - 1 for at in range(width)]
    if isinstance(item, Ordered):
        return [1 + item.key.index(one) for one in answer]
    choices = TRUTH if isinstance(item, TrueFalseCluster) else item.choice_ids
    given = answer if isinstance(answer, dict) else {}
    return [1 + choices.index(given[one.id]) if one.id in given else NOTHING for one in item.parts]


def _right_by_part(marker: Marker) -> list[list[int]]:
    """Return for each part the packed numbers that are right: one, or more where others count."""
    keys = [_packed(one, one.keyed_answer, len(one.parts)) for one in marker.keyings]
    return [sorted(set(right)) for right in zip(*keys, strict=True)]


def _unpacked(item: AnyItem, value: int) -> Answer:
    """Return the answer that one whole number of `_different` stands for."""
    ids = item.choice_ids
    if isinstance(item, SingleBestAnswer):
        return ids[value - 1]
    if isinstance(item, Ordered):
        places = [value // _radix(item) ** at % _radix(item) for at in range(len(ids))]
        return [ids[one - 1] for one in places]
    return [one for at, one in enumerate(ids) if value >> at & 1]


def _different(item: AnyItem, columns: Columns) -> tuple[list[int], NDArray[Any]]:
    """Return the different answers as whole numbers, and for each attempt which one it has."""
    if columns.shape[1] == 1:
        # What occurs is counted, not sorted: sixteen bits are few.
        counts = np.bincount(columns[:, 0])
        present = np.flatnonzero(counts)
        place = np.zeros(len(counts), dtype=np.min_scalar_type(len(present)))
        place[present] = np.arange(len(present))
        return [int(one) for one in present], place[columns[:, 0]]
    whole = np.zeros(len(columns), dtype=np.uint64)
    for at in range(columns.shape[1]):
        whole += columns[:, at].astype(np.uint64) * np.uint64(_radix(item) ** at)
    values, which = np.unique(whole, return_inverse=True)
    return [int(one) for one in values], which


def _radix(item: AnyItem) -> int:
    """Return one more than the highest number in a column; all columns of it fit into 64 bits."""
    return len(item.choice_ids) + 1 if isinstance(item, Ordered) else 1 << BITS
