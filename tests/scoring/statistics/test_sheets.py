"""Statistics of packed attempts: those of the same answers as a table, and by plain reckoning."""

from __future__ import annotations

from fractions import Fraction
from statistics import correlation, mean
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.packed import Sheet
from scoring.statistics.sheets import statistics_of
from scoring.statistics.table import read_table
from scoring.statistics.whole import statistics
from tests.quizzes.kinds import MATCHING, item_of

if TYPE_CHECKING:
    from quizzes.answer import Answer
    from quizzes.models import AnyItem

OPTIONS = "".join(
    f"  - {{id: {one}, text: {one}, correct: {str(one == 'a').lower()}}}\n" for one in "abcd"
)


def single(name: str, points: str = "1") -> AnyItem:
    """Return a single best answer item with the options a (keyed) to d."""
    head = f"id: {name}\ntype: single_best_answer\nlead_in: Which?\n"
    return item_of(
        f'{head}scoring: {{method: all_or_nothing, points: "{points}"}}\noptions:\n{OPTIONS}'
    )


ITEMS = [single(f"q-{at}") for at in range(5)]


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.sampled_from(["a", "b", "c", "d", ""]), min_size=5, max_size=5),
        min_size=2,
        max_size=30,
    )
)
def test_packed_attempts_are_as_the_same_table(rows: list[list[str]]) -> None:
    """A fixed form of single best answers, with omitted ones."""
    sheet = Sheet(ITEMS)
    packed = [
        sheet.row({one.id: said or None for one, said in zip(ITEMS, row, strict=True)})
        for row in rows
    ]
    text = "\n".join([",".join(one.id for one in ITEMS), *(",".join(row) for row in rows)])
    key = "item,key\n" + "".join(f"{one.id},a\n" for one in ITEMS)
    table = read_table(text, key)
    one, other = statistics_of(sheet, packed), statistics(table.columns, table.parts)
    for name in ("n", "k", "mean", "sd", "alpha", "kr21", "sem"):
        assert getattr(one, name) == near(getattr(other, name)), name
    for mine, theirs in zip(one.items, other.items, strict=True):
        assert (mine.item, mine.n, mine.omitted) == (theirs.item, theirs.n, theirs.omitted)
        for name in (
            "facility",
            "r_item_rest",
            "biserial",
            "discrimination_27",
            "discriminative_efficiency",
        ):
            assert getattr(mine, name) == near(getattr(theirs, name)), name
        counts = {option.option: option.n for option in theirs.options}
        assert {option.option: option.n for option in mine.options if option.n} == {
            option: n for option, n in counts.items() if n
        }


def near(value: float | None) -> object:
    """Return what equals a figure but for the last digits."""
    return None if value is None else pytest.approx(value, abs=1e-9)


def test_drawn_items_are_judged_among_those_who_were_asked() -> None:
    """The rest is the share of the points that a person could have at the other items."""
    items = [single("x", "2"), single("y"), single("z", "0.5"), single("w")]
    given: list[dict[str, Answer | None]] = [
        {"x": "a", "y": "a", "z": "b"},
        {"x": "b", "y": "b", "w": "a"},
        {"x": "a", "z": "a", "w": None},
        {"y": "a", "z": "a", "w": "a"},
        {"x": "c", "y": "b", "z": "a"},
    ]
    sheet = Sheet(items)
    found = statistics_of(sheet, [sheet.row(one) for one in given])
    points = {"x": Fraction(2), "y": Fraction(1), "z": Fraction(1, 2), "w": Fraction(1)}
    for one in found.items:
        asked = [each for each in given if one.item in each]
        marks = [points[one.item] * (each[one.item] == "a") for each in asked]
        rest = [
            sum(points[name] * (each[name] == "a") for name in each if name != one.item)
            / sum(points[name] for name in each if name != one.item)
            for each in asked
        ]
        assert one.n == len(asked)
        assert one.facility == pytest.approx(float(mean(marks) / points[one.item]))
        varies = len(set(marks)) > 1 and len(set(rest)) > 1
        wanted = (
            correlation([float(m) for m in marks], [float(r) for r in rest]) if varies else None
        )
        assert one.r_item_rest == near(wanted), one.item
    assert found.alpha is None  # not everybody was asked the same


def test_parts_of_points_count_in_parts() -> None:
    """A matching item half right is worth half of it."""
    matching, other = item_of(MATCHING), single("q")
    keyed = matching.keyed_answer
    assert isinstance(keyed, dict)
    half = dict(list(keyed.items())[: len(keyed) // 2])
    sheet = Sheet([matching, other])
    rows = [sheet.row({matching.id: keyed, "q": "a"}), sheet.row({matching.id: half, "q": "b"})]
    found = statistics_of(sheet, rows)
    share = Fraction(len(half), len(keyed))
    assert found.items[0].facility == pytest.approx(float((1 + share) / 2))
    assert found.items[0].biserial is None  # it is not marked right or wrong


def test_nobody_was_asked() -> None:
    """No attempt, and an item that no attempt drew: no figure, and none made up."""
    sheet = Sheet(ITEMS)
    assert statistics_of(sheet, []).mean is None
    found = statistics_of(sheet, [sheet.row({"q-0": "a"})]).items
    assert [one.n for one in found] == [1, 0, 0, 0, 0]
    assert found[1].facility is None


def test_the_curve_of_an_option_runs_from_the_lowest_fifth_to_the_highest() -> None:
    """Of ten people two are in each fifth; the key is chosen by those who know the rest."""
    sheet = Sheet(ITEMS)
    rows = [
        sheet.row({one.id: "a" if place < right else "b" for place, one in enumerate(ITEMS)})
        for right in (0, 0, 1, 1, 2, 2, 3, 4, 5, 5)
    ]
    third = statistics_of(sheet, rows).items[2]
    assert {one.option: one.fifths for one in third.options if one.n} == {
        "a": (0, 0, 0, 1, 1),
        "b": (1, 1, 1, 0, 0),
    }
