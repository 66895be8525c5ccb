"""/metrics: numbers of one process and its database, for a monitor and nobody else."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from routes import metrics
from routes.gate import Gate
from settings import Keeping
from storage.connect import reading
from tests.editions import publish
from tests.people import signed_in
from tests.taking import answer, start_at
from workflows.attempts.settle import submit
from workflows.counted import REGISTRY
from workflows.operations import gauges
from workflows.people import demo
from workflows.people.session import system
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from httpx import Response

    from workflows.act import Actor
    from workflows.service import Service

LOCAL, TOKEN = "http://127.0.0.1:8501", "0123456789abcdef0123"


def ask(service: Service, client: str = "127.0.0.1", host: str = LOCAL, **headers: str) -> Response:
    """Ask for the numbers."""
    app = Starlette(routes=metrics.routes(service), middleware=[Middleware(Gate, service=service)])
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    reply: Response = TestClient(app, base_url=host, client=(client, 50_000)).get(
        "/metrics", headers=named
    )
    return reply


def guarded(service: Service) -> Service:
    """The service in production, with a token."""
    settings = replace(
        service.settings,
        mode="production",
        public_url="https://learn.example.edu",
        keeping=Keeping(metrics_token=TOKEN),
    )
    return replace(service, settings=settings)


def value(name: str, **labels: str) -> float:
    """Return what this process has counted so far."""
    return REGISTRY.get_sample_value(name, labels) or 0


def test_what_was_done_is_counted(sqlite_service: Service) -> None:
    """Acts by outcome, saves with how long they took, and the numbers of the database."""
    done = {"act": "answer.save", "outcome": "done"}
    refused = {"act": "attempt.submit", "outcome": "NotFound"}
    before = value("assessment_acts_total", **done), value("assessment_save_seconds_count")
    missed = value("assessment_acts_total", **refused)
    away = value("assessment_turned_away_total", outcome="NotFound")
    ada = signed_in(sqlite_service, "ada")
    attempt = start_at(ada, publish(sqlite_service))
    answer(ada, attempt, {1: "a", 2: "b"})
    with pytest.raises(NotFound):
        submit(ada, "0" * 32)
    assert value("assessment_acts_total", **done) == before[0] + 2
    assert value("assessment_save_seconds_count") == before[1] + 2
    assert value("assessment_acts_total", **refused) == missed + 1
    assert value("assessment_turned_away_total", outcome="NotFound") == away + 1
    said = ask(sqlite_service).text
    live = f"live_sessions {len(demo.PEOPLE)}.0"
    for line in ("attempts 1.0", "editions 1.0", live, "pars_waiting 0.0"):
        assert f"\nassessment_{line}\n" in said
    assert "assessment_backup_age_seconds" not in said  # there is none


def test_saves_that_failed_are_there_before_the_first(sqlite_service: Service) -> None:
    """As a zero: a number that only appears with the first failure did not grow for a monitor."""
    said = ask(sqlite_service).text
    assert '\nassessment_acts_total{act="answer.save",outcome="failed"} ' in said


def test_the_database_is_asked_at_most_every_15_seconds(
    sqlite_service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks in between is told the same."""
    asked: list[Actor] = []

    def measured(actor: Actor) -> tuple[()]:
        asked.append(actor)
        return ()

    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(gauges, "measure", measured)
    page = gauges.Gauges(system(sqlite_service))
    page.page(), page.page()
    assert len(asked) == 1
    now[0] += gauges.KEPT
    page.page()
    assert len(asked) == 2


@pytest.mark.parametrize(
    "headers",
    [{}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"x_session": "anything"}],
)
def test_without_the_token_there_is_nothing(
    sqlite_service: Service, headers: dict[str, str]
) -> None:
    """Also for this very machine, where a token is set."""
    assert ask(guarded(sqlite_service), **headers).status_code == 404


def test_the_token_opens_it_from_anywhere(sqlite_service: Service) -> None:
    """Under whatever name the monitor knows the machine."""
    reply = ask(
        guarded(sqlite_service),
        "10.0.0.9",
        "http://replica-2:8501",
        authorization=f"Bearer {TOKEN}",
    )
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize(
    ("client", "host", "headers"),
    [
        ("10.0.0.9", LOCAL, {}),
        ("127.0.0.1", "http://learn.example.edu", {}),
        ("127.0.0.1", LOCAL, {"x_forwarded_for": "10.0.0.9"}),
        ("127.0.0.1", LOCAL, {"forwarded": "for=10.0.0.9"}),
    ],
    ids=["another machine", "another name", "through a proxy", "through another"],
)
def test_without_a_token_it_is_for_this_machine_alone(
    sqlite_service: Service, client: str, host: str, headers: dict[str, str]
) -> None:
    """A proxy beside us comes from loopback as well."""
    settings = replace(sqlite_service.settings, mode="production", public_url=LOCAL)
    reply = ask(replace(sqlite_service, settings=settings), client, host, **headers)
    assert reply.status_code == 404


def test_every_number_finds_an_index(service: Service) -> None:
    """A monitor asks all the time, also of a database of millions."""
    with reading(service.engine) as connection:
        if connection.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM session"
                " WHERE expires_at > '2026-12-01' AND revoked_at IS NULL"
            ).all()
            assert "ix_session_expires_at" in str(plan)
    assert gauges.Gauges(system(service)).page()
