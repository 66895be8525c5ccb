"""Papers of Part IV: the record of one's part in a project, and the file for the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from credit.calendar import local_day
from documents.file_names import file_name
from documents.text_sheet import TYPE as EXCEL
from routes.door import actor_of
from routes.files import download
from routes.tables import CSV
from workflows.part4 import batch
from workflows.part4.certificate import certificate
from workflows.part4.roster import export

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service


def routes(service: Service) -> list[Route]:
    """Return the routes; each print is an act of the person who asks."""

    def record(request: Request) -> Response:
        paper = certificate(actor_of(service, request), request.path_params["public_id"])
        return download(paper.content, "application/pdf", paper.name, inline=True)

    def portfolio(request: Request) -> Response:
        form: batch.Form = "xlsx" if request.query_params.get("as") == "xlsx" else "csv"
        paper = batch.file(actor_of(service, request), request.path_params["public_id"], form)
        return download(paper.content, EXCEL if form == "xlsx" else CSV, paper.name)

    def roster(request: Request) -> Response:
        content = export(actor_of(service, request)).encode("utf-8-sig")
        today = local_day(service.now(), service.settings.zone)
        return download(content, CSV, file_name("part4", "csv", today))

    return [
        Route("/part4/{public_id}.pdf", record, methods=["GET"]),
        Route("/export/part4", roster, methods=["GET"]),
        Route("/export/portfolio/{public_id}", portfolio, methods=["GET"]),
    ]
