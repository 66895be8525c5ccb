"""The way of a credit in a browser: from an empty profile to what PARS and the boards answer."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from credit import boards
from tests.browser.walking import Walker, rested
from tests.reporting import ACCME_ID, registered
from tests.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.databases import Files

pytestmark = pytest.mark.browser

TITLE = "A small self-assessment"
REASON = "Board ID not found"
ABIM_ID = "204815"
WRONG, RIGHT = "1234-9999", "1234-5678"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Sent = dict[str, Any]  # one row of a batch, by the name of its column


@pytest.fixture(scope="module")
def server(files: Files, memory: Path) -> Iterator[Server]:
    """A server of its own: a batch takes every record there is."""
    with running(Server(memory / "reported.sqlite"), files.template) as made:
        yield made


class Office:
    """A member of staff before the page Reporting."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server

    def look(self) -> None:
        """Open the page anew."""
        self.page.goto(f"{self.server.address}/reporting")
        self.page.get_by_role("heading", name="Next batch").wait_for()

    def press(self, name: str, then: str) -> None:
        """Press a button of a page that rests, and wait for what the page says."""
        rested(self.page)
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.get_by_text(then).first.wait_for()

    def send(self) -> list[Sent]:
        """Make a batch, download it, mark it as sent; return its rows."""
        self.press("Make the batch", "The batch is made.")
        # It stands below what was said, and until it is drawn the one before is the first there.
        self.page.get_by_role("button", name="Mark as sent", exact=True).wait_for()
        link = self.page.get_by_role("link", name="Download").first.get_attribute("href")
        reply = self.page.context.request.get(f"{self.server.address}{link}")
        assert ".xlsx" in reply.headers["content-disposition"]
        self.press("Mark as sent", "Marked as sent.")
        return rows_of(reply.body())

    def answer(self, *answers: tuple[Sent, str, str], then: str) -> None:
        """Take in a workbook of answers: what was sent, its status and the reason."""
        file = {"name": "answers.xlsx", "mimeType": XLSX, "buffer": workbook(answers)}
        self.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        self.press("Take in the answers", then)


def rows_of(file: bytes) -> list[Sent]:
    """Return the records of a batch: row 1 is guidance, row 2 names the columns."""
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    guidance, header, *records = sheet.iter_rows(values_only=True)
    assert "not for submission" in str(guidance).lower()
    names = [str(one or "").strip() for one in header]
    return [
        {name: cell for name, cell in zip(names, one, strict=True) if cell is not None}
        for one in records
    ]


def workbook(answers: tuple[tuple[Sent, str, str], ...]) -> bytes:
    """Return what PARS answers, with the columns that find a record."""
    made, out = Workbook(), io.BytesIO()
    keys = ("ACCME Activity ID", "Completion Date", "Certifying Board", "Certifying Board ID")
    sheet = made.worksheets[0]
    sheet.append([*keys, "Status", "Reason"])
    for sent, status, reason in answers:
        sheet.append([*(sent[one] for one in keys), status, reason])
    made.save(out)
    return out.getvalue()


class Physician(Walker):
    """A physician of whom nothing is known yet."""

    def fill(self, label: str, text: str) -> None:
        """Fill in a field of the page."""
        self.page.get_by_label(label, exact=True).fill(text)

    def fix(self, then: str) -> None:
        """Save what was filled in where it lacked, and wait for what the page says of it."""
        self.button("Save and look again").click()
        self.page.get_by_text(then).wait_for()

    def introduce(self, slug: str) -> None:
        """Say before question 1 who one is, and no more than the activity needs."""
        self.page.goto(f"{self.server.address}/activity?id={slug}")
        self.page.get_by_text("Still missing: your name and degree.").wait_for()
        self.fill("Legal name, as on your certificates", "Nora Feld")
        self.page.get_by_role("combobox", name=re.compile("^Degree")).click()
        self.page.get_by_role("option", name="MD", exact=True).click()
        offered = "It will count: CME. If certified there, also: ABA, ABIM"
        self.fix(offered)
        self.page.get_by_text(offered).click()  # folded: nothing lacks where no board certifies
        self.fill("Birthday, month and day only", "Feb 29")
        self.fill("American Board of Anesthesiology (ABA)", WRONG)
        self.fill("American Board of Internal Medicine (ABIM)", ABIM_ID)
        for board in ("ABA", "ABIM"):
            self.page.get_by_text(f"I agree that my completion is reported to {board}.").click()
        self.fix("It will count: CME, ABA, ABIM")

    def take(self, slug: str) -> None:
        """Answer every question, evaluate, and claim on one screen."""
        for number in range(1, self.open(slug) + 1):
            self.answer(number, at_once=False)
        self.button("Submit for marking").click()
        self.button("Evaluate and claim credit").click()
        self.button("Yes").click()
        self.button("Send and go to the claim").click()
        self.pdf(self.claim("1.00"))

    def records(self, *said: str) -> str:
        """Open Records, wait until it says this, and return the lines of what was completed."""
        self.page.goto(f"{self.server.address}/records")
        for one in said:
            self.page.get_by_text(one).first.wait_for()
        rested(self.page)
        _, _, completed = self.page.locator('[data-testid="stMain"]').inner_text().partition(TITLE)
        return completed

    def told_at_home(self, *said: str) -> None:
        """Read on the first page what was rejected, and follow it."""
        self.page.goto(self.server.address)
        box = self.page.locator('[class*="-rejected"]')
        for one in said:
            box.get_by_text(one).first.wait_for()
        self.button("See what to do").click()
        self.page.get_by_role("heading", name="Records").wait_for()

    def repair(self) -> Locator:
        """Return the button under the reports that leads to what must be put right."""
        return self.page.get_by_role("button", name="Put it right in Profile")

    def correct(self, board: str, number: str) -> None:
        """Follow the button under the rejected report, and correct the number."""
        self.repair().click()
        self.fill(f"{boards.load().board(board).name} ({board})", number)
        self.button("Save profile").click()
        self.page.get_by_text(re.compile(r"^Saved \d\d:\d\d")).wait_for()


def test_from_an_empty_profile_to_accepted_by_both_boards(
    tab: Callable[..., Page], server: Server
) -> None:
    """ABIM accepts at once; ABA rejects a wrong number, which is fixed, sent again and accepted."""
    activity = registered(server.service, slug="reported")
    office = Office(tab("cora"), server)
    nora = Physician(tab("nora@example.org", 390), server)
    nora.introduce(activity)
    nora.take(activity)
    own = nora.records("State boards, 1.00 credits", "1.00 ABA points", "0.75 ABIM points")
    (day,) = re.findall(r"Completed on (.+)", own)

    office.look()
    office.page.get_by_text("2 records of 1 person can go").wait_for()
    office.page.get_by_text("No consent to report: 1 record").wait_for()
    aba, abim = sorted(office.send(), key=lambda one: one["Certifying Board"])
    assert f"{abim['Completion Date']:%-d %b %Y %H:%M}" == f"{day} 00:00"
    assert abim == {
        "Record Action": "Add", "ACCME Activity ID": ACCME_ID, "First Name": "Nora",
        "Last Name": "Feld", "Date of Birth": "02/29", "Certifying Board": "ABIM",
        "Certifying Board ID": ABIM_ID, "Credit Type": "Medical Knowledge",
        "Total Board Credits": 0.75, "Credits Awarded for Credit Type": 0.75,
        "Completion Date": abim["Completion Date"],
    }  # fmt: skip
    assert aba["Certifying Board ID"] == WRONG
    office.answer(
        (abim, "Accepted", ""), (aba, "Rejected by Board", REASON), then="1 accepted, 1 rejected"
    )

    nora.told_at_home("ABA:", REASON)
    own = nora.records("Accepted on", REASON)
    assert "Rejected by the board." in own
    nora.correct("ABA", RIGHT)
    own = nora.records("the office sends it again")
    expect(nora.repair()).to_have_count(0)

    office.look()
    office.press("Queue all that were corrected", "1 corrected record will go")
    (again,) = office.send()
    assert again == {**aba, "Certifying Board ID": RIGHT}
    office.answer((again, "Accepted", ""), then="1 accepted, 0 rejected")
    own = nora.records("Accepted on")
    assert own.count("Accepted on") == 2
    assert REASON not in own
    expect(nora.repair()).to_have_count(0)
