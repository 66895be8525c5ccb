"""What stands before the screens: headers, compressed files, the first page."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from typing import TYPE_CHECKING

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from routes import table
from routes.index import Index
from routes.static import Assets
from settings import ROOT
from tests.people import token_of

if TYPE_CHECKING:
    from pathlib import Path

    from workflows.service import Service

HOST = "http://127.0.0.1:8501"
SCRIPT = "export const answer = 42; " * 100
STREAMLITS = """<head><link rel="preload" href="./static/media/Font.b2.woff2" as="font">
<script>window.prerenderReady = false</script>
<script type="module" crossorigin src="./static/js/index.a1.js"></script>
<link rel="modulepreload" crossorigin href="./static/js/react.b2.js">
<link rel="stylesheet" crossorigin href="./static/css/index.c3.css"></head>"""


@pytest.fixture
def browser(sqlite_service: Service, tmp_path: Path) -> TestClient:
    """Ada's browser before the whole front, over a folder of small files."""
    names = ("js/index.a1.js", "js/react.b2.js", "js/BidiComponent.d4.js", "css/index.c3.css")
    for name in (*names, "media/Font.b2.woff2"):
        path = tmp_path / "streamlit" / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SCRIPT)
    (tmp_path / "streamlit" / "secret.txt").write_text("not below static/")
    assets = Assets(tmp_path / "streamlit", tmp_path / "cache", {"static/card.1f.js": b"card"})
    index = Index(STREAMLITS, assets.names, ("", "activities", "profile"))
    app = Starlette(
        routes=table.routes(sqlite_service, index),
        middleware=table.middleware(sqlite_service, assets, index),
        exception_handlers=table.handlers(sqlite_service, index),
    )
    cookies = {"session": token_of(sqlite_service, "ada")}
    return TestClient(
        app,
        base_url=HOST,
        follow_redirects=False,
        cookies=cookies,
        client=("127.0.0.1", 50_000),
        raise_server_exceptions=False,
    )


def test_the_first_page_runs_only_the_scripts_it_names(browser: TestClient) -> None:
    """The policy holds the hash of the one script that stands in the page."""
    page = browser.get("/profile")
    inline = page.text.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    rules = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    assert rules["script-src"] == f"'self' blob: 'sha256-{digest}'"
    assert rules["frame-ancestors"] == "'none'"
    assert page.text.count("<script>") == 1


@pytest.mark.parametrize(
    "path", ["/activities/foo/bar", "/activities/foo", "/nowhere", "/Activities", "/profile.html"]
)
def test_an_address_of_nothing_is_answered_in_words(browser: TestClient, path: str) -> None:
    """One designed page with its status, whatever the address looks like, and a way on."""
    reply = browser.get(path)
    assert reply.status_code == 404
    assert reply.text.count("<h1>Not found</h1>") == 1
    assert "There is no such page here" in reply.text
    assert '<a href="/">' in reply.text


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/media/a.pdf", "/component/a/b", "/favicon.png"]
)
def test_what_streamlit_answers_is_left_to_it(browser: TestClient, path: str) -> None:
    """No route of ours matches: here, without Streamlit behind, nothing answers."""
    assert browser.get(path).text == "Not Found"


def test_a_slash_at_the_end_is_forgiven(browser: TestClient) -> None:
    """It leads to the screen."""
    assert browser.get("/activities/").headers["location"].endswith("/activities")


def test_the_first_page_begins_early_what_is_needed_soon(browser: TestClient) -> None:
    """Streamlit's chunks and the lazy ones are fetched at once; the font is not in their way."""
    page = browser.get("/").text
    assert 'AHEAD = ["/static/js/react.b2.js"]' in page
    assert 'SOON = ["/static/card.1f.js", "/static/js/BidiComponent.d4.js"]' in page
    assert 'src="/static/js/index.a1.js"' in page
    assert "Font.b2" not in page


@pytest.mark.parametrize("name", ["LIGHT_THEME", "DARK_THEME"])
def test_the_first_page_brings_its_colours(browser: TestClient, name: str) -> None:
    """From the configuration they would be told with every click, after the first paint."""
    told = browser.get("/").text.split("window.__streamlit = { ...")[1]
    themes, _end = json.JSONDecoder().raw_decode(told)
    assert themes[name]["backgroundColor"] in browser.get("/").text.split("<style>")[1]
    assert "[theme" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


def test_the_answer_card_is_loaded_once(browser: TestClient) -> None:
    """What was made here is served like Streamlit's files, kept for good, and begun early."""
    assert '"/static/card.1f.js"' in browser.get("/").text
    answer = browser.get("/static/card.1f.js")
    assert answer.text == "card"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/sign-in", "/nowhere/at/all", "/verify/x"])
def test_every_answer_carries_the_headers(browser: TestClient, path: str) -> None:
    """Also the gate's own answers and what was not found."""
    headers = browser.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br;q=1.0", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_script_is_sent_in_the_best_coding(
    browser: TestClient, accepted: str, coding: str | None, unpack: object
) -> None:
    """What arrives is the file, kept for good, and open to those who are signed out."""
    assert callable(unpack)
    browser.cookies.clear()
    headers = {"Accept-Encoding": accepted}
    for _ in range(2):  # made, then from the disk
        with browser.stream("GET", "/static/js/index.a1.js", headers=headers) as reply:
            sent = b"".join(reply.iter_raw())
        assert reply.headers.get("content-encoding") == coding
        assert "immutable" in reply.headers["cache-control"]
        assert reply.headers["vary"] == "Accept-Encoding"
        assert unpack(sent).decode() == SCRIPT


def test_a_font_is_sent_as_it_is(browser: TestClient) -> None:
    """It is dense already."""
    reply = browser.get("/static/media/Font.b2.woff2")
    assert "content-encoding" not in reply.headers
    assert reply.text == SCRIPT


@pytest.mark.parametrize(
    "path", ["/static/../secret.txt", "/static/%2e%2e/secret.txt", "/static/no"]
)
def test_nothing_but_the_files_is_sent(browser: TestClient, path: str) -> None:
    """A path that leads out of the folder is as unknown as any other."""
    reply = browser.get(path)
    assert reply.status_code in {303, 404}
    assert "not below" not in reply.text


def test_a_host_of_another_name_is_refused(browser: TestClient) -> None:
    """A name that somebody points at this machine is not this service."""
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_nobody_needs_is_shut(browser: TestClient, path: str) -> None:
    """Also for those who are signed in."""
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("kind", ["tester", "disclose"])
def test_no_link_that_was_sent_stands_in_the_log(
    browser: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    """Of a page that failed the log names the kind: who reads it must not get in by it."""

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("routes.tester.invited", fails)
    monkeypatch.setattr("routes.disclose.asked", fails)
    with caplog.at_level("INFO"):
        assert browser.get(f"/{kind}/the-token-of-a-link").status_code == 500
    service = [one.getMessage() for one in caplog.records if one.name == "service"]
    assert len(service) == 1
    assert f"GET '/{kind}/{{token}}' failed: RuntimeError" in service[0]
    assert "the-token" not in service[0]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_fault_of_the_program_is_answered_calmly(
    browser: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    method: str,
) -> None:
    """With every header of a page, a way on, and a number that finds it in the server's log."""

    def fails(*_: object) -> None:
        message = "a secret detail"
        raise RuntimeError(message)

    monkeypatch.setattr("routes.documents.actor_of", fails)
    monkeypatch.setattr("routes.answer.acting", fails)
    with caplog.at_level("ERROR", logger="service"):
        if method == "GET":
            reply = browser.get("/transcript.csv")
        else:
            body = {"attempt": "x", "position": 1, "seen": 0, "value": "a"}
            reply = browser.post("/answer", json=body, headers={"Origin": HOST})
    assert reply.status_code == 500
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["x-frame-options"] == "DENY"
    number = re.search(r"noted as ([0-9a-f]{8})", reply.text)
    assert number is not None
    assert number[1] in caplog.text
    assert "secret" not in reply.text + caplog.text
    assert ('href="/"' in reply.text) == (method == "GET")
