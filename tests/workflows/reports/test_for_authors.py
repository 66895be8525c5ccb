"""Authors try to reckon small cells from all that they are shown, and cannot."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple
from itertools import product
from typing import TYPE_CHECKING

import pytest

from scoring.statistics.behavior import Behavior
from scoring.statistics.interval import wilson
from scoring.statistics.item import ItemStatistics, OptionStatistics
from scoring.statistics.whole import Statistics
from workflows.reports.for_authors import for_authors
from workflows.reports.statistics import EditionFigures, ItemFigures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Counts = tuple[int, ...]
SPREAD = (0.2,) * 5


def option(name: str, n: int, people: int, shares: tuple[float, ...] = SPREAD) -> OptionStatistics:
    """Return an option that n of the people chose, "a" the key; `shares` is its curve."""
    low, *_, high = shares
    return OptionStatistics(
        option=name, key=name == "a", n=n, proportion=n / people, r_rest=0.1, upper_27=high,
        lower_27=low, high=high, middle=shares[2], low=low, fifths=shares,
    )  # fmt: skip


def question(name: str, counts: Counts, curves: tuple[tuple[float, ...], ...] = ()) -> ItemFigures:
    """Return a question: how many chose a, the key, b and c, and how many left it out."""
    *chosen, omitted = counts
    n, right = sum(counts), counts[0]
    own = curves or (SPREAD,) * len(chosen)
    options = tuple(
        option(letter, each, n, shares)
        for letter, each, shares in zip("abc", chosen, own, strict=False)
    )
    figures = ItemStatistics(
        item=name, n=n, omitted=omitted, facility=right / n, variance=0.2, r_item_rest=0.1,
        point_biserial=0.1, biserial=0.1, discrimination_27=0.1, discriminative_efficiency=0.1,
        options=options,
    )  # fmt: skip
    how = Behavior(30.0, 0, n - omitted, {"sure": (right, n - omitted)})
    return ItemFigures(
        item=name, version=1, type="single_best_answer", stem="", lead_in="", options={},
        figures=figures, few=(), omitted=omitted, rapid=0, interval=wilson(right / n, n),
        behavior=how, flags=("easy",) if right > 0.97 * n else (), advice="",
    )  # fmt: skip


def edition(items: tuple[ItemFigures, ...], scores: Counts) -> EditionFigures:
    """Return an edition of some questions, with how many people had each number of them right."""
    n, k = sum(scores), len(scores) - 1
    bins = [0] * 20
    for points, people in enumerate(scores):
        bins[min(19, 20 * points // k)] += people
    mean = sum(points * people for points, people in enumerate(scores)) / n
    return EditionFigures(
        key="small.1", title="", number=1, numbers=(1,),
        whole=Statistics(n=n, k=k, alpha=None, kr21=None, sem=None, mean=mean, sd=1.0, items=()),
        items=items, hidden=False, scores=tuple(bins),
        passed=sum(people for points, people in enumerate(scores) if 2 * points >= k),
        passing_percent="50",
    )  # fmt: skip


def compositions(n: int, cells: int) -> Iterator[Counts]:
    """Give every way in which n people can be in some cells."""
    if cells == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in compositions(n - first, cells - 1):
            yield (first, *rest)


def reckoned(worlds: Iterable[tuple[Counts, EditionFigures]]) -> list[tuple[Counts, int]]:
    """Return the cells of one to four people that are the same in all worlds that look alike."""
    alike: dict[str, list[Counts]] = defaultdict(list)
    for cells, page in worlds:
        alike[repr(astuple(for_authors(page)))].append(cells)
    return [
        (some[0], at)
        for some in alike.values()
        for at, values in enumerate(zip(*some, strict=True))
        if len(set(values)) == 1 and 0 < values[0] < 5
    ]


@pytest.mark.parametrize("n", range(5, 14))
def test_no_small_cell_of_a_question_is_reckoned(n: int) -> None:
    """Neither of an option, nor who left it out, nor who was right or wrong in all."""
    worlds = (
        ((*counts, n - counts[0]), edition((question("q", counts),), (n - counts[0], counts[0])))
        for counts in compositions(n, 4)
    )
    assert reckoned(worlds) == []


@pytest.mark.parametrize("n", [9, 12, 15])
def test_no_small_cell_is_reckoned_from_what_another_question_shows(n: int) -> None:
    """The mean and the scores are sums over both."""
    worlds = []
    for first, second in product(range(n + 1), repeat=2):
        for both in range(max(0, first + second - n), min(first, second) + 1):
            scores = (n - first - second + both, first + second - 2 * both, both)
            items = tuple(
                question(name, (right, n - right, 0, 0))
                for name, right in (("p", first), ("q", second))
            )
            cells = (first, n - first, second, n - second)
            worlds.append((cells, edition(items, scores)))
    assert reckoned(worlds) == []


def test_the_test_finds_what_is_shown() -> None:
    """Of figures as the office sees them every small cell is found."""
    page = edition((question("q", (3, 5, 0, 0)),), (5, 3))
    assert for_authors(page) != page
    alike = [((3,), page)]
    assert reckoned(alike) == [((3,), 0)]


def test_thirds_and_fifths_are_shown_where_no_group_has_a_small_cell() -> None:
    """Of 60 people 12 are in a fifth: 7 and 5 of them are shown, 9 and 3 are not."""
    even = ((7 / 12,) * 5, (5 / 12,) * 5)
    steep = ((9 / 12, *(7 / 12,) * 3, 5 / 12), (3 / 12, *(5 / 12,) * 3, 7 / 12))
    for curves, fifths in ((even, True), (steep, False)):
        counts = (35, 25, 0)
        page = for_authors(edition((question("q", counts, curves),), (25, 35)))
        assert (page.items[0].by_thirds, page.items[0].by_fifths) == (True, fifths)


def test_a_question_that_few_got_wrong_says_so_and_no_more() -> None:
    """Fewer than five, which may be nobody: neither facility, nor counts, nor that it is easy."""
    for wrong in (0, 1, 4):
        page = for_authors(
            edition((question("q", (40 - wrong, wrong, 0, 0)),), (wrong, 40 - wrong))
        )
        (one,) = page.items
        assert (one.few_of, one.figures.facility, one.interval) == ("wrong", None, None)
        assert (one.figures.options, one.omitted, one.flags) == ((), None, ())
