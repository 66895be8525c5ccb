"""What authors see of the figures: no cell of one to four people, nor what one can be reckoned by.

A question that fewer than five got right, or wrong, keeps its counts to itself: how hard it is
would be one of them. Of any other question the counts of five and more are shown, and by thirds and
fifths of the people where no group has a smaller cell.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain, compress
from typing import TYPE_CHECKING

from scoring.statistics.small import SMALLEST, few_either_way, is_small
from scoring.statistics.small import hidden as small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.statistics.behavior import Behavior
    from scoring.statistics.item import OptionStatistics
    from workflows.reports.statistics import EditionFigures, ItemFigures

THIRDS, FIFTHS = 3, 5


def for_authors(page: EditionFigures) -> EditionFigures:
    """Leave out what tells of fewer than five people whose answers these are."""
    if is_small(page.whole.n):
        nothing = replace(page.whole, mean=None, sd=None, alpha=None, kr21=None, sem=None, items=())
        return replace(page, whole=nothing, items=(), hidden=True, scores=(), passed=None)
    items = tuple(_item(one) for one in page.items if not is_small(one.figures.n))
    left_out = len(page.items) - len(items)
    whole = replace(page.whole, items=())
    scores, passed = _scores(page), _passed(page)
    if left_out or any(one.few_of for one in items):
        # All of these are sums over the questions: over those shown and those that are not.
        whole = replace(whole, mean=None, sd=None, kr21=None, sem=None)
        scores, passed = (None,) * len(scores), None
    return replace(page, whole=whole, items=items, scores=scores, passed=passed, left_out=left_out)


def _scores(page: EditionFigures) -> tuple[int | None, ...]:
    """Leave out small cells; where it is told how many passed, that is the sum of those above."""
    counts = [one or 0 for one in page.scores]
    at = int(Decimal(page.passing_percent) * len(counts) // 100)
    sides = (counts,) if _passed(page) is None else (counts[:at], counts[at:])
    hides = (hid for side in sides for hid in small(side))
    return tuple(None if hid else one for one, hid in zip(counts, hides, strict=True))


def _passed(page: EditionFigures) -> int | None:
    passed, people = page.passed or 0, sum(one or 0 for one in page.scores)
    return None if any(small([passed, people - passed])) else passed


def _item(one: ItemFigures) -> ItemFigures:
    figures = one.figures
    if figures.facility is None:  # nobody was asked it
        return one
    facility = figures.facility
    if few_either_way(figures.n, facility):
        return _of_few(one, "right" if 2 * facility < 1 else "wrong")
    hides = hidden_options(figures.options, one.omitted or 0)
    few = tuple(each.option for each, hid in zip(figures.options, hides, strict=False) if hid)
    shown = tuple(each for each in figures.options if each.option not in few)
    how = _behavior(one, omitted=not hides[-1])
    return replace(
        one,
        few=few,
        omitted=None if hides[-1] else one.omitted,
        rapid=_rapid(one, how),
        figures=replace(figures, options=shown, omitted=0, variance=0.0),
        behavior=how,
        by_thirds=not few and _are_large(figures.n, THIRDS, [_thirds(each) for each in shown]),
        by_fifths=not few and _are_large(figures.n, FIFTHS, [each.fifths for each in shown]),
    )


def _of_few(one: ItemFigures, few_of: str) -> ItemFigures:
    """Leave of a question that few got right, or wrong, only how many were asked, and its signs."""
    bare = replace(
        one.figures, omitted=0, facility=None, variance=0.0, r_item_rest=None, point_biserial=None,
        biserial=None, discrimination_27=None, discriminative_efficiency=None, options=(),
    )  # fmt: skip
    how = _behavior(one, omitted=not is_small(one.figures.omitted))
    # That it is easy would say how few of the few were wrong.
    flags = tuple(flag for flag in one.flags if flag != "easy")
    return replace(
        one,
        few_of=few_of,
        few=(),
        omitted=None,
        rapid=_rapid(one, how),
        interval=None,
        figures=bare,
        behavior=replace(how, right={}),
        flags=flags,
        advice=one.advice if flags[:1] == one.flags[:1] else "",
        by_thirds=False,
        by_fifths=False,
    )


def hidden_options(options: Sequence[OptionStatistics], omitted: int) -> tuple[bool, ...]:
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


def _thirds(one: OptionStatistics) -> tuple[float, ...]:
    return one.low, one.middle, one.high


def _are_large(n: int, groups: int, shares: Sequence[tuple[float, ...]]) -> bool:
    """Whether no option was chosen, or none left, by one to four people of a group."""
    size = n / groups
    rest = (1 - sum(group) for group in zip(*shares, strict=True))
    return not any(is_small(size * each) for each in chain(chain.from_iterable(shares), rest))


def _rapid(one: ItemFigures, how: Behavior) -> int | None:
    return None if not how.timed or _tells(one.behavior.rapid, how.timed) else one.behavior.rapid


def _behavior(one: ItemFigures, *, omitted: bool) -> Behavior:
    """Leave out how many were timed, or said how sure they were, unless that tells of no few.

    Whoever did neither left it out: where that may not be told, nor may these.
    """
    how, n = one.behavior, one.figures.n
    sure = sum(people for _, people in how.right.values())
    timed = omitted and not _tells(how.timed, n)
    return replace(
        how,
        median_seconds=how.median_seconds if timed else None,
        rapid=0,
        timed=how.timed if timed else 0,
        right=_right(how.right) if omitted and not _tells(sure, n) else {},
    )


def _tells(some: int, n: int) -> bool:
    """Whether so many of n people are few, or leave few."""
    return is_small(some) or is_small(n - some)


def _right(right: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Leave out a confidence at which few were right, or wrong, and what would tell how many."""
    rights = small([fully for fully, _ in right.values()])
    wrongs = small([people - fully for fully, people in right.values()])
    hides = dict(zip(right, map(any, zip(rights, wrongs, strict=True)), strict=True))
    return {name: both for name, both in right.items() if not hides[name]}
