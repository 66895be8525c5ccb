"""Signing in at an identity provider: the way there and back, and everything that is refused."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from routes.gate import Gate
from routes.provider import Provider
from routes.trouble import Trouble
from routes.vouching import leaving
from routes.wire import Wire
from storage import people
from storage.connect import reading
from tests.amending import account
from tests.people import signed_in
from tests.provider import another, app_of, back, browser_of, running, sent
from tests.sign_on import CLIENT, HOME, SECRET, at_provider, written
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

    from tests.clock import Clock
    from tests.provider import Made
    from workflows.service import Service

COOKIE = "__Host-session"
ADDRESS = {"email": "new@example.edu", "email_verified": True, "name": "Nora Okafor"}


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    """A provider for all tests of this file."""
    with running() as one:
        yield one


@pytest.fixture(autouse=True)
def honest(made: Made, clock: Clock) -> None:
    """Each test finds an honest provider, whose clock is ours."""
    made.reset(clock)


@pytest.fixture
def service(sqlite_service: Service, made: Made) -> Service:
    """The service in production, with this provider."""
    return at_provider(sqlite_service, made.issuer)


@pytest.fixture
def browser(service: Service) -> TestClient:
    """A browser that nobody signed in with."""
    return browser_of(app_of(service))


def assert_refused(reply: httpx.Response, status: int = 400) -> None:
    """One page for all: what to do, a number for the office, nothing of the provider's words."""
    assert reply.status_code == status
    assert "You are not signed in" in reply.text
    assert "tell the office the number" in reply.text
    assert 'href="/sign-in?next=' in reply.text
    assert "<b>" not in reply.text
    assert reply.cookies.get(COOKIE) is None


# --- the way there and back -----------------------------------------------------------------------
def test_somebody_new_comes_in_as_a_learner(
    browser: TestClient, service: Service, made: Made
) -> None:
    """With the name and the address that the provider vouches for, where they wanted to go."""
    reply = back(browser, made, "nora-1", **ADDRESS)
    assert (reply.status_code, reply.headers["location"]) == (303, "/inside")
    assert browser.get("/inside").text == "You are in."
    actor = session.enter(service, session.digest_of(reply.cookies[COOKIE]))
    assert actor.roles == {"learner"}
    with reading(service.engine) as connection:
        assert people.subjects_of(connection, actor.person_id or 0) == ("new@example.edu",)
        row = people.latest_profile(connection, actor.person_id or 0)
        assert row is not None
        assert json.loads(row.body)["legal_name"] == "Nora Okafor"


def test_the_same_person_comes_back_to_the_same_account(
    browser: TestClient, service: Service, made: Made
) -> None:
    """By issuer and subject alone, whatever address the provider tells this time."""
    first = back(browser, made, "nora-1", **ADDRESS)
    again = back(browser, made, "nora-1", email="other@example.edu", email_verified=True)
    [session.enter(service, session.digest_of(token)) for token in (again.cookies[COOKIE],)]
    assert again.cookies[COOKIE] != first.cookies[COOKIE]
    assert written(service)["person"] == 1
    assert not session.is_live(service, session.digest_of(first.cookies[COOKIE]))


def test_the_cookies_are_bound_to_this_host(browser: TestClient, made: Made) -> None:
    """HttpOnly, Secure, Lax, for the whole host and no other; the ticket ends with the answer."""
    reply = browser.post("/sign-in/oidc", data={"next": "/"})
    kept = reply.headers["set-cookie"].lower()
    assert kept.startswith("__host-sign-in=")
    assert all(one in kept for one in ("httponly", "secure", "samesite=lax", "path=/"))
    assert "domain" not in kept
    done = browser.get(made.grant(reply.headers["location"], "nora-1"))
    cookies = [one.lower() for one in done.headers.get_list("set-cookie")]
    assert any(one.startswith("__host-session=") and "httponly; " in one for one in cookies)
    assert any(one.startswith('__host-sign-in="";') and "max-age=0" in one for one in cookies)


def test_the_page_has_one_button_that_browsers_let_lead_there(
    browser: TestClient, made: Made
) -> None:
    """The policy names the provider's host, since a form may lead on to no other."""
    page = browser.get("/sign-in", params={"next": "/activity?id=a"})
    assert "Sign in with Example University" in page.text
    assert 'value="/activity?id=a"' in page.text
    assert f"form-action 'self' {made.issuer};" in page.headers["content-security-policy"]
    assert "form-action 'self';" in browser.get("/inside").headers["content-security-policy"]


def test_the_page_comes_without_the_provider_too(browser: TestClient, made: Made) -> None:
    """What it can say it says; pressing the button tells the rest."""
    made.answers["/.well-known/openid-configuration"] = lambda: (503, b"")
    assert browser.get("/sign-in").status_code == 200
    assert_refused(browser.post("/sign-in/oidc"), 502)


def test_name_and_address_may_come_from_userinfo(
    browser: TestClient, service: Service, made: Made
) -> None:
    """Most providers leave them out of the token."""
    made.discovery = {"userinfo_endpoint": f"{made.issuer}/userinfo"}
    made.userinfo = {"sub": "nora-1", **ADDRESS}
    assert back(browser, made, "nora-1").status_code == 303
    with reading(service.engine) as connection:
        assert people.subjects(connection) == {"new@example.edu"}


def test_a_new_key_of_the_provider_is_read(browser: TestClient, made: Made, clock: Clock) -> None:
    """Keys are kept, and read again when one is not among them, at most once a minute."""
    assert back(browser, made, "nora-1").status_code == 303
    made.published = ["one", "two"]
    made.signed = lambda claims: made.sign(claims, "two")
    assert_refused(back(browser, made, "nora-1"))
    clock.move(minutes=2)
    assert back(browser, made, "nora-1").status_code == 303
    assert made.asked.count("/keys") == 2


def test_keys_that_are_none_are_looked_for_once_a_minute(
    service: Service, made: Made, clock: Clock
) -> None:
    """However many are named at once, by whomever, and whether or not the provider answers."""
    sign_on = service.settings.sign_on
    assert sign_on is not None
    provider = Provider(sign_on, HOME, service.now, Wire())

    token = made.sign(made.claims("nora-1"), kid="none")

    async def refused() -> None:
        with pytest.raises(Trouble):
            await leaving(provider, token)

    async def flood() -> None:
        clock.move(minutes=2)
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(refused)

    async def floods() -> None:
        await provider.keys()
        await flood()
        made.answers["/keys"] = lambda: (500, b"")
        await flood()

    anyio.run(floods)
    assert made.asked.count("/keys") == 3


def test_discovery_is_kept(browser: TestClient, made: Made) -> None:
    """One question an hour, however many sign in."""
    for subject in ("a", "b", "c"):
        assert back(browser, made, subject).status_code == 303
    assert made.asked.count("/.well-known/openid-configuration") == 1
    assert made.asked.count("/keys") == 1


@pytest.mark.parametrize("ways", [["client_secret_post"], ["client_secret_basic"]])
def test_the_secret_goes_where_the_provider_wants_it(
    browser: TestClient, made: Made, ways: list[str]
) -> None:
    """In the header; in the form only where that is all it takes, which this one does not."""
    made.discovery = {"token_endpoint_auth_methods_supported": ways}
    reply = back(browser, made, "nora-1")
    assert reply.status_code == (303 if ways == ["client_secret_basic"] else 400)


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_place_elsewhere_is_forgotten(browser: TestClient, made: Made, place: str) -> None:
    """Nobody is led away from here by signing in."""
    reply = browser.get(made.grant(sent(browser, place), "nora-1"))
    assert reply.headers["location"] == "/"


# --- what a provider, or somebody in its name, may say --------------------------------------------
HOSTILE_CLAIMS: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "another"},
    "no audience": {"aud": None},
    "several audiences and no party": {"aud": [CLIENT, "another"]},
    "another party": {"aud": [CLIENT, "another"], "azp": "another"},
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "no nonce": {"nonce": None},
    "another nonce": {"nonce": "another"},
    "a nonce of another kind": {"nonce": ["another"]},
    "no end": {"exp": None},
    "an end of another kind": {"exp": "tomorrow"},
    "an end that is no number": {"exp": float("nan")},
    "no beginning": {"iat": None},
    "no subject": {"sub": None},
    "a subject of another kind": {"sub": 7},
    "an empty subject": {"sub": ""},
    "a subject that is too long": {"sub": "a" * 256},
    "a subject with a half character": {"sub": "\ud800"},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("claims", HOSTILE_CLAIMS.values(), ids=HOSTILE_CLAIMS)
def test_a_token_that_says_something_else_lets_nobody_in(
    browser: TestClient, service: Service, made: Made, claims: dict[str, Any]
) -> None:
    """Signed as it is; nothing is written."""
    given = {**ADDRESS, **claims}
    way = made.grant(sent(browser), given.pop("sub", "nora-1"), **given)
    assert_refused(browser.get(way))
    assert set(written(service).values()) == {0}


@pytest.mark.parametrize(("seconds", "status"), [(-61, 400), (-59, 303), (299, 303)])
def test_the_clocks_may_differ_by_a_minute(
    browser: TestClient, made: Made, clock: Clock, seconds: int, status: int
) -> None:
    """A token that ended longer ago lets nobody in."""
    end = int(clock().timestamp()) + seconds
    assert back(browser, made, "nora-1", exp=end).status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(61, 400), (59, 303)])
def test_a_token_from_the_future_lets_nobody_in(
    browser: TestClient, made: Made, clock: Clock, seconds: int, status: int
) -> None:
    """Beyond what clocks differ by."""
    begun = int(clock().timestamp()) + seconds
    assert back(browser, made, "nora-1", iat=begun).status_code == status


HOSTILE_SIGNATURES: dict[str, Callable[[Made, dict[str, Any]], str]] = {
    "none": lambda made, claims: made.unsigned(claims),
    "the public key as a secret": lambda made, claims: made.by_public_key(claims),
    "another key by the same name": lambda made, claims: made.sign(claims, "two", "one"),
    "an unknown key": lambda made, claims: made.sign(claims, "two"),
    "cut off": lambda made, claims: made.sign(claims)[:-20],
    "no token": lambda _made, _claims: "a.b",
    "deep": lambda _made, _claims: "W" * 200_000,
}


@pytest.mark.parametrize("sign", HOSTILE_SIGNATURES.values(), ids=HOSTILE_SIGNATURES)
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(
    browser: TestClient,
    service: Service,
    made: Made,
    sign: Callable[[Made, dict[str, Any]], str],
) -> None:
    """Only its own keys count, each by its own kind of signature."""
    made.signed = lambda claims: sign(made, claims)
    assert_refused(back(browser, made, "nora-1", **ADDRESS))
    assert set(written(service).values()) == {0}


HOSTILE_ANSWERS: dict[str, tuple[int, int, bytes]] = {
    "refused": (400, 400, b'{"error": "invalid_grant", "error_description": "<b>no</b>"}'),
    "broken": (502, 500, b"<b>Traceback</b>"),
    "redirected": (400, 302, b""),
    "a page": (400, 200, b"<b>Welcome</b>"),
    "a list": (400, 200, b"[]"),
    "deep": (400, 200, b"[" * 100_000),
    "huge": (400, 200, b'{"id_token": "' + b"a" * 300_000 + b'"}'),
    "no token": (400, 200, b'{"access_token": "a"}'),
    "a token of another kind": (400, 200, b'{"access_token": "a", "id_token": 7}'),
    "a header in a token": (400, 200, b'{"access_token": "a\\r\\nb: c", "id_token": "a.b.c"}'),
}


@pytest.mark.parametrize("path", ["/token", "/keys"])
def test_an_answer_that_is_none_lets_nobody_in(
    browser: TestClient, service: Service, made: Made, path: str
) -> None:
    """Wherever it comes from; it is read no further than an answer can be long."""
    for status, told, body in HOSTILE_ANSWERS.values():
        way = made.grant(sent(browser), "nora-1", **ADDRESS)
        made.answers[path] = lambda told=told, body=body: (told, body)  # type: ignore[misc]
        assert_refused(browser.get(way), status)
    assert set(written(service).values()) == {0}


def test_a_provider_that_says_nothing_of_itself_is_not_asked(
    browser: TestClient, made: Made
) -> None:
    """The button leads nowhere until it does."""
    for status, told, body in HOSTILE_ANSWERS.values():
        made.answers["/.well-known/openid-configuration"] = lambda told=told, body=body: (  # type: ignore[misc]
            told,
            body,
        )
        assert_refused(browser.post("/sign-in/oidc"), status)
    made.answers.clear()
    assert sent(browser).startswith(f"{made.issuer}/authorize?")


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"authorization_endpoint": "https://a.example; script-src *"},
        {"token_endpoint": 7},
        {"jwks_uri": "https://a\r\nb.example"},
    ],
)
def test_a_provider_that_says_something_else_of_itself_is_not_asked(
    browser: TestClient, made: Made, says: dict[str, Any]
) -> None:
    """It names itself as the settings do, and places that can be ones."""
    made.discovery = says
    assert_refused(browser.post("/sign-in/oidc"))


@pytest.mark.parametrize(("size", "status"), [(200_000, 303), (300_000, 400)])
def test_an_answer_is_read_no_further_than_one_can_be_long(
    browser: TestClient, made: Made, size: int, status: int
) -> None:
    """Whatever is in it."""
    made.discovery = {"padding": "a" * size}
    assert browser.post("/sign-in/oidc").status_code == status


def test_userinfo_of_somebody_else_lets_nobody_in(
    browser: TestClient, service: Service, made: Made
) -> None:
    """What it says must be about whom the token is about."""
    made.discovery = {"userinfo_endpoint": f"{made.issuer}/userinfo"}
    made.userinfo = {"sub": "another", **ADDRESS}
    assert_refused(back(browser, made, "nora-1"))
    assert set(written(service).values()) == {0}


def test_a_provider_that_does_not_answer_is_not_waited_for(service: Service, made: Made) -> None:
    """The page says so; everybody else is served meanwhile."""
    over = threading.Event()
    browser = browser_of(app_of(service))
    way = made.grant(sent(browser), "nora-1")
    hasty = browser_of(app_of(service, patience=0.2))
    hasty.cookies.update(browser.cookies)

    def late() -> tuple[int, bytes]:
        over.wait(30)
        return 200, b"{}"

    made.answers["/token"] = late
    assert_refused(hasty.get(way), 502)
    over.set()


def test_a_provider_that_is_gone(sqlite_service: Service) -> None:
    """Nothing listens at its port."""
    gone = at_provider(sqlite_service, "http://127.0.0.1:9")
    assert_refused(browser_of(app_of(gone)).post("/sign-in/oidc"), 502)


# --- what a browser may come with -----------------------------------------------------------------
def test_a_code_counts_once(browser: TestClient, service: Service, made: Made) -> None:
    """The same address again shows a page that says so; whoever is in stays in."""
    way = made.grant(sent(browser), "nora-1")
    assert browser.get(way).status_code == 303
    before = written(service)
    assert_refused(browser.get(way))
    assert written(service) == before
    assert browser.get("/inside").status_code == 200


def test_a_state_counts_once(browser: TestClient, service: Service, made: Made) -> None:
    """Even with a cookie that was kept and a provider that gives another code for it."""
    way_in = sent(browser)
    kept = dict(browser.cookies)
    assert browser.get(made.grant(way_in, "nora-1")).status_code == 303
    before = written(service)
    for subject in ("nora-1", "mallory"):
        other = another(browser)
        other.cookies.update(kept)
        assert_refused(other.get(made.grant(way_in, subject)), 409)
    assert written(service) == before


def test_a_state_of_another_browser_lets_nobody_in(
    browser: TestClient, service: Service, made: Made
) -> None:
    """Nobody is signed in as somebody else by a link, whether or not they began to sign in."""
    theirs = made.grant(sent(another(browser)), "mallory")
    assert_refused(browser.get(theirs))
    sent(browser)
    assert_refused(browser.get(theirs))
    assert set(written(service).values()) == {0}


@pytest.mark.parametrize("state", ["", "another", "ä"])
def test_another_state_does_not_end_the_question(
    browser: TestClient, made: Made, state: str
) -> None:
    """Whoever is led here by a foreign link goes on signing in."""
    way = made.grant(sent(browser), "nora-1")
    assert_refused(browser.get("/sign-in/callback", params={"state": state, "code": "a"}))
    assert browser.get(way).status_code == 303


def test_without_the_cookie_nobody_comes_in(browser: TestClient, made: Made) -> None:
    """A ticket that was changed, or signed for another step, is none."""
    way = made.grant(sent(browser), "nora-1")
    ticket = browser.cookies["__Host-sign-in"]
    browser.cookies.clear()
    assert_refused(browser.get(way))
    browser.cookies.set("__Host-sign-in", ticket[:-2] + "AA")
    assert_refused(browser.get(way))
    browser.cookies.clear()
    browser.cookies.set("__Host-link", ticket)
    assert_refused(browser.post("/sign-in/link", data={"token": "a"}))


def test_after_ten_minutes_one_begins_again(browser: TestClient, made: Made, clock: Clock) -> None:
    """However fresh the answer is."""
    way_in = sent(browser)
    clock.move(minutes=10)
    reply = browser.get(made.grant(way_in, "nora-1"))
    assert_refused(reply)
    assert "longer than ten minutes" in reply.text


def test_whoever_does_not_finish_is_told_so(browser: TestClient, service: Service) -> None:
    """In our words, never in those of the link."""
    asked = parse_qs(urlsplit(sent(browser)).query)
    said = {"error": "access_denied", "error_description": "<b>Call 555</b>"}
    reply = browser.get("/sign-in/callback", params={"state": asked["state"][0], **said})
    assert_refused(reply, 403)
    assert "You did not finish" in reply.text
    assert "555" not in reply.text
    assert set(written(service).values()) == {0}


@pytest.mark.parametrize("named", [None, "https://evil.example"])
def test_an_answer_names_its_issuer(browser: TestClient, made: Made, named: str | None) -> None:
    """Where the provider says that it does; another name lets nobody in anywhere."""
    made.discovery = {"authorization_response_iss_parameter_supported": True}
    way = made.grant(sent(browser), "nora-1")
    assert_refused(browser.get(f"{way}&iss={named}" if named else way))
    again = made.grant(sent(browser), "nora-1")
    assert browser.get(f"{again}&iss={made.issuer}").status_code == 303


def test_another_site_begins_nothing(browser: TestClient) -> None:
    """The gate knows where the button was pressed."""
    for path in ("/sign-in/oidc", "/sign-in/link"):
        assert browser.post(path, headers={"Origin": "https://evil.example"}).status_code == 403


def test_the_log_has_the_number_and_no_name(
    browser: TestClient, made: Made, caplog: pytest.LogCaptureFixture
) -> None:
    """The operator finds what was wrong by the number that the page shows."""
    with caplog.at_level(logging.WARNING, logger="service"):
        reply = back(browser, made, "nora-1", **ADDRESS, aud="another")
    line = next(one.getMessage() for one in caplog.records if one.name == "service")
    number, _, why = line.partition(": ")
    assert f"the number {number}." in reply.text
    assert why == "signing in failed: InvalidClaimError aud"
    assert SECRET not in caplog.text
    assert "nora" not in line


# --- accounts that were here before ---------------------------------------------------------------
def test_an_account_with_the_verified_address_is_asked_about(
    browser: TestClient, service: Service, made: Made
) -> None:
    """The page shows it masked and changes nothing; saying yes connects it and lets them in."""
    eve = account(service, "eve@example.edu", "Eve Ng")
    before = written(service)
    page = back(browser, made, "eve-1", email="Eve@example.edu", email_verified=True)
    assert page.status_code == 200
    assert "e•••@example.edu" in page.text
    assert "E••• N•••" in page.text
    assert "eve" not in page.text.lower()
    assert written(service) == before
    assert browser.get("/inside").status_code == 303
    reply = said_yes(browser, page)
    assert (reply.status_code, reply.headers["location"]) == (303, "/inside")
    digest = session.digest_of(reply.cookies[COOKIE])
    assert session.enter(service, digest).person_id == eve.person_id
    assert back(browser, made, "eve-1").status_code == 303  # known from now on


def test_what_a_browser_holds_fits_into_a_cookie(
    browser: TestClient, service: Service, made: Made
) -> None:
    """Browsers drop what is longer than 4 KB, name and all, and nobody could go on."""
    address = f"{'e' * 60}@{'d' * 60}.{'e' * 60}.example.edu"
    account(service, address, "Eve Ng")
    noise = b"".join(hashlib.sha512(bytes([one])).digest() for one in range(12))
    place = "/inside?" + base64.urlsafe_b64encode(noise).decode()[:900]
    claims = {"email": address, "email_verified": True, "name": "N" * 5000, "sid": "s" * 255}
    page = browser.get(
        made.grant(
            sent(browser, place),
            hashlib.sha512(b"eve").hexdigest() + hashlib.sha384(b"eve").hexdigest(),
            **claims,
        )
    )
    assert all(len(one.encode()) < 4096 for one in page.headers.get_list("set-cookie"))
    assert said_yes(browser, page).headers["location"] == place
    assert (
        browser.get(made.grant(sent(browser, "/" + "a" * 1500), "omar")).headers["location"] == "/"
    )


def said_yes(browser: TestClient, page: httpx.Response, token: str | None = None) -> httpx.Response:
    """Press the button of the question."""
    shown = page.text.partition('name="token" value="')[2].partition('"')[0]
    assert shown
    reply: httpx.Response = browser.post("/sign-in/link", data={"token": token or shown})
    return reply


def test_saying_yes_counts_once_and_in_this_browser(
    browser: TestClient, service: Service, made: Made
) -> None:
    """With the page's own token and the cookie that came with it."""
    account(service, "eve@example.edu", "Eve Ng")
    page = back(browser, made, "eve-1", email="eve@example.edu", email_verified=True)
    before = written(service)
    other = another(browser)
    assert_refused(said_yes(other, page))
    assert_refused(said_yes(browser, page, "another"))
    assert written(service) == before
    kept = browser.cookies["__Host-link"]
    assert said_yes(browser, page).status_code == 303
    after = written(service)
    other.cookies.set("__Host-link", kept)
    assert_refused(said_yes(other, page), 409)
    assert written(service) == after


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_nobody_verified_connects_nothing(
    browser: TestClient, service: Service, made: Made, verified: object
) -> None:
    """Whoever claims it comes in as somebody new, without the address."""
    eve = account(service, "eve@example.edu", "Eve Ng")
    reply = back(browser, made, "mallory", email="eve@example.edu", email_verified=verified)
    actor = session.enter(service, session.digest_of(reply.cookies[COOKIE]))
    assert actor.person_id != eve.person_id
    with reading(service.engine) as connection:
        assert people.subjects_of(connection, actor.person_id or 0) == ()


@pytest.mark.parametrize(
    ("claims", "held"),
    [
        ({"email": "Eve@example.edu"}, ("eve@example.edu",)),
        ({"email": "eve@example.edu", "email_verified": False}, ()),
        ({"email": "eve@example.edu", "email_verified": "true"}, ()),
        ({"email": "eve@mail.example.edu"}, ()),
        ({"email": "eve@example.edu@example.com"}, ()),
        ({"email": "eve@evilexample.edu"}, ()),
    ],
)
def test_addresses_of_the_providers_own_domains_are_sure(
    sqlite_service: Service, made: Made, claims: dict[str, Any], held: tuple[str, ...]
) -> None:
    """Where it says nothing of them and the operator does; what it says itself counts first."""
    there = at_provider(sqlite_service, made.issuer, mail_domains=("example.edu",))
    reply = back(browser_of(app_of(there)), made, "eve", **claims)
    actor = session.enter(there, session.digest_of(reply.cookies[COOKIE]))
    with reading(there.engine) as connection:
        assert people.subjects_of(connection, actor.person_id or 0) == held


def test_what_userinfo_verified_is_its_own_address(
    browser: TestClient, service: Service, made: Made
) -> None:
    """Not the one that the token names without a word of it."""
    made.discovery = {"userinfo_endpoint": f"{made.issuer}/userinfo"}
    made.userinfo = {"sub": "mallory", **ADDRESS}
    assert back(browser, made, "mallory", email="eve@example.edu").status_code == 303
    with reading(service.engine) as connection:
        assert people.subjects(connection) == frozenset()


@pytest.mark.parametrize("who", ["olga", "cora", "ben"])
def test_nobody_comes_into_duties_by_an_address(
    browser: TestClient, service: Service, made: Made, who: str
) -> None:
    """Not even with a verified one."""
    signed_in(service, who)
    before = written(service)
    address = f"{who}@example.edu"
    reply = back(browser, made, "mallory", email=address, email_verified=True)
    assert_refused(reply, 403)
    assert "Ask an operator" in reply.text
    assert written(service) == before


def test_an_address_that_was_given_to_somebody_else_is_no_way_in(
    browser: TestClient, service: Service, made: Made
) -> None:
    """The account is that of whoever had it before; they come in as somebody new."""
    first, second = (back(browser, made, one, **ADDRESS) for one in ("nora-1", "nora-2"))
    actors = [
        session.enter(service, session.digest_of(one.cookies[COOKIE])).person_id
        for one in (back(another(browser), made, "nora-1"), second)
    ]
    assert first.status_code == 303
    assert actors[0] != actors[1]


def test_where_only_known_people_come_in_others_are_told(
    sqlite_service: Service, made: Made
) -> None:
    """The office enrolls them first."""
    closed = at_provider(sqlite_service, made.issuer, admits_everybody=False)
    reply = back(browser_of(app_of(closed)), made, "nora-1", **ADDRESS)
    assert_refused(reply, 403)
    assert "Ask the office to enroll you" in reply.text
    assert set(written(closed).values()) == {0}


# --- out again ------------------------------------------------------------------------------------
def test_signing_out_ends_the_session_at_the_provider_too(
    browser: TestClient, service: Service, made: Made
) -> None:
    """Ours first; the provider is told who asks and where to send them back to."""
    token = back(browser, made, "nora-1").cookies[COOKIE]
    page = browser.get("/sign-out")
    assert f"form-action 'self' {made.issuer};" in page.headers["content-security-policy"]
    reply = browser.post("/sign-out")
    place = urlsplit(reply.headers["location"])
    assert f"{place.scheme}://{place.netloc}{place.path}" == f"{made.issuer}/end"
    assert parse_qs(place.query) == {
        "client_id": [CLIENT],
        "post_logout_redirect_uri": [f"{HOME}/sign-in"],
    }
    assert not session.is_live(service, session.digest_of(token))
    assert browser.get("/inside").status_code == 303


def test_a_provider_without_a_place_to_sign_out_is_left_alone(
    browser: TestClient, made: Made
) -> None:
    """Ours ends all the same."""
    made.discovery = {"end_session_endpoint": None}
    back(browser, made, "nora-1")
    assert browser.post("/sign-out").headers["location"] == "/sign-in"


def test_a_click_on_a_named_person_lets_nobody_in(browser: TestClient) -> None:
    """Production knows no named people."""
    assert browser.post("/sign-in", data={"person": "ada"}).status_code == 404


# --- the provider says that somebody left ---------------------------------------------------------
def left(browser: TestClient, token: str) -> httpx.Response:
    """Let the provider call; it comes from no page."""
    reply: httpx.Response = another(browser).post(
        "/sign-in/backchannel", data={"logout_token": token}, headers={"Origin": ""}
    )
    return reply


def test_whoever_signs_out_at_the_provider_is_signed_out_here(
    browser: TestClient, service: Service, made: Made
) -> None:
    """By the person: every session ends at once."""
    other = another(browser)
    for one in (browser, other):
        back(one, made, "nora-1")
    reply = left(browser, made.logout(sub="nora-1"))
    assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-store")
    assert [one.get("/inside").status_code for one in (browser, other)] == [303, 303]
    assert written(service)["person"] == 1


@pytest.mark.parametrize("subject", ["nora-1", None])
def test_one_session_at_the_provider_ends_those_that_came_of_it(
    browser: TestClient, made: Made, subject: str | None
) -> None:
    """With or without the person's name; a session of theirs at another place goes on."""
    other = another(browser)
    back(browser, made, "nora-1", sid="here")
    back(other, made, "nora-1", sid="there")
    assert left(browser, made.logout(sub=subject, sid="here")).status_code == 200
    assert [one.get("/inside").status_code for one in (browser, other)] == [303, 200]


@pytest.mark.parametrize(
    ("here", "leaves"),
    [
        ({}, {"sub": "eve-1"}),
        ({"sid": "here"}, {"sub": "eve-1"}),
        ({"sid": "here"}, {"sid": "here"}),
        ({}, {"sub": "eve-1", "sid": "here"}),
    ],
)
def test_whoever_leaves_while_they_are_asked_does_not_come_in(
    browser: TestClient,
    service: Service,
    made: Made,
    clock: Clock,
    here: dict[str, str],
    leaves: dict[str, str],
) -> None:
    """No session is there to end; nothing is connected, and the next sign-in is as any other."""
    account(service, "eve@example.edu", "Eve Ng")
    mine = {"email": "eve@example.edu", "email_verified": True}
    page = back(browser, made, "eve-1", **mine, **here)
    clock.move(minutes=1)
    assert left(browser, made.logout(**leaves)).status_code == 200
    before = written(service)
    assert_refused(said_yes(browser, page), 403)
    assert written(service) == before
    clock.move(minutes=1)
    again = said_yes(browser, back(browser, made, "eve-1", **mine, **here))
    assert again.status_code == 303


def test_another_session_at_the_provider_does_not_keep_anybody_out(
    browser: TestClient, service: Service, made: Made, clock: Clock
) -> None:
    """Who signed out on the phone goes on at the desk."""
    account(service, "eve@example.edu", "Eve Ng")
    mine = {"email": "eve@example.edu", "email_verified": True}
    page = back(browser, made, "eve-1", **mine, sid="desk")
    clock.move(minutes=1)
    left(browser, made.logout(sub="eve-1", sid="phone"))
    assert said_yes(browser, page).status_code == 303


# --- proving again who one is ---------------------------------------------------------------------
def again(browser: TestClient) -> str:
    """Press the button under "Sign in again", and return where the provider is."""
    data = {"next": "/profile", "again": "1"}
    return str(browser.post("/sign-in/oidc", data=data).headers["location"])


def proved(service: Service, reply: httpx.Response) -> object:
    """Return when the person of a session proved who they are."""
    with reading(service.engine) as connection:
        return people.authenticated_at(connection, session.digest_of(reply.cookies[COOKIE]))


def test_signing_in_again_asks_the_provider_for_it(
    browser: TestClient, service: Service, made: Made, clock: Clock
) -> None:
    """Although they are signed in there; the moment they did it is kept with the session."""
    page = browser.get("/sign-in", params={"again": "1", "next": "/profile"}).text
    assert "once more who you are" in page
    way = again(browser)
    asked = parse_qs(urlsplit(way).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    clock.move(minutes=2)
    reply = browser.get(made.grant(way, "nora-1", auth_time=int(clock.at.timestamp())))
    assert (reply.status_code, reply.headers["location"]) == (303, "/profile")
    assert proved(service, reply) == clock.at


@pytest.mark.parametrize("ago", [None, 62, 86_400])
def test_an_older_sign_in_does_not_do(
    browser: TestClient, service: Service, made: Made, clock: Clock, ago: int | None
) -> None:
    """A provider that let them through without asking has proved nothing."""
    at = None if ago is None else int(clock.at.timestamp()) - ago
    before = written(service)
    reply = browser.get(made.grant(again(browser), "nora-1", auth_time=at))
    assert_refused(reply, 403)
    assert "did not ask who you are again" in reply.text
    assert written(service) == before


@pytest.mark.parametrize("at", ["now", -1, True, 4_102_444_800])
def test_a_moment_that_is_none_lets_nobody_in(browser: TestClient, made: Made, at: object) -> None:
    """Nor does one that is yet to come."""
    assert_refused(back(browser, made, "nora-1", auth_time=at))


def test_what_the_provider_does_not_tell_is_not_known(
    browser: TestClient, service: Service, made: Made
) -> None:
    """Signed in without a moment is signed in, and not proved."""
    assert proved(service, back(browser, made, "nora-1")) is None


def test_a_sign_out_of_nobody_known_is_well(browser: TestClient, made: Made) -> None:
    """There is nothing to end."""
    assert left(browser, made.logout(sub="nobody", sid="nowhere")).status_code == 200


def test_a_logout_token_counts_once(browser: TestClient, made: Made) -> None:
    """Who signed in since stays in."""
    token = made.logout(sub="nora-1")
    assert left(browser, token).status_code == 200
    back(browser, made, "nora-1")
    assert left(browser, token).status_code == 400
    assert browser.get("/inside").status_code == 200


HOSTILE_LOGOUTS: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "another"},
    "another issuer": {"iss": "https://evil.example"},
    "no event": {"events": None},
    "another event": {"events": {"another": {}}},
    "events of another kind": {"events": ["http://schemas.openid.net/event/backchannel-logout"]},
    "a nonce": {"nonce": "one"},
    "no number": {"jti": None},
    "a number of another kind": {"jti": 7},
    "no time": {"iat": None},
    "nobody": {"sub": None},
    "somebody of another kind": {"sub": ["nora-1"]},
    "ended": {"exp": 1},
    "long ago": {"iat": 1_000_000_000, "exp": None},
    "a time that is none": {"iat": -1e300, "exp": None},
}


@pytest.mark.parametrize("claims", HOSTILE_LOGOUTS.values(), ids=HOSTILE_LOGOUTS)
def test_what_is_no_logout_token_ends_nothing(
    browser: TestClient, service: Service, made: Made, claims: dict[str, Any]
) -> None:
    """Nobody signs others out."""
    back(browser, made, "nora-1")
    before = written(service)
    reply = left(browser, made.logout(**{"sub": "nora-1", **claims}))
    assert (reply.status_code, reply.json()) == (400, {"error": "invalid_request"})
    assert browser.get("/inside").status_code == 200
    assert written(service) == before


@pytest.mark.parametrize(("seconds", "status"), [(-601, 400), (-599, 200), (59, 200), (61, 400)])
def test_a_logout_token_is_good_for_ten_minutes(
    browser: TestClient, made: Made, clock: Clock, seconds: int, status: int
) -> None:
    """Whatever end it names; clocks may differ by a minute."""
    made_at = int(clock().timestamp()) + seconds
    token = made.logout(sub="nora-1", iat=made_at, exp=made_at + 9000)
    assert left(browser, token).status_code == status


def test_an_id_token_signs_nobody_out(browser: TestClient, made: Made) -> None:
    """Nor does a token that nobody signed, or none at all."""
    back(browser, made, "nora-1")
    claims = made.claims("nora-1", jti="a", events={"a": {}})
    for token in (made.sign(claims), made.unsigned(claims), ""):
        assert left(browser, token).status_code == 400
    assert browser.get("/inside").status_code == 200


@pytest.mark.parametrize("path", ["oidc", "link", "backchannel"])
def test_the_demonstration_has_none_of_these_addresses(sqlite_service: Service, path: str) -> None:
    """Its gate asks for a session, and where a request came from, as everywhere."""
    app = Starlette(middleware=[Middleware(Gate, service=sqlite_service)])
    here = "http://127.0.0.1:8501"
    demo = TestClient(app, base_url=here, client=("127.0.0.1", 50_000), follow_redirects=False)
    assert demo.post(f"/sign-in/{path}").status_code == 403
    assert demo.post(f"/sign-in/{path}", headers={"Origin": here}).status_code == 401
