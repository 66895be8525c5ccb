"""The templates to type questions into: the same for everyone who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from documents.text_sheet import TYPE as EXCEL
from quizzes.formats import comma_separated, excel
from routes.door import actor_of
from routes.files import download
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service

TEMPLATES = {
    "xlsx": (EXCEL, excel.template),
    "csv": ("text/csv; charset=utf-8", comma_separated.template),
}


def routes(service: Service) -> list[Route]:
    """Return the routes."""

    def template(request: Request) -> Response:
        actor_of(service, request)
        ending = request.path_params["ending"]
        if ending not in TEMPLATES:
            msg = "template"
            raise NotFound(msg)
        kind, made = TEMPLATES[ending]
        return download(made(), kind, f"question-template.{ending}")

    return [Route("/export/template.{ending}", template, methods=["GET"])]
