"""The cookie that holds a browser's session: set at signing in, emptied at signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.gate import token_in
from workflows.people import session
from workflows.refusals import SignedOut

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from settings import Settings
    from workflows.service import Service

HOUR = 3_600  # seconds
DAY = 24 * HOUR


def hand_out(answer: Response, settings: Settings, token: str) -> None:
    """Let the browser hold a session's token; scripts cannot read it."""
    _set(answer, settings, token, settings.learner_days * DAY)


def lend(answer: Response, settings: Settings, token: str) -> None:
    """Let the browser hold a session's token for as long as a working day."""
    _set(answer, settings, token, settings.staff_hours * HOUR)


def take_back(answer: Response, settings: Settings) -> None:
    """Let the browser forget its session."""
    _set(answer, settings, "", 0)


def end(service: Service, request: Request) -> None:
    """End the session that a browser came with, if it lives."""
    token = token_in(request.headers, service.settings.cookie)
    if token is None:
        return
    try:
        session.sign_out(session.enter(service, session.digest_of(token)))
    except SignedOut:
        return  # it had ended already


def _set(answer: Response, settings: Settings, token: str, seconds: int) -> None:
    answer.set_cookie(
        settings.cookie,
        token,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.secure,
    )
