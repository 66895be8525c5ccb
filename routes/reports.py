"""The office's reports: binders, their attachments, the year's program, responses to analyze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse
from starlette.routing import Route

from routes.door import actor_of
from routes.files import download
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
        text = request.query_params.get("year", "")
        number = int(text) if text.isdecimal() and len(text) == YEAR_DIGITS else 0
        form: program.Form = "csv" if request.query_params.get("as") == "csv" else "pdf"
        return _sent(program.export(actor_of(service, request), number, form))

    def responses(request: Request) -> Response:
        key = request.query_params.get("activity", "")
        return _sent(responses_of(actor_of(service, request), key))

    return [
        Route("/export/binder", binder, methods=["GET"]),
        Route("/attachment/{key}/{number}", attachment, methods=["GET"]),
        Route("/export/program", year, methods=["GET"]),
        Route("/export/responses", responses, methods=["GET"]),
    ]


def _sent(file: File) -> Response:
    """Send a file that was made already, chunk by chunk; no cache on the way keeps it."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{file.name}"',
    }
    return StreamingResponse(file.parts, 200, headers, file.media_type)
