"""An answer card that sends to a service whose database has its troubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from routes import answer, health
from routes.failed import answering
from routes.gate import Gate
from routes.table import REFUSALS

if TYPE_CHECKING:
    from workflows.service import Service

HOST = "http://127.0.0.1:8501"
CALM = "Nothing that was saved is lost"


def browser(service: Service, token: str) -> TestClient:
    """Open a browser on what the answer card talks to."""
    app = Starlette(
        routes=health.routes(service),
        middleware=[
            Middleware(Gate, service=service),
            Middleware(answer.Saving, service=service, handlers=REFUSALS),
        ],
        exception_handlers={Exception: answering({})},
    )
    return TestClient(
        app,
        base_url=HOST,
        headers={"Origin": HOST},
        cookies={"session": token},
        client=("127.0.0.1", 50_000),
        raise_server_exceptions=False,
    )


def post(card: TestClient, attempt: str, seq: int) -> tuple[int, str]:
    """Send the next answer to question 1; return status and words."""
    sent = {"attempt": attempt, "position": 1, "seen": seq, "value": "ab"[seq % 2]}
    reply = card.post("/answer", json=sent)
    return reply.status_code, reply.text
