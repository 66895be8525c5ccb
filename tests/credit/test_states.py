from __future__ import annotations

import pytest

from credit.states import STATES, state


@pytest.mark.parametrize("text", ["MI", "mi", " Michigan ", "michigan"])
def test_a_state_is_found_by_letters_or_name(text: str) -> None:
    """PARS' Excel file wants the name, XML and JSON the letters."""
    assert state(text) == "MI"


@pytest.mark.parametrize("text", ["", "Mich", "XX", "Ontario"])
def test_anything_else_is_no_state(text: str) -> None:
    """It is refused where it is written."""
    assert state(text) is None


def test_there_are_fifty_states_a_district_and_five_territories() -> None:
    """Each by two capital letters, under a name of its own."""
    assert len(STATES) == 50 + 1 + 5 == len(set(STATES.values()))
    assert all(len(one) == 2 and one.isupper() for one in STATES)
