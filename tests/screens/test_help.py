from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screens.help import OF_BOARDS
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


@pytest.mark.parametrize(("who", "told"), [("ada", True), ("dan", False)])
def test_who_is_no_physician_reads_nothing_of_boards(
    screen: Drawn, who: str, *, told: bool
) -> None:
    """The sections about points and reports are left out, and all others stand."""
    said = words(screen(who, "help"))
    for heading in OF_BOARDS:
        assert (f"### {heading}" in said) is told
    for word in ("MOC", "your board", "state boards"):
        assert (word in said) is told
    for heading in ("Answering", "Credit", "Reminders", "If something is wrong"):
        assert f"### {heading}\n" in said


def test_the_author_guide_leads_nowhere_else_than_within_itself(screen: Drawn) -> None:
    """Of pages that the app does not show it keeps the words."""
    said = words(screen("ben", "author-guide"))
    assert "(#the-files-behind-the-forms)" in said
    assert "The checker" in said
    assert ".md)" not in said.replace(" ", "")
