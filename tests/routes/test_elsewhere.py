"""Links to the desk, opened on a replica without the bank folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.testclient import TestClient

from routes.table import links

if TYPE_CHECKING:
    from workflows.service import Service


def test_a_link_that_was_sent_leads_on_to_the_desk(sqlite_service: Service) -> None:
    """To disclose and to try: whatever stands in it, it stays below the desk's address."""
    settings = replace(sqlite_service.settings, desk="https://learn.example.edu/at-desk")
    app = Starlette(routes=links(replace(sqlite_service, settings=settings)))
    client = TestClient(app, follow_redirects=False)
    for path in ("/disclose/abc-_1", "/tester/abc", "/tester/%0d%0aSet-Cookie:a=b"):
        reply = client.get(path)
        assert reply.status_code == 303
        assert reply.headers["location"].startswith("https://learn.example.edu/at-desk/")
        assert "set-cookie" not in reply.headers
    assert client.post("/tester/abc").status_code == 303
