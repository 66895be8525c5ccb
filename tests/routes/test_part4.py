"""Papers of Part IV by their addresses: who gets them, and what everybody else is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import signed_in, token_of
from tests.projects import approved, verified
from workflows.part4.batch import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service

    Browser = Callable[..., TestClient]


def test_the_record_is_its_owners_and_the_files_are_the_offices(
    browser: Browser, sqlite_service: Service
) -> None:
    """As PDF, CSV and Excel, which no cache on the way keeps; no name is in a file's name."""
    link = approved(sqlite_service, "ben", "ada").links["ada"]
    verified(signed_in(sqlite_service, "ada"), link, signed_in(sqlite_service, "ben"))
    batch = make(signed_in(sqlite_service, "cora"))
    record, file = f"/part4/{link}.pdf", f"/export/portfolio/{batch}"
    ada, ben, cora = (browser(token_of(sqlite_service, one)) for one in ("ada", "ben", "cora"))
    paper = ada.get(record)
    assert paper.content.startswith(b"%PDF")
    assert paper.headers["cache-control"] == "no-store"
    named = "part4-2026-11-20-fewer-missed-follow-up-visits.pdf"
    assert paper.headers["content-disposition"] == f'inline; filename="{named}"'
    assert ben.get(record).status_code == 404
    assert cora.get(f"{file}?as=xlsx").content.startswith(b"PK")
    assert b"Whitfield" in cora.get(file).content
    assert b"Whitfield" in cora.get("/export/part4").content
    assert [ada.get(one).status_code for one in (file, "/export/part4")] == [403, 403]
