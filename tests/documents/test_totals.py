from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from documents.totals import by_year, total
from tests.documents.papers import abim, points, row

if TYPE_CHECKING:
    from documents.transcript import TranscriptRow

ROWS = st.lists(
    st.builds(
        lambda day, quarters, own: row(completed_on=day, credits_quarters=quarters, points=own),
        st.dates(date(2019, 1, 1), date(2030, 12, 31)),
        st.integers(0, 400),
        st.sampled_from([(), (abim(5),), (abim(1), points("ABP", "Part 2", 7))]),
    ),
    max_size=20,
)


def test_a_year_is_the_year_of_completion() -> None:
    """New Year's Eve and New Year's Day fall into two totals, the earlier first."""
    rows = [row(completed_on=date(2027, 1, 1)), row(completed_on=date(2026, 12, 31))]
    assert [(one.period, one.credits_quarters) for one in by_year(rows)] == [
        ("2026", 5),
        ("2027", 5),
    ]


def test_points_of_two_boards_are_never_added_together() -> None:
    """Each board and credit type has its own sum."""
    rows = [row(points=(abim(5), points("ABP", "Part 2", 2))), row(points=(abim(1),))]
    assert total("all", rows).points == (("ABIM Medical Knowledge", 6), ("ABP Part 2", 2))


@given(ROWS)
def test_the_years_add_up_to_the_whole(rows: list[TranscriptRow]) -> None:
    """No quarter is lost or counted twice between the years."""
    years, whole = by_year(rows), total("all", rows)
    assert sum(one.credits_quarters for one in years) == whole.credits_quarters
    assert sum(one.activities for one in years) == len(rows)
    for board, quarters in whole.points:
        assert sum(dict(one.points).get(board, 0) for one in years) == quarters
