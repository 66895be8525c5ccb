"""What is told to whoever does not see the page, and where the focus is afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_attempt import begun, opened
from tests.browser.test_types import begun as begun_with
from tests.browser.walking import PATIENCE, rested
from tests.quizzes.kinds import NUMERIC, item_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.server import Server

pytestmark = pytest.mark.browser

# Everything that a line says from now on, as a screen reader hears it: by changes of its text.
LISTEN = """one => {
  window.heard = [];
  new MutationObserver(() => window.heard.push(one.textContent))
    .observe(one, { childList: true, characterData: true, subtree: true });
}"""
ON_THE_LEAD_IN = """() => [...document.querySelectorAll('*')].some(
  host => host.shadowRoot?.activeElement?.tagName === 'LEGEND')"""


def status(page: Page) -> Any:
    """Return the line of the card that speaks."""
    return page.locator('.card [role="status"]')


def heard(page: Page) -> str:
    """Return everything that was said since it was listened to."""
    return " | ".join(page.evaluate("heard"))


def told(page: Page) -> list[str]:
    """Return what stands in live regions by the browser's own tree for screen readers."""
    wire = page.context.new_cdp_session(page)
    nodes = {one["nodeId"]: one for one in wire.send("Accessibility.getFullAXTree")["nodes"]}

    def words(node: dict[str, Any]) -> str:
        if node.get("role", {}).get("value") == "StaticText":
            return str(node["name"]["value"])
        return "".join(words(nodes[one]) for one in node.get("childIds", ()) if one in nodes)

    return [words(one) for one in nodes.values() if one.get("role", {}).get("value") == "status"]


def test_an_answer_is_told_by_one_line_that_stays(page: Page, server: Server) -> None:
    """Saving, saved, not saved are said by one line, and the next lead-in has the focus."""
    _ada, attempt = begun(server, "told")
    walker = opened(page, server, attempt)
    page.wait_for_function(ON_THE_LEAD_IN)  # from the first question on
    status(page).evaluate(LISTEN)
    page.keyboard.press("a")
    walker.saved()
    assert "Saving … | Saved " in heard(page)
    walker.next()
    walker.wait_for(2)
    page.wait_for_function(ON_THE_LEAD_IN)
    expect(status(page)).to_be_empty()
    page.context.set_offline(True)
    page.keyboard.press("b")
    expect(status(page)).to_contain_text("NOT SAVED: no connection")
    assert "NOT SAVED: no connection" in heard(page)
    page.context.set_offline(False)
    walker.saved()


def test_the_verdict_is_told(page: Page, server: Server) -> None:
    """Feedback at once is said by the line that was there before the answer."""
    _ada, attempt = begun(server, "told-at-once", feedback="after_each_item", confidence="required")
    opened(page, server, attempt)
    status(page).evaluate(LISTEN)
    page.keyboard.press("a")
    page.locator(".card .rating").first.press("Enter")
    page.locator(".st-key-verdict").wait_for()
    expect(status(page)).to_contain_text("the key is")
    assert "the key is" in heard(page)


def test_the_keyboard_stays_where_it_was(page: Page, server: Server) -> None:
    """After flag and strike-out the focus is on the same button, which says what it is now."""
    _ada, attempt = begun(server, "stays-there")
    opened(page, server, attempt)
    for name in ("Strike out B", "Flag"):
        button = page.locator(".card").get_by_role("button", name=name)
        button.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()


def test_a_fault_stands_at_its_field(page: Page, server: Server) -> None:
    """A number that cannot be read: the field is invalid, and the line that says why is its."""
    _ada, attempt = begun_with(server, "described", item_of(NUMERIC))
    opened(page, server, attempt)
    field = page.locator(".card .number input")
    field.fill("a lot")
    field.press("Enter")
    expect(status(page)).to_contain_text("NOT SAVED")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert field.get_attribute("aria-describedby") == status(page).get_attribute("id")


def test_another_page_is_told_by_its_title(tab: Callable[..., Page], server: Server) -> None:
    """Its title is in a live region, and its heading has the focus that the pressed button lost."""
    page = tab("listener@example.org")  # who has begun nothing, so that everything can be begun
    page.goto(f"{server.address}/activities")
    button = page.get_by_role("button", name="Read and start").first
    button.wait_for(timeout=PATIENCE)
    rested(page)
    button.press("Enter")
    expect(page.locator("h1")).to_be_focused(timeout=PATIENCE)
    expect(page).to_have_title("Self-assessment")
    assert "Self-assessment" in told(page)


def test_no_single_key_commands_anything(page: Page, server: Server) -> None:
    """Neither r nor c, which Streamlit takes for its own, starts a run or opens a dialog."""
    page.goto(f"{server.address}/records")
    page.locator("h1").wait_for()
    rested(page)
    page.locator(
        ".stApp"
    ).evaluate("""one => { window.ran = 0; new MutationObserver(() => window.ran++)
      .observe(one, { attributes: true, attributeFilter: ['data-test-script-state'] }); }""")
    for key in ("r", "c"):
        page.keyboard.press(key)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("window.ran") == 0
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_high_contrast_shows_what_is_chosen(page: Page, server: Server) -> None:
    """In the system's own colors the chosen option has the one for what is selected."""
    _ada, attempt = begun(server, "forced")
    walker = opened(page, server, attempt)
    page.emulate_media(forced_colors="active")
    page.keyboard.press("a")
    walker.saved()
    options = page.locator(".card label.option")
    chosen, other = (
        options.nth(one).evaluate("one => getComputedStyle(one).backgroundColor") for one in (0, 1)
    )
    system = page.evaluate("""() => { const one = document.createElement('i');
      one.style.cssText = 'forced-color-adjust: none; background: Highlight';
      document.body.append(one); return getComputedStyle(one).backgroundColor; }""")
    page.emulate_media(forced_colors="none")
    assert chosen == system != other
