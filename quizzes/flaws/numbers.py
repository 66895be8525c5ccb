"""Options that are numbers: in order, in one unit, in ranges that do not overlap."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, ISMP, NBME
from quizzes.flaws.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from quizzes.flaws.amounts import Span
    from quizzes.flaws.view import View

_ASKS_FOR_A_RANGE = word_set(
    "range ranges target targets goal goals interval limits window limit recommended recommend"
    " recommends guideline guidelines threshold cutoff should maximum minimum upper lower normal"
    " therapeutic reference"
)
_DOSED = word_set("mg g mcg µg μg ml l unit")
_FEWEST = 3


def _spans(view: View) -> tuple[Span, ...]:
    return view.amounts if len(view.choices) >= _FEWEST else ()


def _overlap(view: View) -> Iterator[Found]:
    spans = _spans(view)
    ranges = [one for one in spans if one.is_range]
    if len(ranges) < 2 or len({one.unit for one in spans if one.unit}) > 1:  # noqa: PLR2004
        return
    # Ranges that are themselves the answer (a target, a reference range) may share values.
    if _ASKS_FOR_A_RANGE.intersection(view.lead_words):
        return
    for (number, one), (other_number, other) in combinations(enumerate(spans), 2):
        if (one.is_range or other.is_range) and one.meets(other):
            first, last = view.choices[number], view.choices[other_number]
            yield Found(f'"{first.text}" and "{last.text}" overlap.', last.place)
            return


def _unordered(view: View) -> Iterator[Found]:
    spans = _spans(view)
    if len({one.unit for one in spans if one.unit}) > 1:
        return
    ends = [(one.low, one.high) for one in spans]
    if not ends:
        return
    if not _rises(ends) and not _rises(ends[::-1]):
        yield Found("The numbers are in no order.", ("options",))
    elif not view.item.fixed_order:
        yield Found("The numbers are in order here, but are shuffled on screen.", ("shuffle",))


def _rises(ends: Sequence[tuple[Decimal, Decimal]]) -> bool:
    return all(one <= other for one, other in pairwise(ends))


def _mixed(view: View) -> Iterator[Found]:
    spans = _spans(view)
    units = sorted({one.unit for one in spans})
    if len(units) > 1:
        shown = ", ".join(one or "no unit" for one in units)
        yield Found(f"The options are given in different units: {shown}.", ("options",))
        return
    places = {one.places for one in spans if one.places}
    # Doses are written without trailing zeros, so 0.25 mg stands rightly beside 0.5 mg.
    if len(places) > 1 and units[0].partition("/")[0] not in _DOSED:
        yield Found("The options have different numbers of decimals.", ("options",))


RULES = (
    ItemRule(
        id="ranges-overlap", number=12, severity="error",
        title="Numeric ranges overlap",
        why="A value inside the overlap makes two options right; 5–10 and 10–15 share the 10.",
        source=f"{NBME}; {HDR}",
        fix="Let each range begin after the one before ends: 5–9, 10–14.",
        find=_overlap,
    ),
    ItemRule(
        id="numbers-unordered", number=11, severity="warning",
        title="Numbers are not in ascending or descending order on screen",
        why="Searching a list for a number costs time and has nothing to do with knowledge.",
        source=f"{NBME}; {HDR}",
        fix="Write them in order and add shuffle: false.",
        find=_unordered,
    ),
    ItemRule(
        id="numbers-mixed", number=13, severity="warning",
        title="Numbers in different units or with different decimals",
        why=(
            "The reader converts instead of reasoning, and the odd format gives an option away;"
            " in doses, mixed units invite tenfold errors."
        ),
        source=f"{NBME}; {ISMP}",
        fix="Give all options in one unit and to the same precision.",
        find=_mixed,
    ),
)  # fmt: skip
