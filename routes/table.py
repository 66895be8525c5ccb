"""Every address that is not Streamlit's, and what stands before all of them, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware

from routes import answer, files, health, refused, verify
from routes.gate import Gate
from routes.headers import Headers
from routes.sign_in import SignIn
from routes.static import Static
from workflows.refusals import Refused

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from routes.static import Assets
    from workflows.service import Service

# A refusal raised anywhere behind an address leaves in one way.
REFUSALS: dict[Any, Any] = {Refused: refused.answer}


def routes(service: Service) -> list[BaseRoute]:
    """Return our own addresses."""
    return [
        *health.routes(service),
        *SignIn(service).routes(),
        *answer.routes(service),
        *files.routes(service),
        *verify.routes(service, lambda _service, _code: None),
    ]


def middleware(service: Service, assets: Assets, index: str) -> list[Middleware]:
    """Return what every request passes, outermost first; `index` is Streamlit's first page."""
    return [
        Middleware(Headers, settings=service.settings, index=index),
        Middleware(Gate, service=service),
        Middleware(Static, assets=assets),
    ]
