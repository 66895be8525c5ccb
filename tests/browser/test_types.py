"""Every type of question, answered with the keyboard alone and with a finger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quizzes import digest
from tests.browser.test_attempt import opened
from tests.editions import front_digest, publish
from tests.quizzes.kinds import CLUSTER, MATCHING, NUMERIC, ORDERED, item_of
from workflows.attempts.question import question
from workflows.attempts.start import start
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from quizzes.models import AnyItem
    from tests.server import Server
    from workflows.act import Actor

pytestmark = pytest.mark.browser

SINGLE = """\
id: three
type: single_best_answer
lead_in: Which is best?
options:
  - {id: a, text: Right, correct: true, rationale: It is.}
  - {id: b, text: Wrong, rationale: It is not.}
  - {id: c, text: Wrong too, rationale: Nor this.}
shuffle: false
"""
MULTIPLE = """\
id: three
type: multiple_response
lead_in: Which apply?
options:
  - {id: a, text: One, correct: true}
  - {id: b, text: Two}
  - {id: c, text: Three, correct: true}
shuffle: false
"""
# What to press, from the first control on, and the answer that is then on disk.
KEYS = {
    "single": (SINGLE, ["a"], "a"),
    "multiple": (MULTIPLE, ["a", "c"], ["a", "c"]),
    "matching": (MATCHING, ["A", "Tab", "C"], {"s1": "a", "s2": "c"}),
    "cluster": (CLUSTER, ["Space", "Tab", "Space", "ArrowRight"], {"s1": "true", "s2": "false"}),
    "numeric": (NUMERIC, ["0", ".", "1", "8", " ", "g"], "0.18 g"),
}
FIRST = ".card select, .card .parts input, .card .number input, .card .options input"


def begun(server: Server, slug: str, item: AnyItem, **rules: Any) -> tuple[Actor, str]:
    """Start an attempt of Ada's at one item."""
    ada = session.enter(server.service, session.digest_of(server.token("ada")))
    key = publish(server.service, slug=slug, items=(digest.frozen(item, {}),), **rules)
    return ada, start(ada, key, front_digest(server.service, key))


@pytest.mark.parametrize("kind", KEYS)
def test_the_keyboard_alone_answers(page: Page, server: Server, kind: str) -> None:
    """Keys pressed from the first control on give the whole answer, which is saved."""
    text, keys, answer = KEYS[kind]
    ada, attempt = begun(server, f"keys-{kind}", item_of(text))
    walker = opened(page, server, attempt)
    page.locator(FIRST).first.focus()
    for key in keys:
        page.keyboard.press(key)
    page.locator(".card .steps .primary").focus()
    page.keyboard.press("Enter")
    page.get_by_text("1 of 1 questions are answered.").wait_for()
    assert question(ada, attempt, 1).value == answer
    assert walker.taps == 0


def test_the_keyboard_alone_puts_in_order(page: Page, server: Server) -> None:
    """Enter on the arrows moves a step, and the focus stays with the step that moved."""
    ada, attempt = begun(server, "keys-ordered", item_of(ORDERED))
    opened(page, server, attempt)
    shown = [one.id for one in question(ada, attempt, 1).item.options]
    page.locator(f'.card li[data-id="{shown[0]}"] button').nth(1).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator(".card .steps .primary").focus()
    page.keyboard.press("Enter")
    page.get_by_text("1 of 1 questions are answered.").wait_for()
    moved = [shown[1], shown[2], shown[0], *shown[3:]]
    assert question(ada, attempt, 1).value == moved


@pytest.mark.parametrize("kind", ["matching", "cluster", "numeric", "ordered"])
def test_feedback_at_once_for_every_type(
    tab: Callable[..., Page], server: Server, kind: str
) -> None:
    """On a phone the right answer is tapped, submitted and told to be right."""
    text = {"matching": MATCHING, "cluster": CLUSTER, "numeric": NUMERIC, "ordered": ORDERED}[kind]
    _ada, attempt = begun(server, f"once-{kind}", item_of(text), feedback="after_each_item")
    walker = opened(tab("ada", 390), server, attempt)
    walker.choose(1)
    walker.tap(walker.button("Submit answer"))
    walker.page.locator(".st-key-verdict").get_by_text("Correct").first.wait_for()
    main = walker.page.locator('[data-testid="stMain"]')
    assert main.evaluate("one => one.scrollWidth - one.clientWidth") == 0


@pytest.mark.parametrize("feedback", ["after_each_item", "after_submission"])
def test_a_number_that_cannot_be_read_is_asked_again(
    page: Page, server: Server, feedback: str
) -> None:
    """What was typed stays, the card says what to type, nothing is saved; then it is."""
    ada, attempt = begun(server, f"again-{feedback[-4:]}", item_of(NUMERIC), feedback=feedback)
    walker = opened(page, server, attempt)
    field = page.locator(".card .number input")
    field.fill("a lot")
    field.press("Enter")
    page.get_by_text("NOT SAVED").wait_for()
    assert question(ada, attempt, 1).value is None
    assert field.input_value() == "a lot"
    field.fill("180")
    field.press("Enter")
    if feedback == "after_submission":
        walker.saved()
    else:
        page.locator(".st-key-verdict").get_by_text("Correct").first.wait_for()
    assert question(ada, attempt, 1).value == "180"


def test_an_open_line_is_named_before_submission(page: Page, server: Server) -> None:
    """A matching question answered in part is saved, and listed at the end."""
    _ada, attempt = begun(server, "in-part", item_of(MATCHING))
    walker = opened(page, server, attempt)
    page.locator(".card select").first.select_option("a")
    walker.saved()
    walker.next()
    page.get_by_text("Answered in part:").wait_for()


def test_the_signs_of_markdown_are_read_as_meant(page: Page, server: Server) -> None:
    """Marks are drawn, what stands behind a backslash is itself, named signs are signs."""
    text = SINGLE.replace(
        "text: Right", r"text: 'A *slow* **CO₂** rise of 5 \* 2 &lt; 11 and a\_b'"
    )
    _ada, attempt = begun(server, "marks", item_of(text))
    opened(page, server, attempt)
    words = page.locator(".card .words").first
    assert words.inner_text() == "A slow CO₂ rise of 5 * 2 < 11 and a_b"
    assert words.locator("em").inner_text() == "slow"
    assert words.locator("strong").inner_text() == "CO₂"


def test_a_number_that_is_not_taken_leaves_the_one_before(page: Page, server: Server) -> None:
    """The way on says what stays, and it stays."""
    ada, attempt = begun(server, "stays", item_of(NUMERIC))
    walker = opened(page, server, attempt)
    field = page.locator(".card .number input")
    field.fill("180")
    walker.saved()
    field.fill("1,5")
    field.press("Enter")
    page.get_by_text("NOT SAVED").wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    page.locator(".card .steps .primary").click()
    page.get_by_text("Or press again to keep 180.").wait_for()
    page.locator(".card .steps .primary").click()
    page.get_by_text("1 of 1 questions are answered.").wait_for()
    assert question(ada, attempt, 1).value == "180"


def test_a_wide_table_moves_by_itself(tab: Callable[..., Page], server: Server) -> None:
    """The page of a phone stays where it is."""
    cells = " | ".join(f"Value number {one}" for one in range(8))
    table = f"| {cells} |\\n|{' --- |' * 8}\\n| {cells} |"
    _ada, attempt = begun(server, "wide", item_of(SINGLE + f'stem: "{table}"\n'))
    page = opened(tab("ada", 390), server, attempt).page
    page.locator("table").wait_for()
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("one => one.scrollWidth - one.clientWidth") == 0
