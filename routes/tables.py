"""Tables that need permission: rosters, completions, figures of questions, messages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from starlette.routing import Route

from credit.calendar import local_day
from documents.file_names import file_name
from documents.text_sheet import TYPE as EXCEL
from routes.door import actor_of
from routes.files import download
from workflows.messages import desk
from workflows.operations import audit
from workflows.refusals import NotFound
from workflows.reports import completions, learning, pooled, roster, statistics
from workflows.reports.overview import look as overview

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service

CSV = "text/csv; charset=utf-8"
LONGEST = 6  # digits of an edition
OF_AN_EDITION = {
    "statistics": statistics.export,
    "option-curves": statistics.export_curves,
    "scores": statistics.export_scores,
}
OF_ALL = {
    "pooled": pooled.export,
    "edits": pooled.export_edits,
    "learning": learning.export,
}


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
        """Send figures of questions: what is asked for is a name of `OF_AN_EDITION` or `OF_ALL`."""
        name = request.path_params.get("table", "statistics")
        actor, key = actor_of(service, request), _key(request)
        if name in OF_ALL:
            content = OF_ALL[name](actor, key)
        elif name in OF_AN_EDITION:
            content = OF_AN_EDITION[name](actor, key, _edition(request))
        else:
            what = "table"
            raise NotFound(what)
        return _named(service, name, content.encode("utf-8-sig"), key)

    def program(request: Request) -> Response:
        asked, name = request.query_params, request.path_params["table"]
        section = cast("overview.Section", asked.get("section", ""))
        period = overview.Period(_day(asked.get("from")), _day(asked.get("to")) or _today(service))
        key = asked.get("activity") or None
        content = overview.export(actor_of(service, request), section, name, period, key)
        return _named(service, name, content.encode("utf-8-sig"), key or "")

    def messages(request: Request) -> Response:
        content = desk.file(actor_of(service, request), request.path_params["batch"])
        return _named(service, "messages", content)

    return [
        _audit(service),
        Route("/export/roster", table, methods=["GET"]),
        Route("/export/completions", completed, methods=["GET"]),
        Route("/export/statistics", figures, methods=["GET"]),
        Route("/export/statistics/{table}", figures, methods=["GET"]),
        Route("/export/overview/{table}", program, methods=["GET"]),
        Route("/export/messages/{batch}", messages, methods=["GET"]),
    ]


def _audit(service: Service) -> Route:
    """Return where an operator takes lines of the log."""

    def lines(request: Request) -> Response:
        asked = request.query_params
        wanted = audit.Wanted(
            person=asked.get("person", ""),
            act=asked.get("act", ""),
            on=asked.get("on", ""),
            first=_day(asked.get("from")),
            last=_day(asked.get("to")),
        )
        content = audit.export(actor_of(service, request), wanted)
        return _named(service, "audit", content.encode("utf-8-sig"))

    return Route("/export/audit", lines, methods=["GET"])


def wanted(request: Request) -> roster.Wanted:
    """Return which people of a roster are asked for: by id, since no name stands in an address."""
    asked = request.query_params
    people = tuple(one for one in asked.get("people", "").split(",") if one)
    return roster.Wanted(asked.get("stage") or None, people=people)


def _key(request: Request) -> str:
    return request.query_params.get("activity", "")


def _edition(request: Request) -> int | None:
    number = request.query_params.get("edition", "")
    return int(number) if number.isdecimal() and len(number) <= LONGEST else None


def _day(text: str | None) -> date | None:
    """Return a day that an address names; what is none is as if it were not there."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _named(service: Service, what: str, content: bytes, key: str = "") -> Response:
    return download(content, CSV, file_name(what, "csv", _today(service), key))


def _today(service: Service) -> date:
    return local_day(service.now(), service.settings.zone)
