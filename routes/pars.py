"""Files for PARS: a batch streams as it is read, so that its size is nobody's memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse
from starlette.routing import Route

from routes.door import actor_of
from routes.files import download
from workflows.pars.export import export
from workflows.pars.year import export as year_end

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service

YEAR_DIGITS = 4


def routes(service: Service) -> list[Route]:
    """Return the routes; each download is an act of the person who asks."""

    def batch(request: Request) -> StreamingResponse:
        file = export(actor_of(service, request), request.path_params["batch"])
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{file.name}"',
        }
        return StreamingResponse(file.parts, 200, headers, file.media_type)

    def activities(request: Request) -> Response:
        asked = request.query_params
        year = asked.get("year", "")
        number = int(year) if year.isdecimal() and len(year) == YEAR_DIGITS else 0
        paper = year_end(actor_of(service, request), number, asked.get("as", "excel"))
        return download(paper.content, paper.media_type, paper.name)

    return [
        Route("/export/pars-activities", activities, methods=["GET"]),
        Route("/export/pars/{batch}", batch, methods=["GET"]),
    ]
