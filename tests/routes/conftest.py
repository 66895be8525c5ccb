"""Our own addresses behind the gate, without Streamlit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from routes import (
    answer,
    badges,
    disclose,
    documents,
    feed,
    files,
    go,
    health,
    learner_match,
    moc,
    office,
    pars,
    part4,
    reports,
    rest,
    tables,
    templates,
    tester,
    verify,
)
from routes.gate import Gate
from routes.sign_in import SignIn
from routes.table import REFUSALS
from workflows.content.arrivals import behind
from workflows.content.moc import explained
from workflows.content.office import office_of
from workflows.credit.badges import identity, standing
from workflows.credit.feed import subscribed
from workflows.credit.verify import verify as look

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflows.service import Service

HOST = "http://127.0.0.1:8501"


@pytest.fixture
def browser(sqlite_service: Service) -> Callable[..., TestClient]:
    """Return a function that opens a browser with a session token (or with none)."""
    app = Starlette(
        routes=[
            *health.routes(sqlite_service),
            *rest.routes(sqlite_service),
            *SignIn(sqlite_service).routes(),
            *files.routes(sqlite_service),
            *documents.routes(sqlite_service),
            *tables.routes(sqlite_service),
            *reports.routes(sqlite_service),
            *pars.routes(sqlite_service),
            *part4.routes(sqlite_service),
            *learner_match.routes(sqlite_service),
            *templates.routes(sqlite_service),
            *verify.routes(sqlite_service, look),
            *badges.routes(sqlite_service, identity, standing),
            *moc.routes(sqlite_service, explained),
            *office.routes(sqlite_service, office_of),
            *go.routes(sqlite_service, behind),
            *feed.routes(sqlite_service, subscribed),
            *disclose.routes(sqlite_service),
            *tester.routes(sqlite_service),
        ],
        middleware=[
            Middleware(Gate, service=sqlite_service),
            Middleware(answer.Saving, service=sqlite_service, handlers=REFUSALS),
        ],
        exception_handlers=REFUSALS,
    )

    def opened(
        token: str | None = None, origin: str = HOST, client: str = "127.0.0.1", host: str = HOST
    ) -> TestClient:
        return TestClient(
            app,
            base_url=host,
            follow_redirects=False,
            headers={"Origin": origin},
            cookies={"session": token} if token else None,
            client=(client, 50_000),
        )

    return opened
