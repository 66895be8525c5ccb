from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in
from tests.reading import labels, press, words
from workflows.credit.feed import see

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_an_address_is_made_and_shown_once(screen: Drawn) -> None:
    """The next time the page is drawn, it only says since when there is one."""
    at = press(screen("ada", "profile"), "Make a private address")
    [shown] = [one.value for one in at.code]
    assert shown.startswith("http://127.0.0.1:8501/feed/")
    assert "There is an address since **1 Dec 2026**" in words(at)
    at.run()
    assert not at.code
    assert "Make a new address" in labels(at)


def test_it_is_ended(screen: Drawn, sqlite_service: Service) -> None:
    """And another can be made."""
    at = press(screen("ada", "profile"), "Make a private address")
    at = press(at.run(), "End it")
    assert "Ended." in " ".join(str(one.value) for one in at.success)
    assert see(signed_in(sqlite_service, "ada")) is None
    assert "Make a private address" in labels(at.run())
