from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import labels, words
from workflows.content.halt import halt

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.reading import Drawn
    from workflows.service import Service


def test_periods_of_one_bank_are_told_apart(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """By key and dates, and by whether they can be started."""
    publish(sqlite_service)
    publish(sqlite_service)
    said = words(screen("cora", "desk"))
    for key in ("small.1", "small.2"):
        assert f"{key} · edition 1 · 1 Nov 2026 to 31 Oct 2027" in said
    assert "not open today" not in said
    clock.move(days=400)
    assert words(screen("cora", "desk")).count("not open today") == 2


def test_what_is_stopped_is_marked_and_leads_back(screen: Drawn, sqlite_service: Service) -> None:
    """Open, it can be stopped; paused, it can be opened again."""
    publish(sqlite_service)
    assert "Pause or withdraw" in labels(screen("cora", "desk"))
    halt(signed_in(sqlite_service, "cora"), "small", "paused", "A dose is being checked.", 0)
    at = screen("cora", "desk")
    assert ":orange-badge[Paused]" in words(at)
    assert "not open today" not in words(at)
    assert labels(at) == ["Roster", "Links and arrivals", "Open again"]
