from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.passing import (
    Marked,
    Tally,
    carried_items,
    passed,
    percent_text,
    score,
)

MARKS = st.fractions(min_value=0, max_value=1, max_denominator=12)
FORMS = st.lists(
    st.builds(
        Marked,
        objectives=st.lists(st.sampled_from(["OBJ-1", "OBJ-2"]), unique=True).map(tuple),
        mark=MARKS,
        points=st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 2)]),
    ),
    max_size=30,
)


def of(points: int, max_points: int) -> Tally:
    """Make a score of whole points."""
    return Tally(Fraction(points), Fraction(max_points))


def item(mark: int, *objectives: str, points: int = 1) -> Marked:
    """Make a marked item."""
    return Marked(objectives, Fraction(mark), Fraction(points))


def test_a_form_is_added_up_whole_and_by_objective() -> None:
    """Points weigh; an item with two objectives counts in both."""
    got = score([item(1, "OBJ-2"), item(0, "OBJ-1", "OBJ-2", points=2), item(1, "OBJ-1")])
    assert (got.points, got.max_points) == (Fraction(2), Fraction(4))
    assert got.by_objective == (("OBJ-2", of(1, 3)), ("OBJ-1", of(1, 3)))


@pytest.mark.parametrize(
    ("points", "max_points", "standard", "is_it"),
    [
        (7, 10, "70", True),
        (70, 100, "70.00", True),
        (15, 20, "75", True),
        (14, 20, "75", False),
        (2, 3, "66.67", False),
        (2, 3, "66.66", True),
        (0, 10, "0", True),
        (10, 10, "100", True),
        (7499, 10000, "75", False),
    ],
)
def test_a_standard_is_reached_exactly_or_not(
    points: int, max_points: int, standard: str, is_it: object
) -> None:
    """The standard itself passes and the least below it does not."""
    assert passed(of(points, max_points), standard) is is_it


def test_an_empty_form_is_never_passed() -> None:
    """Nothing asked, nothing shown: not even a standard of 0 is reached."""
    assert not passed(score([]), "0")
    assert percent_text(score([])) == "0"


@pytest.mark.parametrize(
    ("points", "max_points", "text"),
    [
        (15, 20, "75"),
        (7499, 10000, "74.9"),
        (74999, 100000, "74.9"),
        (2, 3, "66.6"),
        (1, 1, "100"),
        (0, 5, "0"),
        (999, 1000, "99.9"),
    ],
)
def test_a_percentage_is_rounded_down(points: int, max_points: int, text: str) -> None:
    """A score just short of a standard never looks as if it reached it."""
    assert percent_text(of(points, max_points)) == text


def test_a_retake_carries_full_marks_only() -> None:
    """Half a mark is asked again."""
    marks = [Fraction(1), Fraction(0), Fraction(1, 2), Fraction(1)]
    assert carried_items(marks) == (0, 3)


@given(FORMS)
def test_points_stay_within_what_there_was(form: list[Marked]) -> None:
    """The whole and each objective lie between nothing and all."""
    got = score(form)
    assert 0 <= got.points <= got.max_points
    assert all(0 <= one.points <= one.max_points <= got.max_points for _, one in got.by_objective)


@given(FORMS, st.integers(0, 100))
def test_what_is_shown_agrees_with_the_verdict(form: list[Marked], standard: int) -> None:
    """With a standard in whole percent, the shown figure reaches it exactly when it is passed."""
    got = score(form)
    shown = Fraction(percent_text(got)) >= standard
    assert passed(got, str(standard)) == (shown and got.max_points > 0)


@given(FORMS, MARKS)
def test_one_more_right_answer_never_hurts(form: list[Marked], mark: Fraction) -> None:
    """Raising one item to full mark keeps a pass."""
    before = score([*form, Marked((), mark, Fraction(1))])
    after = score([*form, Marked((), Fraction(1), Fraction(1))])
    assert passed(after, "75") or not passed(before, "75")
