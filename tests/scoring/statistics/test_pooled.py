"""Items over several editions: pooled, by version, and before and after an edit."""

from __future__ import annotations

import pytest

from scoring.packed import Sheet
from scoring.statistics.interval import difference
from scoring.statistics.pooled import pooled
from scoring.statistics.sheets import statistics_of
from tests.quizzes.kinds import item_of

Rows = list[bytes]


def single(name: str, order: str = "abcd", *, version: int = 1, revision: int = 1) -> str:
    """Return a single best answer item, keyed a, with its options in this order."""
    options = "".join(
        f"  - {{id: {one}, text: {one}, correct: {str(one == 'a').lower()}}}\n" for one in order
    )
    head = f"id: {name}\nversion: {version}\nrevision: {revision}\ntype: single_best_answer\n"
    return f"{head}lead_in: Which?\noptions:\n{options}"


def edition(rows: str, *items: str) -> tuple[Sheet, Rows]:
    """Return a sheet with the rows of people, each a letter an item (- left out)."""
    held = [item_of(one) for one in items]
    sheet = Sheet(held)
    return sheet, [
        sheet.row(
            {item.id: None if one == "-" else one for item, one in zip(held, row, strict=True)}
        )
        for row in rows.split()
    ]


def test_one_edition_is_its_own_pool() -> None:
    """The figures are those of the edition, options and all."""
    sheet, rows = edition("aa ab ba cd -a", single("q-1"), single("q-2"))
    found = {one.item: one for one in pooled([(sheet, rows)])}
    for own in statistics_of(sheet, rows).items:
        assert found[own.item].whole == own
        assert found[own.item].versions == ((1, own),)
        assert found[own.item].edits == ()


def test_two_editions_are_pooled_by_people() -> None:
    """Nine people together, not the mean of two means; each option counts by its letter."""
    one = edition("aa ab ba", single("q-1"), single("q-2"))
    two = edition("aa aa bb bb bb ca", single("q-1", "dcba", revision=2), single("q-2"))
    found = {each.item: each for each in pooled([one, two])}["q-1"]
    assert found.whole is not None
    assert found.whole.n == 9
    assert found.whole.facility == pytest.approx(4 / 9)
    assert {o.option: o.n for o in found.whole.options} == {"a": 4, "b": 4, "c": 1, "d": 0}
    assert [o.option for o in found.whole.options if o.key] == ["a"]


def test_what_few_got_right_or_wrong_is_left_out() -> None:
    """Of that edition alone; an item that is left out of every edition has no figures."""
    one = edition("aa " * 5 + "bb " * 5, single("q-1"), single("q-2"))
    two = edition("aa " * 5 + "bb " * 4, single("q-1"), single("q-3"))
    found = {each.item: each for each in pooled([one, two], large_only=True)}
    assert {name: each.whole and each.whole.n for name, each in found.items()} == {
        "q-1": 10,
        "q-2": 10,
    }


def test_a_version_has_figures_of_its_own() -> None:
    """Across versions the same letter may be another text: options stand under the version."""
    one = edition("aa ab ba", single("q-1"), single("q-2"))
    two = edition("aa bb", single("q-1", version=2), single("q-2"))
    found = {each.item: each for each in pooled([one, two])}["q-1"]
    assert [(version, each.n, len(each.options)) for version, each in found.versions] == [
        (1, 3, 4),
        (2, 2, 4),
    ]
    assert found.whole is not None
    assert (found.whole.n, found.whole.options) == (5, ())


def test_an_edit_is_shown_with_both_sides() -> None:
    """Each n, and the difference with the interval of two shares."""
    one = edition("aa ab ba bb", single("q-1"), single("q-2"))
    two = edition("aa aa aa ab bb", single("q-1", revision=2), single("q-2"))
    (edit,) = (edit for each in pooled([one, two]) for edit in each.edits)
    assert (edit.item, edit.before, edit.after) == ("q-1", (1, 1), (1, 2))
    assert (edit.n_before, edit.n_after) == (4, 5)
    assert edit.difference == pytest.approx(0.8 - 0.5)
    assert edit.interval == difference((0.5, 4), (0.8, 5))


def test_an_edit_that_nobody_answered_yet_is_none() -> None:
    """There is nothing to compare."""
    one = edition("aa ab", single("q-1"), single("q-2"))
    two = edition("", single("q-1", revision=2), single("q-2"))
    assert [each.edits for each in pooled([one, two])] == [(), ()]


def test_different_points_are_not_pooled() -> None:
    """A version worth two points stands beside the one worth one; there is no whole."""
    scoring = 'scoring: {method: all_or_nothing, points: "2"}\n'
    one = edition("aa ab", single("q-1"), single("q-2"))
    two = edition("aa ba", single("q-1", version=2) + scoring, single("q-2"))
    found = {each.item: each for each in pooled([one, two])}["q-1"]
    assert found.whole is None
    assert [each.facility for _, each in found.versions] == [1.0, 0.5]


def test_nothing_is_nothing() -> None:
    """Without editions there is no item."""
    assert pooled([]) == ()
