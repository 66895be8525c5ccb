"""Saving by POST, as the answer card does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import front_digest, publish
from tests.people import signed_in, token_of
from workflows.attempts.start import start
from workflows.content.halt import halt
from workflows.people import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service


def begun(service: Service) -> tuple[str, str]:
    """Return Ada's token and her attempt."""
    token = token_of(service, "ada")
    ada = session.enter(service, session.digest_of(token))
    key = publish(service)
    return token, start(ada, key, front_digest(service, key))


def test_an_answer_is_saved(browser: Callable[..., TestClient], sqlite_service: Service) -> None:
    """The receipt carries seq and time."""
    token, attempt = begun(sqlite_service)
    body = {"attempt": attempt, "position": 1, "seen": 0, "value": "b", "seconds": 3}
    reply = browser(token).post("/answer", json=body)
    assert (reply.status_code, reply.json()["seq"]) == (200, 1)


def test_a_stale_window_is_told_both(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """409 with what is saved."""
    token, attempt = begun(sqlite_service)
    body = {"attempt": attempt, "position": 1, "seen": 0, "value": "b"}
    browser(token).post("/answer", json=body)
    reply = browser(token).post("/answer", json={**body, "value": "c"})
    assert reply.status_code == 409
    assert (reply.json()["current"], reply.json()["seq"]) == ("b", 1)


def test_while_paused_the_card_is_told_why(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """409 with the reason and nothing to choose between: no answer was replaced by another."""
    token, attempt = begun(sqlite_service)
    reason = "A dose is being checked."
    halt(signed_in(sqlite_service, "cora"), "small", "paused", reason, 0)
    body = {"attempt": attempt, "position": 1, "seen": 0, "value": "b"}
    reply = browser(token).post("/answer", json=body)
    assert reply.status_code == 409
    assert reason in reply.json()["message"]
    assert "seq" not in reply.json()


def test_someone_elses_attempt_is_unknown(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """Dan's request is answered like one for an id that does not exist."""
    _token, attempt = begun(sqlite_service)
    dan = browser(token_of(sqlite_service, "dan"))
    body = {"attempt": attempt, "position": 1, "seen": 0, "value": "b"}
    foreign = dan.post("/answer", json=body)
    unknown = dan.post("/answer", json={**body, "attempt": "0" * 32})
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json() == unknown.json()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"attempt": 1}', b"\xff"])
def test_what_cannot_be_read_is_refused(
    browser: Callable[..., TestClient], sqlite_service: Service, body: bytes
) -> None:
    """400 with a sentence, never a trace."""
    token, _attempt = begun(sqlite_service)
    reply = browser(token).post("/answer", content=body)
    assert reply.status_code == 400
    assert "Traceback" not in reply.text


def test_a_long_body_is_cut_off(
    browser: Callable[..., TestClient], sqlite_service: Service
) -> None:
    """Nothing that belongs here is longer than a long note."""
    token, _attempt = begun(sqlite_service)
    reply = browser(token).post("/answer", content=b"x" * 100_000)
    assert reply.status_code == 413
