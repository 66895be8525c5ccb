"""The order of Today: how it presses, then by day."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workflows.today.due import LEVELS, Due, Level, in_order

MONDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 11)


def due(level: Level, said: str = "x", day: date | None = None) -> Due:
    """Return one line."""
    return Due(level, said, "write", day=day)


def test_what_is_late_comes_first_and_what_has_no_hurry_last() -> None:
    """Whatever subject it is of."""
    those = [due("later"), due("soon", day=MONDAY), due("now"), due("late", day=FRIDAY)]
    assert [one.level for one in in_order(those)] == ["late", "now", "soon", "later"]


def test_of_one_level_the_earliest_day_comes_first() -> None:
    """What has no day follows, in the order in which it came."""
    those = [due("soon", "a"), due("soon", "b", FRIDAY), due("soon", "c", MONDAY), due("soon", "d")]
    assert [one.said for one in in_order(those)] == ["c", "b", "a", "d"]


LINES = st.builds(
    Due,
    level=st.sampled_from(LEVELS),
    said=st.text(max_size=3),
    to=st.just("write"),
    day=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)


@given(st.lists(LINES, max_size=12))
def test_nothing_is_lost_and_nothing_less_urgent_stands_before(those: list[Due]) -> None:
    """Each line is there once; each stands no lower than any that presses less."""
    found = in_order(those)
    assert sorted(map(repr, found)) == sorted(map(repr, those))
    keys = [(LEVELS.index(one.level), one.day or date.max) for one in found]
    assert keys == sorted(keys)
