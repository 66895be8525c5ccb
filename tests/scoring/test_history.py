"""One person's history by objective and year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.history import Met, Year, by_year, change, first_met

FLUIDS, AIRWAY = ("bank", "fluids"), ("bank", "airway")
HALF = Fraction(1, 2)
MET = st.builds(
    Met,
    question=st.sampled_from("abcdef"),
    objectives=st.sampled_from([(FLUIDS,), (AIRWAY,), (FLUIDS, AIRWAY)]),
    mark=st.sampled_from([Fraction(0), HALF, Fraction(1)]),
    answered=st.booleans(),
    confidence=st.none(),
    day=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
)


def met(
    question: str, mark: int | Fraction, year: int = 2026, *, answered: bool = True, of: int = 1
) -> Met:
    """Return one question of the first `of` of two objectives."""
    objectives = (FLUIDS, AIRWAY)[:of]
    return Met(question, objectives, Fraction(mark), answered, None, date(year, 3, 1))


def test_years_are_counted_apart() -> None:
    """The newest first, in exact fractions; what was left open is not right."""
    found = by_year([met("a", 1, 2025), met("b", HALF), met("c", 1), met("d", 0, answered=False)])
    assert found == {FLUIDS: (Year(2026, 3, Fraction(3, 2)), Year(2025, 1, Fraction(1)))}


def test_a_question_of_two_objectives_counts_in_both() -> None:
    """As it does in the result."""
    found = by_year([met("a", 1, of=2)])
    assert set(found) == {FLUIDS, AIRWAY}


def test_a_question_met_again_is_counted_apart() -> None:
    """Its answer had been told; one that was carried over has no answer and is not counted."""
    found = by_year([met("a", 0, 2025), met("a", 1), met("a", 1, answered=False)])
    (now, before) = found[FLUIDS]
    assert (now.n, now.again, now.again_right) == (0, 1, Fraction(1))
    assert (before.n, before.right) == (1, Fraction(0))
    assert (now.share, now.interval) == (None, None)


@given(st.lists(MET, max_size=40))
def test_each_question_is_new_once(every: list[Met]) -> None:
    """However often it is met: all years together count the questions there are."""
    found = by_year(every)
    for objective in (FLUIDS, AIRWAY):
        new = [one for one in first_met(every) if objective in one.objectives]
        years = found.get(objective, ())
        assert sum(one.n for one in years) == len(new)
        assert sum((one.right for one in years), Fraction(0)) == sum(one.mark for one in new)
        assert all(0 <= one.right <= one.n for one in years)
        assert [one.year for one in years] == sorted({one.year for one in years}, reverse=True)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # Newcombe 1998, table II, method 10: 48 of 80 against 56 of 70 is 0.0524 to 0.3339.
        ((80, 48), (70, 56), 1),
        ((70, 56), (80, 48), -1),
        # Its 0 of 29 against 5 of 56 is -0.0381 to 0.1926.
        ((29, 0), (56, 5), 0),
        ((4, 0), (80, 80), None),  # too few to compare
    ],
)
def test_years_are_told_apart(
    before: tuple[int, int], after: tuple[int, int], said: int | None
) -> None:
    """Where the interval of the difference leaves out nothing, no sooner."""
    one, two = (Year(2025, n, Fraction(right)) for n, right in (before, after))
    assert change(one, two) == said
