"""Names, titles, comments and reasons that are markup: on every screen, paper and export text."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from documents.certificate import certificate_pdf
from screens.table import SCREENS
from tests.contents import Start
from tests.documents.papers import certificate
from tests.editions import an_item, publish
from tests.evidence import FULL, seen
from tests.leading import asked, wished
from tests.learning import OPINION, attempted
from tests.people import signed_in, token_of
from tests.projects import GIVEN, PLAN, verified
from tests.taking import start_at
from tests.workflows.matrix import REQUEST
from workflows.attempts import grant, margin
from workflows.credit import claim, evaluate
from workflows.desk import ask, inquire, respond
from workflows.initiatives.write import make as make_initiative
from workflows.part4 import batch as portfolio
from workflows.part4 import decide, propose
from workflows.part4.own import own
from workflows.people import profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.testclient import TestClient
    from streamlit.testing.v1 import AppTest

    from workflows.act import Actor
    from workflows.service import Service

COMMAND = "make evidence ONLY=payloads"
EVIL = "evil.example"
MARKUP = (
    f'<img src="https://{EVIL}/a.png" onerror="alert(1)"><script>alert(1)</script>'
    f" ![a](https://{EVIL}/b.png) [b](javascript:alert(1)) <https://{EVIL}> **bold**"
    f" $\\href{{https://{EVIL}}}{{x}}$ :material/delete: &lt;b&gt; </div>"
)
FORMULA = f'=HYPERLINK("https://{EVIL}","x")'
NAME = f"={EVIL} <b>Ada</b> [x](https://{EVIL})"
TITLE = f"@SUM(1) <script>alert(1)</script> ![a](https://{EVIL}/t.png)"
STEM = "<script>alert(1)</script> $1 =1+1"  # pictures from elsewhere the checker refuses
PEOPLE = ("ada", "ben", "cora", "olga")
STARTED: Start[dict[str, str]] = Start()


def planted(service: Service) -> dict[str, str]:
    """Let people say it wherever people can say anything; return what the addresses name."""
    ada, cora = signed_in(service, "ada"), signed_in(service, "cora")
    held = profile.see(ada)
    profile.write(ada, held.seq, held.profile.model_copy(update={"legal_name": NAME}))
    items = tuple(an_item(number, stem=f"{STEM} {number}") for number in range(1, 5))
    key = publish(service, slug="payload", title=TITLE, items=items, attempts_max=9)
    attempt = attempted(ada, key)
    margin.comment(ada, attempt, position=1, text=MARKUP)
    completion = evaluate.give(ada, attempt, OPINION | {"comment": f"{FORMULA} {MARKUP}"})
    made = claim.make(ada, completion, quarters=3, boards={}, attested=True)
    request = ask.ask(ada, REQUEST.model_copy(update={"title": f"{FORMULA} {MARKUP}"[:150]}))
    grant.grant(cora, ada.public_id, key, further=1, minutes=0, reason=MARKUP[:200], seen=0)
    running = start_at(ada, key)
    margin.margin(ada, running, position=1, flag=True, struck=(), note=MARKUP)
    inquiry = inquire.inquire(ada, "idea", f"{FORMULA} {MARKUP}"[:200], MARKUP)
    respond.respond(cora, inquiry, MARKUP, "planned", 1)
    plan = wished(publish(service, slug="asked", title=TITLE), title=f"{FORMULA} {MARKUP}")
    named = dict.fromkeys(("aim", "measure", "audience"), MARKUP)
    led = make_initiative(cora, replace(plan, plan=plan.plan.model_copy(update=named)))
    asked(ada, led, "ada@example.edu", "dan@example.com")
    return {
        "inquiry": inquiry,
        "initiative": led,
        "id": key,
        "attempt": attempt,
        "completion": completion,
        "request": request,
        "person": ada.public_id,
        "certificate": made.certificate,
        "running": running,
        **planted_project(ada, cora),
    }


def planted_project(ada: Actor, cora: Actor) -> dict[str, str]:
    """Let Ada lead a quality project whose every text is a payload, and the office send it."""
    plan = PLAN.model_copy(update={"title": TITLE, "aim": MARKUP, "funding": FORMULA})
    project = propose.propose(ada, plan)
    decide.begin(cora, project, 1)
    decide.approve(cora, project, 2, date(2026, 11, 30))
    link = own(ada).parts[0].participation
    verified(ada, link, cora, replace(GIVEN, effort=MARKUP, impact=FORMULA))
    return {"project": project, "participation": link, "portfolio": portfolio.make(cora)}


@pytest.fixture
def things(sqlite_service: Service) -> dict[str, str]:
    """What was planted, once for all tests."""
    return STARTED.reach(sqlite_service.engine, lambda: planted(sqlite_service))


class Acting(HTMLParser):
    """Everything in a piece of markup that acts, loads or leads away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        if tag in {"script", "iframe", "object", "embed", "base", "meta", "link"}:
            self.found.append(tag)
        for name, value in attrs:
            text = (value or "").lower()
            if name.startswith("on") or "javascript:" in text:
                self.found.append(f"{tag} {name}")
            if name in {"src", "href", "action", "style"} and EVIL in text:
                self.found.append(f"{tag} {name}")


def acting_html(text: str) -> list[str]:
    """Return what acts in a piece of HTML."""
    parser = Acting()
    parser.feed(text)
    return parser.found


def acting_markdown(text: str, *, html: bool) -> list[str]:
    """Return what acts in Markdown as a page draws it."""
    found = []
    for token in MarkdownIt("commonmark", {"html": html}).parse(text):
        for one in (token, *(token.children or ())):
            leads = str(one.attrGet("href") or one.attrGet("src") or "")
            if EVIL in leads or leads.lower().startswith("javascript:"):
                found.append(f"{one.type} {leads}")
            if one.type in {"html_inline", "html_block"}:
                found += acting_html(one.content)
    return found


def drawn(at: AppTest) -> Iterator[str]:
    """Give everything on a screen that acts."""
    assert not at.exception, [one.value for one in at.exception]
    for kind in ("markdown", "caption", "title", "header", "subheader", "info", "warning",
                 "error", "success"):  # fmt: skip
        for one in getattr(at, kind):
            yield from acting_markdown(str(one.value), html=bool(getattr(one, "allow_html", False)))
    for one in at.get("html"):
        yield from acting_html(str(one.proto.body))
    for kind in ("button", "checkbox", "radio", "selectbox", "text_input", "text_area", "expander"):
        for one in at.get(kind):
            yield from acting_markdown(str(getattr(one, "label", "")), html=False)


def queries(things: dict[str, str], path: str) -> list[dict[str, str]]:
    """Return the addresses under which a screen finds what was planted."""
    if path in {"project", "attest"}:
        return [{"id": things["project" if path == "project" else "participation"]}]
    attempt = "running" if path == "attempt" else "attempt"  # one that is over leads elsewhere
    if path == "requests":
        return [{"inquiry": things["inquiry"]}, {"of": "office"}, {"id": things["request"]}]
    thing = things["initiative" if path == "initiative" else "id"]
    return [
        {"id": thing, "activity": things["id"], "attempt": things[attempt],
         "completion": things["completion"], "request": things["request"]},
        {"id": things["person"], "person": things["person"], "attempt": things["running"],
         "q": "1"},
    ]  # fmt: skip


@pytest.mark.evidence
def test_no_screen_draws_what_somebody_typed_as_markup(
    screen: Callable[..., AppTest], things: dict[str, str]
) -> None:
    """No script, handler, foreign picture or link, for anybody on any screen."""
    shown, said, found = 0, 0, []
    paths = (
        [one.path for one in SCREENS]
        if FULL
        else [
            "",
            "records",
            "roster",
            "person",
            "publish",
            "project",
            "attest",
            "part4",
        ]
    )
    for path in paths:
        for who in PEOPLE if FULL else ("ada", "cora"):
            for query in queries(things, path):
                at = screen(who, path, **query)
                found += [(path, who, one) for one in drawn(at)]
                said += EVIL in str(at.main)
                shown += 1
    assert found == []
    assert said >= 3  # it stands there, as the text it is
    seen("Hostile", "payloads", "What somebody typed is never drawn as markup.",
         COMMAND, screens=len(paths), drawings=shown, with_a_payload=said, acted=0)  # fmt: skip


EXPORTS = (
    ("ada", "/transcript.csv"),
    ("ada", "/transcript.pdf"),
    ("ada", "/certificate/{certificate}.pdf"),
    ("ada", "/deadlines.ics"),
    ("ada", "/part4/{participation}.pdf"),
    ("cora", "/export/part4"),
    ("cora", "/export/portfolio/{portfolio}"),
    ("cora", "/export/portfolio/{portfolio}?as=xlsx"),
    ("cora", "/export/roster?activity={id}"),
    ("cora", "/export/completions?activity={id}"),
    ("cora", "/export/certificates?activity={id}"),
    ("cora", "/export/certificates?activity={id}&as=zip"),
    ("cora", "/export/learner-match?activity={id}"),
    ("cora", "/export/responses"),
    ("cora", "/export/statistics?activity={id}"),
    ("cora", "/export/binder?activity={id}"),
    ("cora", "/export/binder?activity={id}&as=zip"),
    ("cora", "/export/program?year=2026"),
    ("cora", "/export/pars-activities?year=2026"),
    ("ada", "/export/initiative?id={initiative}"),
    ("cora", "/export/ideas?year=2026&as=csv"),
    ("cora", "/export/ideas?year=2026"),
)


def active_parts(name: str, content: bytes) -> Iterator[str]:
    """Give what would act in a file: formulas, scripts, links, in archives too."""
    if content.startswith(b"%PDF"):
        yield from (f"{name}: {one}" for one in _in_pdf(content))
    elif content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                yield from (f"{name}: {one}" for one in _in_book(content))
                return
            for each in names:
                yield from active_parts(f"{name}/{each}", archive.read(each))
    elif name.endswith((".csv", "csv")) or b"," in content[:200]:
        yield from (f"{name}: {one}" for one in _in_csv(content.decode("utf-8-sig", "replace")))


def _in_pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(BytesIO(content))
    for page in reader.pages:
        for one in page.get("/Annots") or ():
            leads = str(one.get_object().get("/A", {}).get("/URI", ""))
            if EVIL in leads or "javascript" in leads.lower():
                yield leads
    for word in (b"/JavaScript", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        if word in content:
            yield word.decode()


def _in_book(content: bytes) -> Iterator[str]:
    for sheet in load_workbook(BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            yield from (f"{one.coordinate} {one.value}" for one in row if one.data_type == "f")
            yield from (f"{one.coordinate} links" for one in row if one.hyperlink)


def _in_csv(text: str) -> Iterator[str]:
    number = re.compile(r"[+-]?[\d.,]+%?")
    for row in csv.reader(StringIO(text)):
        for cell in row:
            if cell[:1] in tuple("=+-@\t\r＝＋－＠") and cell and not number.fullmatch(cell):
                yield cell[:60]


@pytest.mark.parametrize(("who", "address"), EXPORTS, ids=lambda one: str(one).split("?")[0])
def test_no_export_acts(
    browser: Callable[..., TestClient], sqlite_service: Service, things: dict[str, str],
    who: str, address: str,
) -> None:  # fmt: skip
    """No cell is a formula, no paper holds a script or a link of somebody else's."""
    reply = browser(token_of(sqlite_service, who)).get(address.format_map(things))
    assert reply.status_code == 200, reply.text[:300]
    named = re.findall(r'filename="([^"]+)"', reply.headers.get("content-disposition", ""))
    assert list(active_parts(named[0] if named else "x", reply.content)) == []
    assert "<" not in "".join(named)


def test_what_acts_would_be_seen() -> None:
    """The looking finds what it looks for."""
    page = BytesIO()
    book = Workbook()
    book.worksheets[0].append([FORMULA])
    book.save(page)
    assert acting_markdown(MARKUP, html=False) != []
    assert len(acting_html(MARKUP)) >= 3
    assert list(active_parts("x.csv", f'name,n\n"{FORMULA[:9]}",-1\n'.encode())) == [
        f"x.csv: {FORMULA[:9]}"
    ]
    assert list(active_parts("x.xlsx", page.getvalue())) != []
    assert "/JavaScript" in list(_in_pdf(certificate_pdf(certificate()) + b"/JavaScript"))
