"""What tests of acts begin from comes before people sign in, so that it can be copied."""

from __future__ import annotations

import pytest

from tests.people import know_everybody
from workflows.people import demo

PEOPLE = frozenset(one.key for one in demo.PEOPLE)


@pytest.fixture(autouse=True)
def _begun_first(request: pytest.FixtureRequest) -> None:
    """Let `begun`, where a test asks for it, find a database in which nothing was done yet."""
    if "begun" in request.fixturenames:
        request.getfixturevalue("begun")


@pytest.fixture(autouse=True)
def _known_first(request: pytest.FixtureRequest, _begun_first: None) -> None:
    """Let everybody be known before others are: into an empty database they are copied."""
    if "service" in request.fixturenames and not PEOPLE.isdisjoint(request.fixturenames):
        know_everybody(request.getfixturevalue("service"))
