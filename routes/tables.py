"""Tables that need permission: rosters, completions, figures of questions, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from credit.calendar import local_day
from documents.file_names import file_name
from documents.text_sheet import TYPE as EXCEL
from routes.door import actor_of
from routes.files import download
from workflows.messages import desk
from workflows.reports import completions, roster, statistics

if TYPE_CHECKING:
    from datetime import date

    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service

CSV = "text/csv; charset=utf-8"
LONGEST = 6  # digits of an edition


def routes(service: Service) -> list[Route]:
    """Return the routes; each table that names people is an act of the person who asks."""

    def table(request: Request) -> Response:
        asked = request.query_params
        content = roster.export(actor_of(service, request), _key(request), wanted(request))
        return _named(service, "roster", content, asked.get("activity", ""))

    def completed(request: Request) -> Response:
        content = completions.export(actor_of(service, request), _key(request))
        name = file_name("completions", "xlsx", _today(service), _key(request))
        return download(content, EXCEL, name)

    def figures(request: Request) -> Response:
        number = request.query_params.get("edition", "")
        chosen = int(number) if number.isdecimal() and len(number) <= LONGEST else None
        content = statistics.export(actor_of(service, request), _key(request), chosen)
        return _named(service, "statistics", content.encode("utf-8-sig"), _key(request))

    def messages(request: Request) -> Response:
        content = desk.file(actor_of(service, request), request.path_params["batch"])
        return _named(service, "messages", content)

    return [
        Route("/export/roster", table, methods=["GET"]),
        Route("/export/completions", completed, methods=["GET"]),
        Route("/export/statistics", figures, methods=["GET"]),
        Route("/export/messages/{batch}", messages, methods=["GET"]),
    ]


def wanted(request: Request) -> roster.Wanted:
    """Return which people of a roster are asked for: by id, since no name stands in an address."""
    asked = request.query_params
    people = tuple(one for one in asked.get("people", "").split(",") if one)
    return roster.Wanted(asked.get("stage") or None, people=people)


def _key(request: Request) -> str:
    return request.query_params.get("activity", "")


def _named(service: Service, what: str, content: bytes, key: str = "") -> Response:
    return download(content, CSV, file_name(what, "csv", _today(service), key))


def _today(service: Service) -> date:
    return local_day(service.now(), service.settings.zone)
