"""A quality project from its proposal to the line on a transcript, in a browser."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from credit.calendar import local_day
from tests.browser.walking import rested
from tests.people import signed_in
from tests.projects import PLAN, changed
from tests.projects import TITLE as BASE
from workflows.part4.own import own

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from credit.part4.plan import Plan
    from tests.server import Server

pytestmark = pytest.mark.browser
TITLE = f"{BASE}, ward 5"


def pressed(page: Page, name: str) -> None:
    """Leave the field that was typed in, and press a button when the page is drawn by it."""
    page.keyboard.press("Tab")
    rested(page)
    page.get_by_role("button", name=name, exact=True).click()


def done_by(server: Server) -> Plan:
    """Return the plan of a project whose last day was a week ago."""
    service = server.service
    today = local_day(service.now(), service.settings.zone)
    assert PLAN.baseline is not None
    return PLAN.model_copy(
        update={
            "title": TITLE,
            "starts": today - timedelta(days=300),
            "ends": today - timedelta(days=7),
            "baseline": PLAN.baseline.model_copy(update={"on": today - timedelta(days=290)}),
            "cycles": tuple(
                one.model_copy(
                    update={
                        "changed_on": today - timedelta(days=before),
                        "remeasured": one.remeasured.model_copy(
                            update={"on": today - timedelta(days=before - 60)}
                        ),
                    }
                )
                for one, before in zip(PLAN.cycles, (200, 100), strict=True)
                if one.remeasured is not None
            ),
        }
    )


def test_a_project_from_proposal_to_a_transcript_line(
    person: Callable[..., BrowserContext], server: Server
) -> None:
    """Proposed, begun, measured, approved, attested, verified; then the transcript has its line."""
    page, office = person("thandiwe").new_page(), person("cora").new_page()
    page.goto(f"{server.address}/projects")
    page.get_by_text("Propose a project").click()
    page.get_by_label("Title of the project").fill(TITLE)
    pressed(page, "Propose it")
    page.get_by_role("heading", name=TITLE).wait_for()
    thandiwe = signed_in(server.service, "thandiwe")
    project = own(thandiwe).leads[0].id
    office.goto(f"{server.address}/part4")
    office.get_by_role("link", name=TITLE).click()
    pressed(office, "Let it begin")
    office.get_by_text("It is under way.").wait_for()
    changed(thandiwe, project, done_by(server))
    office.reload()
    pressed(office, "Approve the report")
    office.get_by_text("The report is approved.").wait_for()
    link = own(thandiwe).parts[0].participation
    page.goto(f"{server.address}/attest?id={link}")
    for name in ("Design", "Data", "Meetings", "It was about the care of my own patients"):
        page.get_by_text(name).first.click()
    page.get_by_label("What did you do").fill("I booked the visits with the nurses.")
    page.get_by_label("What did it change").fill("My patients are seen in time.")
    page.get_by_label("ABA, American Board of Anesthesiology").fill("1234-5678")
    pressed(page, "I attest this")
    page.get_by_text("Thank you.").wait_for()
    office.goto(f"{server.address}/attest?id={link}")
    pressed(office, "Verify")
    office.get_by_text("Verified.").wait_for()
    page.goto(f"{server.address}/records")
    expect(page.get_by_text("Part IV · ABA 25 points")).to_be_visible()
    line = page.request.get(f"{server.address}/transcript.csv").text()
    assert f'"{TITLE}",quality improvement project' in line
    assert "project lead" in line
    assert "ABA 25 points" in line
