from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reading import words

if TYPE_CHECKING:
    from tests.reading import Drawn


@pytest.mark.parametrize(
    ("who", "title"),
    [
        ("ada", "Help for physicians"),
        ("cora", "Help for the office"),
        ("ben", "Help for physicians"),
    ],
)
def test_each_person_gets_their_own_help(screen: Drawn, who: str, title: str) -> None:
    """Staff do not read how to answer questions, and physicians not how to publish."""
    assert title in words(screen(who, "help"))
