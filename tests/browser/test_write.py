"""A question is written by form in a browser, and the checker sees what was saved."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.walking import rested
from tests.people import signed_in
from tests.processes import ROOT
from tests.quizzes.folder import BankFolder
from tests.server import Server, running
from workflows.content.writing.keep import discard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from tests.databases import Files

pytestmark = pytest.mark.browser
BANK = "small-bank"
KEY_POINT = "Key point: the one sentence to remember"
MEANWHILE = "Somebody saved this question while you were writing"


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of banks with the provider's texts."""
    made = tmp_path_factory.mktemp("banks")
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", made)
    return made


@pytest.fixture(scope="module")
def server(banks: Path, files: Files, memory: Path) -> Iterator[Server]:
    """A server whose banks are in that folder."""
    made = Server(memory / "write.sqlite")
    with running(made, files.template, BANKS=str(banks)):
        yield made


@pytest.fixture(autouse=True)
def folder(banks: Path, server: Server) -> BankFolder:
    """Its one valid bank, as no test before has touched it, and of which nobody keeps a draft."""
    for who in ("ben", "cora"):
        discard(signed_in(server.service, who), BANK, "one")
    return BankFolder(banks / BANK)


@pytest.fixture
def form(tab: Callable[..., Page], server: Server) -> Page:
    """A tab of Ben's, who is an author, at the form of a question."""
    return opened(tab("ben"), server)


def opened(page: Page, server: Server) -> Page:
    """Open the form of item one in somebody's tab."""
    page.goto(f"{server.address}/write?bank={BANK}&item=one")
    page.get_by_text("As physicians see it").wait_for()
    rested(page)
    return page


def rules(folder: BankFolder) -> set[str]:
    """Return what the checker finds in the file of the item one."""
    return {one.rule for one in folder.check() if one.item == "one"}


def test_what_is_typed_is_judged_saved_and_checked(form: Page, folder: BankFolder) -> None:
    """The finding comes while the field is still being typed in; the saved file has it, too."""
    assert "letter-named" not in rules(folder)
    field = form.get_by_label("Why B is right or wrong")
    field.click()
    field.press("End")
    field.press_sequentially(" It is worse than option A.")
    form.get_by_text('"option A" names an option').first.wait_for()
    assert field.evaluate("one => one === document.activeElement")
    form.get_by_role("button", name="Save", exact=True).click()
    form.get_by_text("goes to review again").wait_for()
    assert "letter-named" in rules(folder)


def test_save_is_heard_at_once(form: Page, folder: BankFolder) -> None:
    """Who types and presses Save right away is heard, though the form is drawn anew meanwhile."""
    form.get_by_label("Vignette", exact=True).first.fill("After intubation the capnogram is flat.")
    place = form.get_by_role("button", name="Save", exact=True).bounding_box()
    assert place is not None
    # As a hand does it, which waits for nothing before it presses.
    form.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    form.mouse.down()
    form.get_by_text("draft, not saved yet").wait_for()
    rested(form)
    form.mouse.up()
    form.get_by_text("Saved.").wait_for()
    assert b"After intubation the capnogram is flat." in folder.files()["items/one.yaml"]


def test_the_preview_is_the_physician_s_card(form: Page) -> None:
    """An answer is given as a physician gives it, the feedback follows, and nothing is kept."""
    card = form.locator(".card")
    card.get_by_text("Remove the tube").click()
    expect(card.get_by_role("link")).to_have_count(0)  # nothing in it leads out of the form
    submit = card.get_by_role("button", name="Submit answer").or_(
        card.get_by_role("button", name="Sure", exact=True)
    )
    submit.first.click()
    form.get_by_text("Correct", exact=False).first.wait_for()
    form.get_by_role("button", name="Try again").click()
    form.get_by_text("your answer").wait_for(state="detached")


def test_a_bank_is_tried_to_its_result_without_a_save(
    person: Callable[..., BrowserContext], server: Server
) -> None:
    """Each answer travels with the step that leaves its question; going back it is still there."""
    sent = list[str]()
    page = person("ben").new_page()
    page.goto(f"{server.address}/try?bank=small-bank&all=1")
    page.get_by_role("heading", name="Question 1 of 2").wait_for()
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    card = page.locator(".card")
    for number in (1, 2):
        page.get_by_role("heading", name=f"Question {number} of 2").wait_for()
        page.locator(f'.card[data-position="{number}"] legend').wait_for()
        # The right options of both questions, whichever comes first.
        for text in ("Remove the tube", "Dexamethasone", "Ondansetron"):
            option = card.get_by_text(text)
            if option.count():
                option.click()
        expect(card.get_by_role("status")).to_have_text("Chosen. Nothing is recorded.")
        card.get_by_role("button", name="Next").or_(
            card.get_by_role("button", name="Review and submit")
        ).click()
    page.get_by_text("2 of 2 questions are answered.").wait_for()
    page.get_by_role("button", name="Submit for marking").click()
    page.get_by_text("2 of 2 points").wait_for()
    assert [one for one in sent if "/_stcore/" not in one] == []


def test_a_closed_browser_loses_nothing(
    person: Callable[..., BrowserContext], server: Server, folder: BankFolder
) -> None:
    """The next browser shows what was typed before, which no file holds yet."""
    page = opened(person("ben").new_page(), server)
    page.get_by_label(KEY_POINT).fill("A flat line is no ventilation.")
    page.get_by_text("draft, not saved yet").wait_for()
    page.context.close()
    page = opened(person("ben").new_page(), server)
    page.get_by_text("This is your draft of").wait_for()
    expect(page.get_by_label(KEY_POINT)).to_have_value("A flat line is no ventilation.")
    assert b"A flat line is no ventilation." not in folder.files()["items/one.yaml"]


def test_two_authors_who_save_at_once_lose_nothing(
    tab: Callable[..., Page], server: Server, folder: BankFolder
) -> None:
    """One of them is saved; the other sees both versions, chooses part by part, and saves both."""
    pages = {who: opened(tab(who), server) for who in ("ben", "cora")}
    for who, page in pages.items():
        fill(page, "Question", f"What is done first, says {who}?")
        fill(page, KEY_POINT if who == "ben" else "Explanation", f"Only {who} wrote this.")
        page.get_by_text("draft, not saved yet").wait_for()
        rested(page)
    for page in pages.values():
        page.get_by_role("button", name="Save", exact=True).click()
    for page in pages.values():
        page.get_by_text("Saved.").or_(page.get_by_text(MEANWHILE)).first.wait_for()
    late = [who for who, page in pages.items() if page.get_by_text(MEANWHILE).count()]
    assert len(late) == 1
    page, first = pages[late[0]], next(who for who in pages if who != late[0])
    assert f"says {first}?" in folder.files()["items/one.yaml"].decode()
    for who in pages:
        expect(page.get_by_text(f"What is done first, says {who}?")).to_be_visible()
    page.get_by_role("radiogroup", name="Which question stays").get_by_text("you wrote").click()
    page.get_by_role("button", name="Save what is chosen").click()
    page.get_by_text("Saved.").wait_for()
    text = folder.files()["items/one.yaml"].decode()
    assert f"says {late[0]}?" in text
    for who in pages:
        assert f"Only {who} wrote this." in text


def fill(page: Page, label: str, text: str) -> None:
    """Fill a field in and leave it."""
    field = page.get_by_label(label, exact=True).first
    field.fill(text)
    field.press("Tab")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_sideways(tab: Callable[..., Page], server: Server, width: int) -> None:
    """Neither the list, nor a form, nor the page of the pilot."""
    page = tab("cora", width)
    for address, shows in (
        ("", "of 2 questions"),
        ("&item=two", "As physicians see it"),
        ("&item=activity.yaml", "To do on this page"),
        ("&pilot=1", "Nobody was asked yet."),
    ):
        page.goto(f"{server.address}/write?bank={BANK}{address}")
        page.get_by_text(shows).wait_for()
        rested(page)
        main = page.locator('[data-testid="stMain"]')
        assert main.evaluate("one => one.scrollWidth - one.clientWidth") == 0
