from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.people import signed_in
from tests.reading import words
from tests.reporting import MK, claimed, identified, put, registered
from tests.workflows.matrix import REQUEST
from workflows.desk.ask import ask

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


def test_requests_that_wait_are_counted(screen: Drawn, sqlite_service: Service) -> None:
    """With the way to them; without any, nothing is said."""
    assert "requests" not in words(screen("cora", "desk"))
    ask(signed_in(sqlite_service, "ada"), REQUEST)
    assert "1 request for MOC points to answer." in words(screen("cora", "desk"))


def test_reports_that_press_are_counted(
    screen: Drawn, sqlite_service: Service, clock: Clock
) -> None:
    """Rejected or due, with the way to them; nothing is said while there is time."""
    ada = signed_in(sqlite_service, "ada")
    identified(ada)
    done = claimed(ada, registered(sqlite_service), 4, MK)
    assert "PARS" not in words(screen("cora", "desk"))
    put(sqlite_service, done, "ABIM", "rejected_board", "Name.")
    assert "Reports to PARS: 1 rejected." in words(screen("cora", "desk"))
    clock.move(days=40)
    assert "Reports to PARS: 1 overdue, 1 rejected." in words(screen("cora", "desk"))
