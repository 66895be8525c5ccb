"""Accounts with a password over HTTP: the same page for everybody, and no token in any address."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from routes.account_forms import SCRIPT
from routes.gate import Gate
from routes.headers import Headers
from routes.sign_in import SignIn
from routes.table import REFUSALS, signing_in
from screens.table import SCREENS
from settings import MailServer
from tests.by_password import ADDRESS, NAME, OTHER, PASSWORD, mails, token_in, with_passwords
from tests.people import signed_in, token_of
from tests.sign_on import HOME, at_provider
from workflows.counted import REGISTRY
from workflows.people import session
from workflows.people.local import password

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from workflows.service import Service

LOCAL = "http://127.0.0.1:8501"
Browser = TestClient


@pytest.fixture(autouse=True)
def _cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "HASHER", PasswordHasher.from_parameters(CHEAPEST))
    password._nobodys.cache_clear()


@pytest.fixture
def service(sqlite_service: Service) -> Service:
    """The demonstration, with passwords."""
    return with_passwords(sqlite_service)


def app_of(service: Service) -> Starlette:
    """Return what stands before the screens."""
    return Starlette(
        routes=signing_in(service),
        middleware=[
            Middleware(Headers, settings=service.settings, index=""),
            Middleware(Gate, service=service),
        ],
        exception_handlers=REFUSALS,
    )


@pytest.fixture
def opened(service: Service) -> Callable[..., Browser]:
    """Return a function that opens a browser, signed in with a token or not."""
    app = app_of(service)

    def browser(token: str | None = None, origin: str = LOCAL) -> Browser:
        return TestClient(
            app,
            base_url=LOCAL,
            follow_redirects=False,
            headers={"Origin": origin},
            cookies={"session": token} if token else None,
            client=("127.0.0.1", 50_000),
        )

    return browser


@pytest.fixture
def browser(opened: Callable[..., Browser]) -> Browser:
    """A browser that nobody signed in with."""
    return opened()


def token_mailed(browser: Browser, service: Service, kind: str) -> str:
    """Ask for a link on the page and return what was mailed."""
    assert browser.post(f"/{kind}", data={"address": ADDRESS}).status_code == 200
    return token_in(mails(service)[-1])


def register(browser: Browser, service: Service) -> httpx.Response:
    """Make an account."""
    given = {"token": token_mailed(browser, service, "register"), "do": "set"}
    reply: httpx.Response = browser.post(
        "/link", data={**given, "name": NAME, "password": PASSWORD}
    )
    return reply


def failures(why: str) -> float:
    """Return how many tries to sign in came to nothing so far, for one reason."""
    return REGISTRY.get_sample_value("assessment_sign_in_failures_total", {"why": why}) or 0


def plain(reply: httpx.Response) -> str:
    """Return a page without the address that was typed."""
    return re.sub(r"[\w.]+@example\.org", "", reply.text)


def test_from_the_form_to_the_first_page(browser: Browser, service: Service) -> None:
    """Register, open the link, choose a password, be in; out, and in again by it."""
    reply = register(browser, service)
    assert (reply.status_code, reply.headers["location"]) == (303, "/")
    assert "httponly" in reply.headers["set-cookie"].lower()
    actor = session.enter(service, session.digest_of(reply.cookies["session"]))
    assert actor.roles == {"learner"}
    assert browser.post("/sign-out").status_code == 303
    given = {"address": ADDRESS, "password": PASSWORD, "next": "/records"}
    again = browser.post("/sign-in/password", data=given)
    assert (again.status_code, again.headers["location"]) == (303, "/records")
    assert not session.is_live(service, actor.session or "")


@pytest.mark.parametrize("kind", ["register", "reset"])
def test_whether_somebody_is_there_cannot_be_seen(
    browser: Browser, service: Service, kind: str
) -> None:
    """The page is the same for a known address and an unknown one, and a link too many."""
    register(browser, service)
    pages = [browser.post(f"/{kind}", data={"address": ADDRESS}) for _ in range(5)]
    pages.append(browser.post(f"/{kind}", data={"address": "nobody@example.org"}))
    assert {one.status_code for one in pages} == {200}
    assert len({plain(one) for one in pages}) == 1


def test_a_link_that_is_only_opened_changes_nothing(browser: Browser, service: Service) -> None:
    """Mail is looked through by machines: not even the form of the link uses it up."""
    token = token_mailed(browser, service, "register")
    assert browser.get("/link").status_code == 200
    for _ in range(2):
        page = browser.post("/link", data={"token": token})
        assert "Create your account" in page.text
        assert f'value="{token}"' in page.text
    done = browser.post(
        "/link", data={"token": token, "do": "set", "name": NAME, "password": PASSWORD}
    )
    assert done.status_code == 303


def test_a_link_that_counts_no_more_says_so(browser: Browser, service: Service) -> None:
    """A used one, and any other: the same page, with the ways to another."""
    token = token_mailed(browser, service, "register")
    given = {"token": token, "do": "set", "name": NAME, "password": PASSWORD}
    browser.post("/link", data=given)
    pages = [browser.post("/link", data=one) for one in (given, {"token": "x"}, {}, {"do": "move"})]
    assert {one.status_code for one in pages} == {410}
    assert len({one.text for one in pages}) == 1
    assert 'href="/register"' in pages[0].text


def test_links_and_own_passwords_that_are_wrong_are_counted(
    opened: Callable[..., Browser], service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """For the monitor, and with a line each in the journal: somebody may be guessing."""
    before = failures("NoLonger"), failures("WrongPassword")
    opened().post("/link", data={"token": "0" * 43})
    signed = opened(register(opened(), service).cookies["session"])
    given = {"do": "password", "password": OTHER, "new": "marble canyon thrift"}
    assert signed.post("/account", data=given).status_code == 403
    assert (failures("NoLonger"), failures("WrongPassword")) == (before[0] + 1, before[1] + 1)
    assert "opening a mailed link failed: NoLonger" in caplog.text
    assert "changing an account by password failed: WrongPassword" in caplog.text


def test_what_was_wrong_is_said_beside_the_form(browser: Browser, service: Service) -> None:
    """With the name as it was typed, and never the password."""
    token = token_mailed(browser, service, "register")
    given = {"token": token, "do": "set", "name": '"><b>Nora', "password": "too short"}
    page = browser.post("/link", data=given)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert "12 characters or more" in page.text
    assert "&quot;&gt;&lt;b&gt;Nora" in page.text
    assert "too short" not in page.text


def test_a_wrong_password_comes_back_to_the_form(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """With the address and the place, one sentence, no cookie; the log names nobody."""
    given = {"address": "nobody@example.org", "password": OTHER, "next": "/records"}
    before = failures("WrongPassword")
    with caplog.at_level(logging.INFO):
        page = browser.post("/sign-in/password", data=given)
    assert page.status_code == 403
    assert "set-cookie" not in page.headers
    assert 'value="nobody@example.org"' in page.text
    assert 'value="/records"' in page.text
    assert OTHER not in page.text
    assert "WrongPassword" in caplog.text
    assert failures("WrongPassword") == before + 1
    assert "nobody@" not in caplog.text
    assert "192.0.2" not in caplog.text


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(browser: Browser, service: Service, place: str) -> None:
    """Whatever somebody put into a link."""
    register(browser, service)
    given = {"address": ADDRESS, "password": PASSWORD, "next": place}
    assert browser.post("/sign-in/password", data=given).headers["location"] == "/"


def test_a_reset_lets_in_and_signs_everybody_else_out(
    opened: Callable[..., Browser], service: Service
) -> None:
    """The session of before is dead on its next click."""
    before = register(opened(), service).cookies["session"]
    browser = opened()
    given = {"token": token_mailed(browser, service, "reset"), "do": "set", "password": OTHER}
    reply = browser.post("/link", data=given)
    assert (reply.status_code, reply.headers["location"]) == (303, "/")
    assert not session.is_live(service, session.digest_of(before))
    assert session.is_live(service, session.digest_of(reply.cookies["session"]))


def test_the_account_page_changes_password_and_address(browser: Browser, service: Service) -> None:
    """Each with the present password; this browser stays signed in after a new password."""
    register(browser, service)
    assert ADDRESS in browser.get("/account").text
    wrong = browser.post("/account", data={"do": "password", "password": "no", "new": OTHER})
    assert wrong.status_code == 403
    done = browser.post("/account", data={"do": "password", "password": PASSWORD, "new": OTHER})
    assert (done.status_code, done.headers["location"]) == (303, "/account")
    mails(service)
    asked = {"do": "address", "password": OTHER, "address": "new@example.org"}
    assert "new@example.org" in browser.post("/account", data=asked).text
    token = token_in(mails(service)[0])
    assert "in the name of N••• O•••" in browser.post("/link", data={"token": token}).text
    page = browser.post("/link", data={"token": token, "do": "move"})
    assert "Your address was changed" in page.text
    assert browser.get("/account").status_code == 303
    last = browser.post("/account", data={"do": "drop", "password": OTHER})
    assert last.status_code == 401


def test_who_has_no_password_is_told_how_they_sign_in(
    opened: Callable[..., Browser], service: Service
) -> None:
    """And their institution's account is changed there."""
    browser = opened(token_of(service, "ada"))
    assert "You have no password here" in browser.get("/account").text
    reply = browser.post("/account", data={"do": "drop", "password": "x"})
    assert reply.status_code == 409


@pytest.mark.parametrize("path", ["/register", "/reset", "/link", "/sign-in/password", "/account"])
def test_another_site_sends_no_form(opened: Callable[..., Browser], path: str) -> None:
    """Nobody is signed in, written to or changed by a page elsewhere."""
    reply = opened(origin="https://evil.example").post(path, data={"address": ADDRESS})
    assert reply.status_code == 403
    assert "another site" in reply.text


def test_no_more_is_read_than_a_form_needs(browser: Browser) -> None:
    """Neither bytes nor fields."""
    assert browser.post("/sign-in/password", content=b"&" * 100_000).status_code == 413
    many = "&".join(f"f{one}=1" for one in range(50)).encode()
    assert browser.post("/register", content=many).status_code == 422


@pytest.mark.parametrize("path", ["/register", "/reset", "/link", "/sign-in"])
def test_the_pages_load_nothing_from_elsewhere(browser: Browser, path: str) -> None:
    """One script, whose hash the policy names; no referrer leaves; nothing is kept."""
    signed_in_page = browser.get(path)
    assert signed_in_page.status_code == 200
    assert f"<script>{SCRIPT}</script>" in signed_in_page.text
    policy = signed_in_page.headers["content-security-policy"]
    assert "'sha256-" in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert signed_in_page.headers["referrer-policy"] == "same-origin"
    assert signed_in_page.headers["cache-control"] == "no-store"
    assert not re.search(r'(src|href)="(https?:)?//', signed_in_page.text)


def test_password_managers_are_helped(browser: Browser, service: Service) -> None:
    """They are told which field is what; nothing limits or empties what is pasted."""
    token = token_mailed(browser, service, "register")
    pages = browser.get("/sign-in").text + browser.post("/link", data={"token": token}).text
    for one in ("username", "current-password", "new-password", "name"):
        assert f'autocomplete="{one}"' in pages
    assert "onpaste" not in pages
    assert 'type="password"' in pages
    fields = re.findall(r'<input[^>]*type="password"[^>]*>', pages)
    assert len(fields) == 2
    assert not any("maxlength" in one for one in fields)


def test_where_nobody_has_a_password_there_are_no_such_pages(sqlite_service: Service) -> None:
    """They lead to signing in, as every unknown address does, and the sign-in page has no form."""
    browser = TestClient(
        app_of(sqlite_service),
        base_url=LOCAL,
        follow_redirects=False,
        headers={"Origin": LOCAL},
        client=("127.0.0.1", 50_000),
    )
    assert browser.get("/register").headers["location"].startswith("/sign-in?next=")
    assert browser.post("/sign-in/password", data={}).status_code == 401
    assert 'type="password"' not in browser.get("/sign-in").text


@pytest.mark.parametrize("institution", [True, False])
def test_in_production_both_ways_stand_on_one_page(
    sqlite_service: Service, institution: bool
) -> None:
    """The institution's first, where there is one; no named people."""
    made = at_provider(with_passwords(sqlite_service), "https://login.example.edu")
    server = MailServer("mail.example.edu", 587, implicit_tls=False, sender="cme@example.edu")
    settings = replace(made.settings, mail_server=server)
    service = replace(made, settings=settings if institution else replace(settings, sign_on=None))

    class Provider:
        sign_on = made.settings.sign_on

        async def origins(self) -> tuple[str, ...]:
            return ("https://login.example.edu",)

    sign_in = SignIn(service, Provider() if institution else None)  # type: ignore[arg-type]
    browser = TestClient(Starlette(routes=sign_in.routes()), base_url=HOME)
    page = browser.get("/sign-in")
    assert page.status_code == 200
    assert ("Sign in with Example University" in page.text) == institution
    assert "Sign in with password" in page.text
    assert "Ada Whitfield" not in page.text
    assert ("https://login.example.edu" in page.headers["content-security-policy"]) == institution


def test_a_session_of_somebody_else_ends_when_another_signs_in(
    opened: Callable[..., Browser], service: Service
) -> None:
    """On one browser there is one session."""
    register(opened(), service)
    ada = signed_in(service, "ada")
    token = token_of(service, "ada")
    browser = opened(token)
    given = {"address": ADDRESS, "password": PASSWORD}
    assert browser.post("/sign-in/password", data=given).status_code == 303
    assert not session.is_live(service, session.digest_of(token))
    assert session.is_live(service, ada.session or "")


def test_no_page_stands_before_a_screen(service: Service) -> None:
    """Each address is one or the other."""
    own = {one.path for one in signing_in(service) if isinstance(one, Route)}
    assert own.isdisjoint({f"/{one.path}" for one in SCREENS})
