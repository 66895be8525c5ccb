"""Each screen draws one heading of the first level: what a screen reader announces it by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from screens.table import SCREENS
from workflows.people import demo

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from screens.frame import Screen
    from tests.reading import Drawn

FIRST = re.compile(r"^# ", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def headings(at: AppTest) -> list[str]:
    """Return the headings of the first level, whichever way they were drawn."""
    assert not at.exception
    titled = [one.value for one in at.title]
    marked = [one.value for one in at.markdown if FIRST.search(FENCED.sub("", one.value))]
    return titled + marked + [one.proto.body for one in at.get("html") if "<h1" in one.proto.body]


def someone(screen: Screen) -> str:
    """Return a named person whom a screen is for; else somebody whom it refuses."""
    return next((one.key for one in demo.PEOPLE if screen.roles.intersection(one.roles)), "ada")


@pytest.mark.parametrize("path", [one.path for one in SCREENS])
def test_each_screen_has_one(screen: Drawn, path: str) -> None:
    """Also where it only says why there is nothing, since its address names no thing."""
    asked = next(one for one in SCREENS if one.path == path)
    assert len(headings(screen(someone(asked), path))) == 1
