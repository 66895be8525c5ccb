"""The whole application as a person walks through it, without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from screens import door
from tests.people import token_of
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflows.service import Service

MAIN = Path(__file__).parents[3] / "screens" / "main.py"


@pytest.fixture
def app(sqlite_service: Service) -> Callable[..., AppTest]:
    """Return a function that opens the application for a person, at its first page by default."""
    door.open_with(sqlite_service)

    def opened(who: str, path: str = "", **query: str) -> AppTest:
        at = AppTest.from_file(MAIN, default_timeout=20)
        at.user = {"session": session.digest_of(token_of(sqlite_service, who))}
        if path:
            at._page_hash = calc_hash(path)
        at.query_params.update(query)
        return at.run()

    return opened
