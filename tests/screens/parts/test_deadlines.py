from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.learning import completed
from tests.people import signed_in
from tests.reading import links
from workflows.credit.claim import make

if TYPE_CHECKING:
    from tests.reading import Drawn
    from workflows.service import Service


@pytest.mark.parametrize("page", ["", "records"])
def test_it_leads_to_the_calendar_file(screen: Drawn, sqlite_service: Service, page: str) -> None:
    """With how many days it holds."""
    completed(signed_in(sqlite_service, "ada"), publish(sqlite_service))
    assert links(screen("ada", page))["3 deadlines for your calendar"] == "/deadlines.ics"


@pytest.mark.parametrize("page", ["", "records"])
def test_an_empty_file_is_not_offered(screen: Drawn, sqlite_service: Service, page: str) -> None:
    """All is claimed: nothing is due."""
    ada = signed_in(sqlite_service, "ada")
    make(ada, completed(ada, publish(sqlite_service)), quarters=4, boards={}, attested=True)
    at = screen("ada", page)
    assert not at.exception
    assert "/deadlines.ics" not in links(at).values()
