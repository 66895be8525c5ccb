"""Figures as files: each table by its name, to those who may see it, and kept by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions import publish
from tests.learning import attempted
from tests.people import signed_in, token_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from workflows.service import Service


@pytest.fixture
def key(sqlite_service: Service) -> str:
    """An activity that Ada took twice."""
    made = publish(sqlite_service)
    ada = signed_in(sqlite_service, "ada")
    attempted(ada, made, right=1)
    attempted(ada, made)
    return made


@pytest.mark.parametrize(
    ("table", "head"),
    [
        ("statistics", "item,version,type"),
        ("statistics/option-curves", "item,version,option"),
        ("statistics/scores", "from_percent,below_percent,people"),
        ("statistics/pooled", "item,version,n"),
        ("statistics/edits", "item,before,after"),
        ("statistics/learning", "objective,text,repeaters"),
    ],
)
def test_figures_of_questions_are_files(
    browser: Callable[..., TestClient], sqlite_service: Service, key: str, table: str, head: str
) -> None:
    """As text for spreadsheets, named after what they are, and not stored."""
    cora = browser(token_of(sqlite_service, "cora"))
    reply = cora.get(f"/export/{table}?activity={key}&edition=1")
    assert (reply.status_code, reply.text.lstrip("\ufeff").startswith(head)) == (200, True)
    assert reply.headers["cache-control"] == "no-store"
    assert ".csv" in reply.headers["content-disposition"]


@pytest.mark.parametrize(
    ("table", "section"),
    [
        ("month", "uptake"),
        ("specialty", "uptake"),
        ("credit", "credit"),
        ("scores", "outcomes"),
    ],
)
def test_the_overview_s_tables_are_files(
    browser: Callable[..., TestClient], sqlite_service: Service, key: str, table: str, section: str
) -> None:
    """Of the period that the address names; what is no day is as if it were not there."""
    del key
    cora = browser(token_of(sqlite_service, "cora"))
    asked = f"section={section}&from=2026-01-01&to=never"
    reply = cora.get(f"/export/overview/{table}?{asked}")
    assert (reply.status_code, reply.headers["cache-control"]) == (200, "no-store")
    assert len(reply.text.splitlines()) > 1 or table == "credit"  # nobody claimed


@pytest.mark.parametrize(
    "address",
    [
        "statistics/names?activity=small.1",
        "statistics/scores?activity=nothing.1",
        "overview/evaluation?section=evaluations&activity=nothing.1",
    ],
)
def test_what_is_not_there_is_not_found(
    browser: Callable[..., TestClient], sqlite_service: Service, key: str, address: str
) -> None:
    """A table or an activity of a made-up address."""
    del key
    assert browser(token_of(sqlite_service, "cora")).get(f"/export/{address}").status_code == 404


@pytest.mark.parametrize(
    "address", ["statistics/scores?activity=small.1", "overview/month?section=uptake"]
)
def test_learners_get_no_figures(
    browser: Callable[..., TestClient], sqlite_service: Service, key: str, address: str
) -> None:
    """Hiding the screen is not all there is."""
    del key
    assert browser(token_of(sqlite_service, "ada")).get(f"/export/{address}").status_code == 403
