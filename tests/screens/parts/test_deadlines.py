from __future__ import annotations

from typing import TYPE_CHECKING

from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import links

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


def test_home_leads_to_the_calendar_file(screen: Drawn, sqlite_service: Service) -> None:
    """With how many days it holds; without any there is no link."""
    key = publish(sqlite_service)
    assert "/deadlines.ics" not in links(screen("ada", "")).values()
    completed(signed_in(sqlite_service, "ada"), key)
    assert links(screen("ada", ""))["3 deadlines for your calendar"] == "/deadlines.ics"
