"""A question from the form to publication, and its wrong key from the desk to PARS."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from settings import ROOT
from storage import things
from storage.connect import reading
from tests.amending import account, proposed
from tests.browser.keyboard import Keyboard
from tests.browser.test_reported import Office
from tests.browser.walking import Walker, rested
from tests.people import signed_in
from tests.quizzes.folder import BankFolder
from tests.reporting import ACCME_ID, identified
from tests.server import TODAY, Server, running
from tests.taking import answer, form, start_at
from workflows.attempts.settle import submit
from workflows.content.reviewing import item as to_review
from workflows.content.signing import sign
from workflows.credit.claim import BoardClaim, make
from workflows.credit.evaluate import give

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.databases import Files
    from workflows.act import Actor
    from workflows.service import Service

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # milliseconds, on a busy machine
BUTTONS = re.compile(r"^st(Button|FormSubmitButton)$")
BANK, KEY, ITEM = "small-bank", "small-bank.1", "sb-001"
MK = "ABIM:Medical Knowledge"
OPINION = {
    "objectives": "Yes, all", "bias": "No", "change": "It confirms what I do", "barrier": "Nothing",
}  # fmt: skip
STEM = (
    "A 34-year-old woman has been nauseated since she woke from anesthesia 2 hours ago. She was"
    " given a serotonin antagonist at its end."
)
ANSWERS = {
    "A": ("Ondansetron 4 mg", "It is the usual drug against nausea after anesthesia."),
    "B": ("Droperidol 0.625 mg", "It acts at another receptor than the drug she was given."),
    "C": ("Dexamethasone 8 mg", "It prevents nausea when given early and takes hours to work."),
    "D": ("Watchful waiting", "Nausea that has begun is treated: it delays discharge."),
}
THIS_YEAR = TODAY.year
RIGHT_NOW = "A drug of another class is given: droperidol 0.625 mg."
GUIDELINE = "Fourth consensus guidelines on postoperative nausea, 2020"
ASKED = "Say when she was given it."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> BankFolder:
    """A bank that gives credit and ABIM points, and draws three questions of which it has two."""
    made = BankFolder(tmp_path_factory.mktemp("journey") / "banks" / BANK)
    provider = (ROOT / "quizzes" / "banks" / "provider.yaml").read_text(encoding="utf-8")
    line = "before_publication: [The course director has seen every question.]\n"
    text = provider.replace("approved: false", "approved: true") + line
    (made.path.parent / "provider.yaml").write_text(text, encoding="utf-8")
    for old, new in (
        ("demonstration: true", "demonstration: false"),
        (
            "board: ABA, credit_type: Lifelong Learning",
            "board: ABIM, credit_type: Medical Knowledge",
        ),
        ('passing_percent: "75"', 'passing_percent: "60"'),
        ("draw: 2", "draw: 3"),
        ("name: Ada Author, MD", "name: Ben Author, MD\n    email: ben@example.edu"),
        ("name: Ben Reviewer, MD", "name: Thandiwe Reviewer, MD\n    email: thandiwe@example.edu"),
    ):
        made.change("activity.yaml", old, new)
    for file in ("items/one.yaml", "items/two.yaml"):
        made.change(file, "A guideline. 2024.", f"A guideline. {THIS_YEAR}.")
    return made


@pytest.fixture(scope="module")
def server(folder: BankFolder, files: Files, memory: Path) -> Iterator[Server]:
    """A server of that bank, whose two questions Thandiwe has signed off."""
    made = StatedServer(memory / "journey.sqlite")
    banks = folder.path.parent
    made.service = replace(made.service, settings=replace(made.service.settings, banks=banks))
    with running(made, files.template, BANKS=str(banks)):
        thandiwe = signed_in(made.service, "thandiwe")
        for one in ("one", "two"):
            digest = to_review(thandiwe, BANK, one).digest
            sign(thandiwe, BANK, one, digest=digest, kind="clinical", verdict="approved")
        yield made


class StatedServer(Server):
    """A server for which every board has approved its statement."""

    _door = ("tests.stated", "run", "streamlit_app.py")


class Desk:
    """Somebody of the desk before a tab of theirs."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server

    def look(self, path: str) -> None:
        """Open a page."""
        self.page.goto(f"{self.server.address}/{path}")

    def said(self, *words: str) -> None:
        """Wait until the page says something."""
        for one in words:
            expect(self.page.get_by_text(one).first).to_be_visible(timeout=PATIENCE)

    def press(self, name: str, then: str) -> None:
        """Press a button of a page that rests, and wait for what the page says."""
        rested(self.page)
        ours = self.page.get_by_test_id(BUTTONS)  # lists have buttons of their own
        ours.get_by_role("button", name=name, exact=True).first.click()
        self.said(then)

    def fill(self, label: str, text: str) -> None:
        """Fill a field in and leave it."""
        field = self.page.get_by_label(label, exact=True).first
        field.fill(text)
        field.press("Tab")

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        box = self.page.get_by_role("combobox", name=re.compile(label)).first
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=re.compile(re.escape(option))).first.click()
        box.blur()  # a list of several stays open
        expect(self.page.get_by_role("option")).to_have_count(0, timeout=PATIENCE)

    def verdict(self, name: str, note: str, then: str) -> None:
        """Give a verdict on the question on screen."""
        self.page.get_by_label("Note", exact=True).fill(note)
        self.press(name, then)


class Writer(Desk):
    """An education specialist who writes a question by form."""

    def write(self) -> None:
        """From the list of the bank to a whole question, sent to review."""
        self.look(f"write?bank={BANK}")
        self.page.get_by_text("New question", exact=True).click()
        self.press("Begin", "As physicians see it")
        self.fill("Vignette", STEM)
        self.fill("Question", "Which of the following should be given now?")
        for letter, (text, reason) in ANSWERS.items():
            self.fill(f"Option {letter}", text)
            self.fill(f"Why {letter} is right or wrong", reason)
        self.page.get_by_test_id("stButtonGroup").get_by_text("A", exact=True).click()
        self.fill("Explanation", "Nausea in spite of one drug is treated with another.")
        self.fill("Key point: the one sentence to remember", "Look at what was given before.")
        self.page.get_by_role("button", name="Add a reference").click()
        self.fill("Reference 1", f"Author A. Nausea after anesthesia. J Ex. {THIS_YEAR};1(2):3-9.")
        self.fill("DOI", "https://doi.org/10.1000/xyz2")
        self.choose("Topic", "nausea")
        self.choose("Objectives", "Choose antiemetics.")
        self.choose("Authors", "Ben Author")
        self.choose("Status", "In review")
        self.fill("Next review by", f"{THIS_YEAR + 2}-01-01")
        self.choose("Changes are noted under", "Ben Author")
        self.said("Nothing is to be done before review.")
        self.press("Save", "Saved.")

    def revise(self) -> None:
        """Read what the reviewer asks for, and do it."""
        self.look(f"write?bank={BANK}&item={ITEM}")
        self.said("asked for changes in version 1.1: See the comment.", "1 comment not settled.")
        self.fill("Vignette", STEM.replace("at its end", "30 minutes before its end"))
        self.choose("Changes are noted under", "Ben Author")
        self.press("Save", "Saved.")

    def publish(self) -> None:
        """Through the gate: what is left is to approve the whole, and the office's own line."""
        self.look("publish")
        self.said("Before publication: 10 of 12")
        self.page.get_by_role("link", name="To Approval").click()
        self.press("Approve the self-assessment", "Approved, as it stands now")
        self.look("publish")
        self.said("Before publication: 11 of 12")
        self.page.get_by_test_id("stCheckbox").get_by_text("The course director").click()
        self.said("Before publication: 12 of 12")
        self.press("Publish", f"Published edition 1 of {KEY}, 3 questions.")

    def register(self) -> None:
        """Enter the numbers that ACCME and the board gave."""
        self.look("publish")
        self.page.get_by_text(f"· {KEY} ·").click()
        for label, value in (("ACCME activity ID", ACCME_ID), ("ABIM registration", "REG-1")):
            field = self.page.get_by_label(label, exact=True)
            field.fill(value)
            field.press("Enter")
            self.said(f"Saved: {value}")

    def propose(self) -> dict[str, str]:
        """Propose another key with its dry run, for one person with all that hangs on it."""
        self.look("correct")
        self.choose("Question", ITEM)
        self.press("Open", "Key now")
        self.choose("Right is", "Droperidol")
        self.fill("What is right now, for those who were told otherwise", RIGHT_NOW)
        self.fill("Source", GUIDELINE)
        self.press("Show what would change", "Nothing is written yet.")
        self.choose("Who loses the pass", "Whitfield")
        self.said("Is lowered")
        seen = counts(self.page.get_by_role("table").first)
        self.fill("Reason, for the office's record", "The key was entered wrongly.")
        self.press("Propose", "Proposed.")
        return seen


def code_of(service: Service, certificate: str) -> str:
    """Return the code that is printed on a certificate."""
    with reading(service.engine) as connection:
        row = things.find(connection, "certificate", certificate, None)
        assert row is not None
        return str(row.code)


def counts(table: Locator) -> dict[str, str]:
    """Return a table of two columns."""
    rows = (one.split("\t") for one in table.locator("tbody tr").all_inner_texts())
    return {what.strip(): many.strip() for what, many in rows}


DRY = {
    "Attempts submitted": "4",
    "of these drew the question": "4",
    "Score rises": "1",
    "Score falls": "3",
    "Attempts that come to pass": "1",
    "Attempts that reach the standard no more": "2",
    "People who may go on to evaluation and claim": "1",
    "PARS rows that their claims may add, at most": "2",
    "Certificates of people who lose their only pass": "2",
    "PARS rows to delete, if all of those are lowered": "2",
    "PARS rows not sent yet to cancel, if all are": "2",
    "Credit that they may claim together, at most": "0.50",
}


class Physician(Walker):
    """Ada, who answers by the keys of the day, but one."""

    def complete(self) -> tuple[str, str]:
        """Two of three right, evaluated and claimed with points: completion and certificate."""
        for number in range(1, self.open(BANK) + 1):
            if self.item(number).id == "two":
                self.wait_for(number)
                for wrong in "bc":
                    self.tap(self.page.locator(f'.card label.option:has(input[value="{wrong}"])'))
                self.saved()
                self.next()
            else:
                self.answer(number, at_once=False)
        self.button("Submit for marking").click()
        self.evaluate()
        self.page.get_by_text("Claim these points.").click()
        certificate = re.sub(r".*/|[.]pdf", "", self.claim("0.50"))
        return parse_qs(urlsplit(self.page.url).query)["completion"][0], certificate

    def reads(self, path: str, *said: str) -> None:
        """Open a page and wait until it says this."""
        self.page.goto(f"{self.server.address}/{path}")
        for one in said:
            expect(self.page.get_by_text(one).first).to_be_visible(timeout=PATIENCE)

    def verified(self, certificate: str) -> str:
        """Return what anybody is told who checks a certificate by its code."""
        self.page.goto(f"{self.server.address}/verify/{code_of(self.server.service, certificate)}")
        return self.page.locator(".box strong").inner_text()


def taken_by_others(service: Service) -> dict[str, Actor]:
    """Let three more take it: who has all right, who misses another, and who knows better."""
    people = {
        name: account(service, f"{name.lower()}@example.org", f"{first} {name}")
        for first, name in (("Sora", "Kim"), ("Ida", "Moss"), ("Tom", "Reed"))
    }
    given: dict[str, dict[str, Any]] = {
        "Kim": {},
        "Moss": {"two": ["b", "c"]},
        "Reed": {ITEM: "b", "two": ["b", "c"]},
    }
    for name, actor in people.items():
        identified(actor)
        attempt = take(actor, given[name])
        if name in BOARD_IDS:
            claim(actor, attempt, BOARD_IDS[name])
    return people


BOARD_IDS = {"Kim": "234561", "Moss": "345612"}
KEYS: dict[str, Any] = {"one": "a", "two": ["a", "b"], ITEM: "a"}


def take(actor: Actor, given: dict[str, Any]) -> str:
    """Take the activity, by the keys but for some questions."""
    attempt = start_at(actor, KEY)
    asked = enumerate(form(actor.service, attempt).items, start=1)
    answer(actor, attempt, {at: {**KEYS, **given}[one.item_id] for at, one in asked})
    submit(actor, attempt)
    return attempt


def claim(actor: Actor, attempt: str, board_id: str) -> None:
    """Evaluate, and claim all there is."""
    done = give(actor, attempt, OPINION)
    points = {MK: BoardClaim(board_id, consent=True)}
    make(actor, done, quarters=2, boards=points, attested=True)


def approve_by_keyboard(reviewer: Desk) -> None:
    """From Today to the verdict without a click: every stop of the focus is in sight."""
    keys = Keyboard(reviewer.page)
    reviewer.look("today")
    reviewer.said("to see to today")
    keys.enter(r"(\w+ )?Review$")
    reviewer.said("Against version 1.1, of which changes were asked for")
    keys.enter("Answer")
    keys.enter(r"(\w+ )?Settle$")
    reviewer.said("settled")
    keys.press("Escape")
    keys.to("Note")
    reviewer.page.keyboard.insert_text("Compared with the source.")
    keys.enter(r"(\w+ )?Approve$")
    reviewer.said("Approved, for exactly this text")
    assert not keys.unseen, "\n".join(keys.unseen)


def test_a_question_is_written_and_its_wrong_key_put_right_up_to_pars(
    server: Server, tab: Callable[..., Page]
) -> None:
    """Written, sent back, approved and published; taken and reported; then the key is another."""
    cora = Writer(tab("cora"), server)
    cora.write()
    reviewer = Desk(tab("thandiwe"), server)
    reviewer.look(f"review?bank={BANK}&item={ITEM}")
    reviewer.said("Review of sb-001")
    reviewer.choose("About", "Vignette")
    reviewer.page.get_by_label("Comment", exact=True).fill(ASKED)
    reviewer.press("Comment", "open")
    reviewer.verdict("Ask for changes", "See the comment.", "Changes are asked for")

    cora.revise()
    approve_by_keyboard(reviewer)
    cora.publish()
    cora.register()

    ada = Physician(tab("ada", 390), server)
    completion, certificate = ada.complete()
    taken_by_others(server.service)
    office = Office(cora.page, server)
    office.look()
    sent = office.send()
    assert [line(one) for one in sent] == ["Add Whitfield", "Add Kim", "Add Moss"]
    office.answer(*((one, "Accepted", "") for one in sent), then="3 accepted, 0 rejected")
    ada.reads("records", "Accepted on")

    assert cora.propose() == DRY
    emil = Desk(tab("emil"), server)
    emil.look("correct")
    emil.said("Proposed by Cora Lindqvist", RIGHT_NOW)
    emil.press("Confirm", "In force. 4 attempts marked anew.")

    assert "was withdrawn" in ada.verified(certificate)
    ada.reads("", "You were told: Ondansetron 4 mg", "Right now: Droperidol 0.625 mg", RIGHT_NOW)
    ada.button("I have read this").click()
    expect(ada.page.get_by_text("You were told")).to_have_count(0, timeout=PATIENCE)
    emil.look("correct")
    emil.page.get_by_text(f"Another key · {ITEM}").click()
    emil.said("1 came to pass, 1 kept a pass, 1 lost it", "4 people told; 1 have read it")

    take(signed_in(server.service, "ada"), {ITEM: "b"})
    staff = signed_in(server.service, "cora")
    proposed(staff, completion, {"cme": 2, MK: 2}, "Passed again, by the right key.")
    emil.look("confirm")
    emil.press("Confirm", "Confirmed and in force")
    assert "was replaced by a newer one" in ada.verified(certificate)
    ada.page.get_by_role("link", name="See the certificate in force").click()
    expect(ada.page.get_by_text("This certificate is valid.")).to_be_visible(timeout=PATIENCE)
    office.look()
    assert [line(one) for one in office.send()] == ["Delete Whitfield", "Add Whitfield"]


def line(sent: dict[str, Any]) -> str:
    """Return what a row of a batch does, and for whom."""
    return f"{sent['Record Action']} {sent['Last Name']}"
