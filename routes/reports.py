"""The office's reports: binders, their attachments, the year's program, responses to analyze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse
from starlette.routing import Route

from credit.calendar import local_day
from documents.file_names import file_name
from routes.door import actor_of
from routes.files import download
from workflows.desk import ideas as year_of_ideas
from workflows.initiatives import dashboard
from workflows.reports import attachments, program
from workflows.reports.binder.make import binder_of
from workflows.reports.responses.make import export as responses_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.reports.binder.make import Form
    from workflows.reports.spooled import File
    from workflows.service import Service

YEAR_DIGITS = 4
CSV = "text/csv; charset=utf-8"


def routes(service: Service) -> list[Route]:
    """Return the routes; each download is an act of the person who asks."""

    def binder(request: Request) -> Response:
        asked = request.query_params
        form: Form = "zip" if asked.get("as") == "zip" else "pdf"
        return _sent(binder_of(actor_of(service, request), asked.get("activity", ""), form))

    def attachment(request: Request) -> Response:
        asked = request.path_params
        file = attachments.fetch(actor_of(service, request), asked["key"], asked["number"])
        return download(file.content, file.media_type, file.name)

    def year(request: Request) -> Response:
        form: program.Form = "csv" if request.query_params.get("as") == "csv" else "pdf"
        return _sent(program.export(actor_of(service, request), _year(request), form))

    def responses(request: Request) -> Response:
        key = request.query_params.get("activity", "")
        return _sent(responses_of(actor_of(service, request), key))

    def initiative(request: Request) -> Response:
        asked = request.query_params
        progress = asked.get("table") == "progress"
        take = dashboard.export_progress if progress else dashboard.export
        content = take(actor_of(service, request), asked.get("id", ""))
        name = "initiative-progress" if progress else "initiative"
        today = local_day(service.now(), service.settings.zone)
        return download(content.encode("utf-8-sig"), CSV, file_name(name, "csv", today))

    def ideas(request: Request) -> Response:
        form: year_of_ideas.Form = "csv" if request.query_params.get("as") == "csv" else "pdf"
        return _sent(year_of_ideas.export(actor_of(service, request), _year(request), form))

    return [
        Route("/export/ideas", ideas, methods=["GET"]),
        Route("/export/initiative", initiative, methods=["GET"]),
        Route("/export/binder", binder, methods=["GET"]),
        Route("/attachment/{key}/{number}", attachment, methods=["GET"]),
        Route("/export/program", year, methods=["GET"]),
        Route("/export/responses", responses, methods=["GET"]),
    ]


def _year(request: Request) -> int:
    text = request.query_params.get("year", "")
    return int(text) if text.isdecimal() and len(text) == YEAR_DIGITS else 0


def _sent(file: File) -> Response:
    """Send a file that was made already, chunk by chunk; no cache on the way keeps it."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{file.name}"',
    }
    return StreamingResponse(file.parts, 200, headers, file.media_type)
