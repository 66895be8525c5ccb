"""A question is written by form in a browser, and the command line sees what was saved."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from storage.migrate import migrate
from tests.quizzes.folder import BankFolder
from tests.server import ROOT, Server
from workflows.operations.demonstration import office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
KEY_POINT = "Key point: the one sentence to remember"
MEANWHILE = "Somebody saved this question while you were writing"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> BankFolder:
    """A bank folder with the provider's texts and one valid bank."""
    made = BankFolder(tmp_path_factory.mktemp("banks") / "small-bank")
    shutil.copy(ROOT / "quizzes" / "banks" / "provider.yaml", made.path.parent)
    return made


@pytest.fixture(scope="module")
def writing(folder: BankFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose banks are in that folder."""
    made = Server(tmp_path_factory.mktemp("server") / "service.sqlite")
    migrate(made.engine)
    office(made.service)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BANKS", str(folder.path.parent))
        made.start()
    yield made
    made.stop()
    made.engine.dispose()


@pytest.fixture
def tab(chromium: Browser, writing: Server) -> Iterator[Page]:
    """A tab of Ben's, who is an author, at the form of a question."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    cookie = {"name": "session", "value": writing.token("ben"), "url": writing.address}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie needs no more
    page = context.new_page()
    page.goto(f"{writing.address}/write?bank=small-bank&item=one")
    page.get_by_text("As physicians see it").wait_for()
    yield page
    context.close()


def rules(folder: Path) -> set[str]:
    """Return what `python manage.py check` finds in the item one."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", str(folder), "--json"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    found = json.loads(done.stdout)["problems"]
    return {one["rule"] for one in found if one["item"] == "one"}


def test_what_is_typed_is_judged_saved_and_checked(tab: Page, folder: BankFolder) -> None:
    """The finding comes while the field is still being typed in; the saved file has it, too."""
    assert "letter-named" not in rules(folder.path)
    field = tab.get_by_label("Why B is right or wrong")
    field.click()
    field.press("End")
    field.press_sequentially(" It is worse than option A.")
    tab.get_by_text('"option A" names an option').first.wait_for()
    assert field.evaluate("one => one === document.activeElement")
    # What is drawn below the field still moves while a run draws it: people press what rests.
    expect(tab.locator('[data-test-script-state="running"]')).to_have_count(0)
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_text("goes to review again").wait_for()
    assert "letter-named" in rules(folder.path)


def test_the_preview_is_the_physician_s_card(tab: Page) -> None:
    """An answer is given as a physician gives it, the feedback follows, and nothing is kept."""
    card = tab.locator(".card")
    card.get_by_text("Remove the tube").click()
    submit = card.get_by_role("button", name="Submit answer").or_(
        card.get_by_role("button", name="Sure", exact=True)
    )
    submit.first.click()
    tab.get_by_text("Correct", exact=False).first.wait_for()
    tab.get_by_role("button", name="Try again").click()
    tab.get_by_text("your answer").wait_for(state="detached")


def test_a_bank_is_tried_to_its_result_without_a_save(tab: Page, writing: Server) -> None:
    """Each answer travels with the step that leaves its question; going back it is still there."""
    sent = list[str]()
    tab.goto(f"{writing.address}/try?bank=small-bank&all=1")
    tab.get_by_role("heading", name="Question 1 of 2").wait_for()
    tab.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    card = tab.locator(".card")
    for number in (1, 2):
        tab.get_by_role("heading", name=f"Question {number} of 2").wait_for()
        tab.locator(f'.card[data-position="{number}"] legend').wait_for()
        # The right options of both questions, whichever comes first.
        for text in ("Remove the tube", "Dexamethasone", "Ondansetron"):
            option = card.get_by_text(text)
            if option.count():
                option.click()
        expect(card.get_by_role("status")).to_have_text("Chosen. Nothing is recorded.")
        card.get_by_role("button", name="Next").or_(
            card.get_by_role("button", name="Review and submit")
        ).click()
    tab.get_by_text("2 of 2 questions are answered.").wait_for()
    tab.get_by_role("button", name="Submit for marking").click()
    tab.get_by_text("2 of 2 points").wait_for()
    assert [one for one in sent if "/_stcore/" not in one] == []


def test_a_closed_browser_loses_nothing(
    tab: Page, chromium: Browser, writing: Server, folder: BankFolder
) -> None:
    """The next browser shows what was typed before, which no file holds yet."""
    field = tab.get_by_label(KEY_POINT)
    field.fill("A flat line is no ventilation.")
    tab.get_by_text("draft, not saved yet").wait_for()
    tab.context.close()
    context = chromium.new_context()
    cookie = {"name": "session", "value": writing.token("ben"), "url": writing.address}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie needs no more
    page = context.new_page()
    page.goto(f"{writing.address}/write?bank=small-bank&item=one")
    page.get_by_text("This is your draft of").wait_for()
    expect(page.get_by_label(KEY_POINT)).to_have_value("A flat line is no ventilation.")
    assert b"A flat line is no ventilation." not in folder.files()["items/one.yaml"]
    context.close()


def test_two_authors_who_save_at_once_lose_nothing(
    chromium: Browser, writing: Server, folder: BankFolder
) -> None:
    """One of them is saved; the other sees both versions, chooses part by part, and saves both."""
    pages = {who: form_of(chromium, writing, who) for who in ("ben", "cora")}
    for who, page in pages.items():
        fill(page, "Question", f"What is done first, says {who}?")
        fill(page, KEY_POINT if who == "ben" else "Explanation", f"Only {who} wrote this.")
        page.get_by_text("draft, not saved yet").wait_for()
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
    for who, one in pages.items():
        assert f"Only {who} wrote this." in text
        one.context.close()


def form_of(chromium: Browser, writing: Server, who: str) -> Page:
    """Open the form of item one as somebody."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    cookie = {"name": "session", "value": writing.token(who), "url": writing.address}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie needs no more
    page = context.new_page()
    page.goto(f"{writing.address}/write?bank=small-bank&item=one")
    page.get_by_text("As physicians see it").wait_for()
    return page


def fill(page: Page, label: str, text: str) -> None:
    """Fill a field in and leave it."""
    field = page.get_by_label(label, exact=True).first
    field.fill(text)
    field.press("Tab")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_sideways(chromium: Browser, writing: Server, width: int) -> None:
    """Neither the list, nor a form, nor the page of the pilot."""
    context = chromium.new_context(viewport={"width": width, "height": 844})
    cookie = {"name": "session", "value": writing.token("cora"), "url": writing.address}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie needs no more
    page = context.new_page()
    for address, shows in (
        ("?bank=small-bank", "of 2 questions"),
        ("?bank=small-bank&item=two", "As physicians see it"),
        ("?bank=small-bank&item=activity.yaml", "To do on this page"),
        ("?bank=small-bank&pilot=1", "Nobody was asked yet."),
    ):
        page.goto(f"{writing.address}/write{address}")
        page.get_by_text(shows).wait_for()
        main = page.locator('[data-testid="stMain"]')
        assert main.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    context.close()
