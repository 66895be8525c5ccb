from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pars.year_end import Participation, YearEnd, others, physicians, year_end

MANY = st.lists(
    st.builds(
        Participation,
        person=st.integers(1, 6),
        profession=st.sampled_from(["Physician", "Nurse", "Nurse practitioner", "Other"]),
        on=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    ),
    max_size=30,
)


def test_each_person_counts_once() -> None:
    """Three attempts of one person in two years are one learner (pitfall 14)."""
    found = year_end(
        [
            Participation("ann", "Physician", date(2026, 2, 1)),
            Participation("ann", "Physician", date(2026, 3, 1)),
            Participation("ann", "Physician", date(2027, 1, 1)),
            Participation("bo", "Pharmacist", date(2026, 5, 1)),
        ],
        2027,
    )
    assert found == YearEnd(2027, (("physician", 1), ("pharmacist", 1)), (("physician", 1),))


def test_the_year_ends_on_the_last_of_december() -> None:
    """31 December counts, 1 January is the next year's."""
    last = Participation("ann", "Physician", date(2026, 12, 31))
    next_day = Participation("bo", "Physician", date(2027, 1, 1))
    assert year_end([last, next_day], 2026).cumulative == (("physician", 1),)
    assert year_end([last, next_day], 2027).in_year == (("physician", 1),)
    assert year_end([last, next_day], 2027).cumulative == (("physician", 2),)


def test_who_changed_profession_counts_in_the_later_one() -> None:
    """A nurse who became a physician is one learner, whichever row comes first."""
    before = Participation("ann", "Nurse", date(2026, 1, 1))
    after = Participation("ann", "Physician", date(2027, 1, 1))
    for rows in ([before, after], [after, before]):
        assert year_end(rows, 2027).cumulative == (("physician", 1),)
        assert year_end(rows, 2026).cumulative == (("nurse", 1),)


def test_practitioners_and_nurses_are_one_category() -> None:
    """ACCME's draft has one word for both."""
    rows = [
        Participation("ann", "Nurse", date(2026, 1, 1)),
        Participation("bo", "Nurse practitioner", date(2026, 1, 1)),
    ]
    assert year_end(rows, 2026).cumulative == (("nurse", 2),)


def test_nobody_is_nobody() -> None:
    """An activity without participants has no counts."""
    assert year_end([], 2026) == YearEnd(2026, (), ())


@settings(deadline=None)
@given(MANY, st.integers(2025, 2028))
def test_counts_are_those_of_distinct_persons(rows: list[Participation], year: int) -> None:
    """Physicians and others are together who was there, however the rows are ordered."""
    found = year_end(rows, year)
    persons = {one.person for one in rows if one.on.year <= year}
    assert physicians(found.cumulative) + others(found.cumulative) == len(persons)
    now = {one.person for one in rows if one.on.year == year}
    assert physicians(found.in_year) + others(found.in_year) == len(now)
