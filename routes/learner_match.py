"""ACCME's learner match of an activity as Excel: taking it is an act of the person who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from documents.text_sheet import TYPE as EXCEL
from routes.door import actor_of
from routes.files import download
from workflows.reports.learner_match import export

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service


def routes(service: Service) -> list[Route]:
    """Return the route."""

    def match(request: Request) -> Response:
        file = export(actor_of(service, request), request.query_params.get("activity", ""))
        return download(file.content, EXCEL, file.name)

    return [Route("/export/learner-match", match, methods=["GET"])]
