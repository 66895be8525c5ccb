"""The public pages about the office, and the files of initiatives and of the year's ideas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quizzes.models import OfficePerson
from routes.office import told_about, told_contact
from tests.editions import publish
from tests.leading import led
from tests.people import token_of
from tests.routes.test_moc import Read
from workflows.content.office import office_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from workflows.service import Service

    Browser = Callable[..., TestClient]


@pytest.mark.parametrize(("path", "said"), [("/contact", "Who is who"), ("/about", "Part IV")])
def test_they_need_no_sign_in(browser: Browser, path: str, said: str) -> None:
    """Whoever has no account finds whom to write to."""
    reply = browser().get(path)
    assert reply.status_code == 200
    assert said in reply.text


def test_they_say_what_the_providers_file_says(sqlite_service: Service) -> None:
    """People with their part, place, mission, accreditation with its mark, Part II and Part IV."""
    found = office_of(sqlite_service)
    contact = Read(bytes(told_contact(found).body).decode())
    assert {"mailto:cme@example.edu", "tel:+15550100", "/office", "/about"} <= contact.links
    for said in ("Director", "1 Example Avenue", "Monday to Friday"):
        assert said in contact.words
    about = Read(bytes(told_about(found).body).decode())
    for said in ("find out what they know", "Placeholder", "placeholder until it is approved",
                 "Part II", "Quality Department"):  # fmt: skip
        assert said in about.words
    assert "/moc" in about.links


def test_what_somebody_writes_there_is_no_markup(sqlite_service: Service) -> None:
    """Names are text, and only https is a link."""
    found = office_of(sqlite_service)
    assert found is not None
    person = OfficePerson(name="<script>x</script>", role="Boss")
    contact = found.contact.model_copy(update={"url": "javascript:alert(1)"})
    page = bytes(told_contact(replace(found, people=(person,), contact=contact)).body).decode()
    assert "<script>x" not in page
    assert "javascript:" not in page


def test_without_the_file_an_edition_names_the_office(
    sqlite_service: Service, tmp_path: Path
) -> None:
    """On a node that has no bank folder; before anything is published, the page says so."""
    settings = replace(sqlite_service.settings, banks=tmp_path)
    bare = replace(sqlite_service, settings=settings)
    assert office_of(bare) is None
    assert "has not said yet" in Read(bytes(told_contact(None).body).decode()).words
    assert "has not said yet" in Read(bytes(told_about(None).body).decode()).words
    publish(bare)
    found = office_of(bare)
    assert found is not None
    page = Read(bytes(told_about(found).body).decode()).words
    assert "is not written down here yet" in page
    assert "Part IV is not run by this office" in page


def test_files_are_for_whom_they_are(browser: Browser, sqlite_service: Service) -> None:
    """The owner takes the list; to others there is no such initiative; the year is the office's."""
    made = led(sqlite_service, publish(sqlite_service), ask="dan@example.com")
    owner, other, staff = (browser(token_of(sqlite_service, one)) for one in ("ada", "dan", "cora"))
    assert "Dan Reyes" in owner.get(f"/export/initiative?id={made}").text
    assert "Reyes" not in owner.get(f"/export/initiative?id={made}&table=progress").text
    assert other.get(f"/export/initiative?id={made}").status_code == 404
    assert staff.get("/export/ideas?year=2026").headers["content-type"] == "application/pdf"
    assert staff.get("/export/ideas?year=26").status_code == 422
    assert owner.get("/export/ideas?year=2026").status_code == 403
