"""What is given in the evaluation and not sent yet, when the page or the server goes away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from storage.connect import reading
from storage.tables import evaluation
from tests.browser.walking import rested
from tests.editions import publish
from tests.learning import attempted
from workflows.people import session
from workflows.people.profile import see

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.server import Server

pytestmark = pytest.mark.browser
FOLLOW_UP, COMMENT = "What was biased? (optional)", "Anything else? (optional)"
HELD = "sessionStorage.getItem('draft')"


def opened(page: Page, server: Server, slug: str) -> None:
    """Open the evaluation of an attempt that passed."""
    ada = session.enter(server.service, session.digest_of(server.token("ada")))
    attempt = attempted(ada, publish(server.service, slug=slug))
    page.goto(f"{server.address}/evaluate?attempt={attempt}")
    pill(page, "No").wait_for()


def pill(page: Page, name: str) -> Locator:
    """Return a choice."""
    return page.get_by_role("radio", name=name, exact=True)


def text(page: Page, label: str) -> Locator:
    """Return a field for words."""
    return page.get_by_label(label)


def held(page: Page) -> dict[str, object]:
    """Return the answers that the tab keeps."""
    kept: dict[str, object] = json.loads(page.evaluate(HELD) or "{}").get("answers", {})
    return kept


def typed(page: Page, label: str, words: str) -> None:
    """Type words, and stay in the field."""
    text(page, label).press_sequentially(words)


def test_a_reload_loses_nothing(page: Page, server: Server) -> None:
    """Choice, follow-up and the words in the field that was never left; the address tells none."""
    opened(page, server, "reloaded")
    pill(page, "No").click()
    typed(page, FOLLOW_UP, "The pump.")
    typed(page, COMMENT, "All good")
    page.reload()
    restored(page, FOLLOW_UP, "The pump.")
    restored(page, COMMENT, "All good")
    expect(pill(page, "No")).to_be_checked()
    assert "pump" not in page.url
    page.reload()
    restored(page, FOLLOW_UP, "The pump.")
    restored(page, COMMENT, "All good")


def test_what_was_sent_is_kept_no_longer(page: Page, server: Server) -> None:
    """After a reload it is sent as it stood, and the tab forgets it."""
    opened(page, server, "sent")
    pill(page, "No").click()
    typed(page, FOLLOW_UP, "The vaporizer.")
    page.reload()
    text(page, FOLLOW_UP).wait_for()
    page.get_by_role("button", name="Send and go to the claim").click()
    page.get_by_role("heading", name="Claim credit").wait_for()
    page.wait_for_function(f"() => {HELD} === null")
    with reading(server.engine) as connection:
        bodies = connection.execute(select(evaluation.c.body)).scalars().all()
    assert any("The vaporizer." in body for body in bodies)


def test_what_was_taken_back_stays_away(page: Page, server: Server) -> None:
    """A choice and words that were cleared do not come back with a reload."""
    opened(page, server, "taken-back")
    typed(page, COMMENT, "Hm")
    pill(page, "Yes").click()
    page.wait_for_function(f"() => {HELD}?.includes('Yes')")
    pill(page, "Yes").click()
    page.wait_for_function(f"() => !{HELD}.includes('Yes')")
    text(page, COMMENT).fill("")
    page.wait_for_function(f"() => !{HELD}.includes('Hm')")
    page.reload()
    pill(page, "Yes").wait_for()
    rested(page)
    assert not pill(page, "Yes").is_checked()
    assert text(page, COMMENT).input_value() == ""


def test_a_server_restart_loses_nothing(page: Page, server: Server) -> None:
    """The page stays as it is, and the first press after it sends words that were being typed."""
    opened(page, server, "restarted")
    pill(page, "No").click()
    typed(page, FOLLOW_UP, "The monitor.")
    server.stop()
    page.get_by_label(FOLLOW_UP, exact=True).and_(page.locator(":disabled")).wait_for()
    server.start()
    page.get_by_role("button", name="Send and go to the claim").click()
    page.get_by_role("heading", name="Claim credit").wait_for()
    with reading(server.engine) as connection:
        bodies = connection.execute(select(evaluation.c.body)).scalars().all()
    assert any("The monitor." in body for body in bodies)


def test_it_is_one_persons_and_one_forms(page: Page, server: Server) -> None:
    """Another attempt begins empty, and signing out empties the tab."""
    opened(page, server, "first")
    typed(page, COMMENT, "Private.")
    page.wait_for_function(f"() => {HELD}?.includes('Private.')")
    assert held(page) == {"comment": "Private."}
    opened(page, server, "second")
    rested(page)
    assert text(page, COMMENT).input_value() == ""
    typed(page, COMMENT, "Private too.")
    page.goto(f"{server.address}/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("Who are you today?").wait_for()
    page.wait_for_function(f"() => {HELD} === null")


INSTITUTION, NPI = "Institution (optional)", "National Provider Identifier (NPI)"


def test_what_is_typed_into_the_profile_survives_a_reload(
    tab: Callable[..., Page], server: Server
) -> None:
    """Twice, and also what is typed in between; once it is saved, nothing comes back."""
    page = tab("ben")
    page.goto(f"{server.address}/profile")
    text(page, INSTITUTION).wait_for()
    rested(page)
    before = text(page, NPI).input_value()
    text(page, INSTITUTION).fill("")
    typed(page, INSTITUTION, "Lakeside Hospital")
    page.reload()
    restored(page, INSTITUTION, "Lakeside Hospital")
    restored(page, NPI, before)
    text(page, NPI).fill("1245319599")
    page.reload()
    restored(page, NPI, "1245319599")
    restored(page, INSTITUTION, "Lakeside Hospital")
    page.get_by_role("button", name="Save profile").click()
    page.get_by_text("Saved ").wait_for()
    page.wait_for_function(f"() => {KEPT}.every(one => !one.includes('Lakeside'))")
    page.reload()
    restored(page, INSTITUTION, "Lakeside Hospital")
    ben = session.enter(server.service, session.digest_of(server.token("ben")))
    assert see(ben).profile.affiliation == "Lakeside Hospital"
    assert see(ben).profile.npi == "1245319599"


KEPT = "Object.keys(sessionStorage).map(one => sessionStorage.getItem(one))"


def restored(page: Page, label: str, words: str) -> None:
    """Wait until a field says this."""
    expect(page.get_by_label(label)).to_have_value(words, timeout=20_000)
