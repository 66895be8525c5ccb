"""Screens drawn as a named person sees them, without a browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from screens import door
from tests.people import token_of
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workflows.service import Service

MAIN = Path(__file__).parents[2] / "screens" / "main.py"


@pytest.fixture(scope="session", autouse=True)
def _scanned_once() -> Iterator[None]:
    """Let Streamlit look through the installed packages once, as a server does, not once a test.

    That was half of what a screen's test took.
    """
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture
def screen(sqlite_service: Service) -> Callable[..., AppTest]:
    """Return a function that draws the screen `show` for a person."""
    door.open_with(sqlite_service)

    def drawn(who: str, show: str, **query: str) -> AppTest:
        at = AppTest.from_string(
            "import importlib\n"
            "from screens import door, frame\n"
            "from screens.main import SCREENS\n"
            "door.offer({one.path: one.show for one in SCREENS})\n"
            "from workflows.refusals import Refused\n"
            "try:\n"
            f"    next(one for one in SCREENS if one.path == {show!r}).show()\n"
            "except Refused as refused:\n"
            "    door.refuse(refused)\n",
            default_timeout=120,  # seconds; on a busy machine a screen may wait for its turn
        )
        at.user = {"session": session.digest_of(token_of(sqlite_service, who))}
        for name, value in query.items():
            at.query_params[name] = value
        return at.run()

    return drawn
