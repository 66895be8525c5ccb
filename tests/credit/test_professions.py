from __future__ import annotations

import pytest

from credit.professions import DEGREES, UnknownDegree, degree, is_physician


@pytest.mark.parametrize("short", ["MD", "DO", "MBBS", "MBChB", "MBBCh"])
def test_medical_degrees_are_physicians(short: str) -> None:
    """MD, DO and the foreign equivalents can be awarded AMA credit."""
    assert is_physician(short)


@pytest.mark.parametrize("short", ["PA", "NP", "RN", "CRNA", "PharmD", "Other"])
def test_other_degrees_take_part(short: str) -> None:
    """Everyone else gets a record of participation only."""
    assert not is_physician(short)


@pytest.mark.parametrize("short", ["md", "PhD", ""])
def test_a_degree_off_the_list_is_refused(short: str) -> None:
    """An unknown degree is never guessed to be a physician's or not."""
    with pytest.raises(UnknownDegree, match="is not a degree on the list"):
        is_physician(short)


def test_each_degree_stands_once_in_the_list() -> None:
    """A form that offers the list has no doubles, and each choice is found again."""
    assert [degree(one.short) for one in DEGREES] == list(DEGREES)
