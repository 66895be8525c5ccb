"""The gate: who is let through, and what everybody else is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from routes import health
from routes.gate import Gate, safe_next, token_in
from tests.people import token_of
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflows.service import Service


def test_a_session_is_let_through(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """A live session reaches its own files."""
    reply = browser(token_of(sqlite_service, "ada")).get("/transcript.csv")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"


def test_signed_out_pages_lead_through_sign_in(browser: Callable[..., TestClient]) -> None:
    """The place asked for comes along."""
    reply = browser().get("/transcript.csv?from=2026-01-01")
    assert reply.status_code == 303
    assert reply.headers["location"] == "/sign-in?next=%2Ftranscript.csv%3Ffrom%3D2026-01-01"


def test_signed_out_posts_are_refused(browser: Callable[..., TestClient]) -> None:
    """A POST is answered, never redirected."""
    assert browser().post("/answer", json={}).status_code == 401


def test_a_forged_header_is_stripped(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """Naming a digest oneself gives nothing."""
    digest = session.digest_of(token_of(sqlite_service, "ada"))
    reply = browser().get("/transcript.csv", headers={"X-Session": digest})
    assert reply.status_code == 303


@pytest.mark.parametrize(
    "others",
    [
        "a=b __Host-session=evil",
        "a=b\t__Host-session=evil",
        "a=b,__Host-session=evil",
        '{"a": 1}={2}',
        'a="',
        "=c",
        "\xa0__Host-session=evil",
        "a=b\x85__Host-session=evil",
        "__host-session=evil",
    ],
)
def test_a_cookie_of_another_host_of_the_domain_takes_the_place_of_none(others: str) -> None:
    """Browsers let only this host set the name; what looks like it in another's value is none."""
    for sent in (f"{others}; __Host-session=own; z=1", f'y=1; __Host-session=own; {others}; z="'):
        assert token_in(Headers({"cookie": sent}), "__Host-session") == "own"
    assert token_in(Headers({"cookie": others}), "__Host-session") is None


def test_of_two_cookies_of_one_name_neither_is_taken() -> None:
    """Nobody can tell whose is whose."""
    given = Headers({"cookie": "session=one; session=two"})
    assert token_in(given, "session") is None


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:8502",
        "https://127.0.0.1:8501",
        "ws://127.0.0.1:8501",
        "null",
        "",
    ],
)
def test_a_foreign_origin_changes_nothing(
    browser: Callable[..., TestClient], sqlite_service: Service, origin: str
) -> None:
    """Same site is not enough: the origin must be this very host."""
    client = browser(token_of(sqlite_service, "ada"), origin)
    assert client.post("/answer", json={}).status_code == 403


def test_a_session_that_ended_is_refused(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """Signing out kills the cookie wherever it was copied to."""
    token = token_of(sqlite_service, "ada")
    session.sign_out(session.enter(sqlite_service, session.digest_of(token)))
    assert browser(token).get("/transcript.csv").status_code == 303


def test_health_and_verify_are_open(browser: Callable[..., TestClient]) -> None:
    """Nobody needs an account to check a certificate."""
    assert browser().get("/healthz").status_code == 200
    unknown = browser().get("/verify/" + "0" * 32)
    assert unknown.status_code == 404
    for malformed in ("nonsense", "non/sense", "0" * 500):
        reply = browser().get(f"/verify/{malformed}")
        assert (reply.status_code, reply.text) == (404, unknown.text)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "["}, 400),
        ({"Host": ""}, 400),
        ({"Origin": "http://["}, 403),
        ({"Origin": "127.0.0.1:8501"}, 403),
    ],
)
def test_nonsense_for_a_host_is_refused(
    browser: Callable[..., TestClient], headers: dict[str, str], status: int
) -> None:
    """What cannot be read as a host is none of ours, and no fault of the server."""
    assert browser().post("/sign-in", headers=headers).status_code == status


@pytest.mark.parametrize("ours", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_the_demonstration_serves_its_own_machine(
    browser: Callable[..., TestClient], ours: str
) -> None:
    """By either kind of address."""
    assert browser(client=ours).get("/sign-in").status_code == 200


@pytest.mark.parametrize("theirs", ["192.0.2.7", "2001:db8::7", "::ffff:192.0.2.7", "", "nobody"])
def test_the_demonstration_serves_nobody_else(
    browser: Callable[..., TestClient], theirs: str
) -> None:
    """Anyone signs in as anyone there: a Host header that says loopback opens nothing."""
    for place in ("/sign-in", "/transcript.csv", "/healthz"):
        assert browser(client=theirs).get(place).status_code == 403


def test_the_demonstration_is_not_reached_by_another_address_of_the_machine(
    browser: Callable[..., TestClient],
) -> None:
    """Listening on every address, it answers on loopback alone."""
    from_afar = browser(host="http://192.0.2.1:8501")
    reply = from_afar.get("/sign-in", headers={"Host": "127.0.0.1:8501"})
    assert reply.status_code == 403


@given(st.text(max_size=60) | st.sampled_from(["//evil", "/\\evil", "https://evil", "/a?b=c"]))
def test_next_stays_on_this_host(text: str) -> None:
    """Whatever stands in the link, the way leads to a path of our own."""
    place = safe_next(text)
    assert place.startswith("/")
    assert not place.startswith("//")
    assert "\\" not in place


@pytest.mark.parametrize(("who", "status"), [("cora", 404), ("ben", 404), ("ada", 403)])
def test_only_those_who_bring_questions_in_may_upload(
    browser: Callable[..., TestClient], sqlite_service: Service, who: str, status: int
) -> None:
    """Staff and authors reach Streamlit (which is not here: 404); a learner's file is not taken."""
    reply = browser(token_of(sqlite_service, who)).put("/_stcore/upload_file/a/b", content=b"x")
    assert reply.status_code == status


def test_a_template_is_for_everyone_who_is_signed_in(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """It comes under a name that says what it is; another ending is unknown."""
    client = browser(token_of(sqlite_service, "cora"))
    reply = client.get("/export/template.xlsx")
    assert reply.headers["content-disposition"] == 'attachment; filename="question-template.xlsx"'
    assert reply.content.startswith(b"PK")
    assert client.get("/export/template.doc").status_code == 404


@pytest.mark.parametrize(
    ("proto", "status"),
    [("https", 303), ("https, https", 303), ("", 400), ("http", 400), ("https, http", 400)],
)
def test_production_answers_what_came_by_https_alone(
    sqlite_service: Service, proto: str, status: int
) -> None:
    """The proxy has to say so, and every other one before it; else one sentence says what lacks."""
    client = in_production(sqlite_service, {"X-Forwarded-Proto": proto})
    reply = client.get("/records")
    assert reply.status_code == status
    assert ("X-Forwarded-Proto" in reply.text) == (status == 400)


def test_health_is_asked_from_beside_the_proxy(sqlite_service: Service) -> None:
    """By whatever name, and in the clear."""
    client = in_production(sqlite_service, {"Host": "127.0.0.1:8501"})
    assert client.get("/healthz").status_code == 200


def in_production(service: Service, headers: dict[str, str]) -> TestClient:
    """Return a browser of a service whose address is https, reached in the clear by its proxy."""
    home = "cme.example.edu"
    settings = replace(service.settings, mode="production", public_url=f"https://{home}")
    own = replace(service, settings=settings)
    app = Starlette(
        routes=health.routes(own),
        middleware=[Middleware(Gate, service=own)],
    )
    return TestClient(app, f"http://{home}", follow_redirects=False, headers=headers)
