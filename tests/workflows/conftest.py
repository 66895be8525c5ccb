"""What tests of acts begin from comes before people sign in, so that it can be copied."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _begun_first(request: pytest.FixtureRequest) -> None:
    """Let `begun`, where a test asks for it, find a database in which nothing was done yet."""
    if "begun" in request.fixturenames:
        request.getfixturevalue("begun")
