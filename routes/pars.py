"""Files for PARS: a batch streams as it is read, so that its size is nobody's memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse
from starlette.routing import Route

from routes.door import actor_of
from workflows.pars.export import export

if TYPE_CHECKING:
    from starlette.requests import Request

    from workflows.service import Service


def routes(service: Service) -> list[Route]:
    """Return the routes; each download is an act of the person who asks."""

    def batch(request: Request) -> StreamingResponse:
        file = export(actor_of(service, request), request.path_params["batch"])
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{file.name}"',
        }
        return StreamingResponse(file.parts, 200, headers, file.media_type)

    return [Route("/export/pars/{batch}", batch, methods=["GET"])]
