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


def hand_out(answer: Response, service: Service, request: Request, token: str) -> None:
    """Let the browser hold a new session's token, which no script can read; the one before ends."""
    _leave(answer, service, request, token)
    _set(answer, service.settings, token, service.settings.learner_days * DAY)


def lend(answer: Response, service: Service, request: Request, token: str) -> None:
    """Do the same for as long as a working day."""
    _leave(answer, service, request, token)
    _set(answer, service.settings, token, service.settings.staff_hours * HOUR)


def take_back(answer: Response, settings: Settings) -> None:
    """Let the browser forget its session."""
    _set(answer, settings, "", 0)


def end(service: Service, request: Request) -> int | None:
    """End the session that a browser came with, if it lives, and return whose it was."""
    token = token_in(request.headers, service.settings.cookie)
    if token is None:
        return None
    try:
        actor = session.enter(service, session.digest_of(token))
        session.sign_out(actor)
    except SignedOut:
        return None  # it had ended already
    return actor.person_id


def _leave(answer: Response, service: Service, request: Request, token: str) -> None:
    """End the session before; what its person typed is not for another who signs in here."""
    before = end(service, request)
    if before not in {None, session.enter(service, session.digest_of(token)).person_id}:
        answer.headers["Clear-Site-Data"] = '"storage"'


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
