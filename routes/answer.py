"""What the answer card saves without a run of the script: answers, margins, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import Field, JsonValue, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route, Router

from quizzes.text import Closed
from routes.body import body_of
from routes.door import acting
from routes.refused import BadRequest
from workflows.attempts.margin import comment, margin
from workflows.attempts.save import save

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, ExceptionHandler, Receive, Scope, Send

    from workflows.act import Actor
    from workflows.attempts.save import Saved
    from workflows.service import Service

MOST = 10_000  # positions, options, corrections: more is no question


class Answer(Closed):
    """An answer as the card sends it."""

    attempt: str
    position: int = Field(ge=1, le=MOST)
    seen: int = Field(ge=0, le=MOST)
    value: JsonValue
    confidence: str | None = None
    seconds: int = Field(default=0, ge=0)

    def keep(self, actor: Actor) -> Saved:
        """Save it."""
        return save(
            actor,
            self.attempt,
            position=self.position,
            seen=self.seen,
            value=self.value,
            confidence=self.confidence,
            seconds=self.seconds,
        )


class Aside(Closed):
    """Flag, struck options and note as the card sends them."""

    attempt: str
    position: int = Field(ge=1, le=MOST)
    flag: bool = False
    struck: list[str] = Field(default_factory=list, max_length=MOST)
    note: str = ""

    def keep(self, actor: Actor) -> Saved:
        """Save them."""
        return margin(
            actor,
            self.attempt,
            position=self.position,
            flag=self.flag,
            struck=self.struck,
            note=self.note,
        )


class Comment(Closed):
    """A comment to the authors of an item as the card sends it."""

    attempt: str
    position: int = Field(ge=1, le=MOST)
    text: str

    def keep(self, actor: Actor) -> Saved:
        """Send it."""
        return comment(actor, self.attempt, position=self.position, text=self.text)


Body = TypeVar("Body", Answer, Aside, Comment)


class Saving:
    """ASGI middleware that answers what the card sends; the rest is passed on.

    It stands right behind the gate: the layers that Streamlit has before its addresses cost a
    seventh of a save (measured), and are for what it serves itself.
    """

    def __init__(
        self, app: ASGIApp, service: Service, handlers: Mapping[Any, ExceptionHandler]
    ) -> None:
        """Take what answers to a refusal by its class."""
        self._app = app
        routes = [
            Route("/answer", _saving(service, Answer), methods=["POST"]),
            Route("/aside", _saving(service, Aside), methods=["POST"]),
            Route("/comment", _saving(service, Comment), methods=["POST"]),
        ]
        self._paths = frozenset(one.path for one in routes)
        self._own = ExceptionMiddleware(Router(routes), handlers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Save, or pass the request on."""
        own = scope["type"] == "http" and scope["path"] in self._paths
        await (self._own if own else self._app)(scope, receive, send)


def _saving(service: Service, kind: type[Body]) -> Callable[[Request], Any]:
    async def handle(request: Request) -> Response:
        sent = _parsed(kind, await body_of(request))
        return await run_in_threadpool(_kept, service, request, sent)

    return handle


def _kept(service: Service, request: Request, sent: Answer | Aside | Comment) -> Response:
    saved = sent.keep(acting(service, request))
    receipt = {"seq": saved.seq, "at": saved.at.isoformat()}
    return JSONResponse(receipt, headers={"Cache-Control": "no-store"})


def _parsed(kind: type[Body], body: bytes) -> Body:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the request"
        message = (
            f"This could not be read ({where}: {first['msg']}). Reload the page and try again."
        )
        raise BadRequest(message) from error
