"""Papers that need permission: certificates, transcripts, letters, sheets, own deadlines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.routing import Route

from routes.door import actor_of
from routes.files import download
from routes.tables import CSV, wanted
from workflows.content import sharing
from workflows.credit import documents
from workflows.credit.deadlines import deadlines_file
from workflows.credit.records import Period
from workflows.desk import letter as letters
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from workflows.service import Service

PDF, ZIP = "application/pdf", "application/zip"
CALENDAR = "text/calendar; charset=utf-8"


class NotADay(Faulty):
    """A date in an address that cannot be read."""

    def __init__(self, text: str) -> None:
        """Show how a day is written."""
        super().__init__(f"“{text[:20]}” is not a day. Write year-month-day: 2026-12-31.")


def routes(service: Service) -> list[Route]:
    """Return the routes; each print is an act of the person who asks."""

    def certificate(request: Request) -> Response:
        public_id = request.path_params["public_id"]
        paper = documents.certificate(actor_of(service, request), public_id)
        return download(paper.content, PDF, paper.name, inline=True)

    def transcript_pdf(request: Request) -> Response:
        paper = _transcript(service, request, "pdf")
        return download(paper.content, PDF, paper.name, inline=True)

    def transcript_csv(request: Request) -> Response:
        paper = _transcript(service, request, "csv")
        return download(paper.content, CSV, paper.name)

    def certificates(request: Request) -> Response:
        actor, asked = actor_of(service, request), request.query_params
        chosen = [one for one in asked.get("ids", "").split(",") if one] or None
        form: documents.Bundle = "zip" if asked.get("as") == "zip" else "pdf"
        key = asked.get("activity", "")
        paper = documents.certificates(actor, key, form, chosen, wanted(request))
        return download(paper.content, ZIP if form == "zip" else PDF, paper.name)

    def deadlines(request: Request) -> Response:
        return download(deadlines_file(actor_of(service, request)), CALENDAR, "deadlines.ics")

    def qr_sheet(request: Request) -> Response:
        paper = sharing.sheet(actor_of(service, request), request.path_params["key"])
        return download(paper.content, PDF, paper.name, inline=True)

    def moc_letter(request: Request) -> Response:
        paper = letters.letter(actor_of(service, request), request.path_params["public_id"])
        return download(paper.content, PDF, paper.name, inline=True)

    return [
        Route("/certificate/{public_id}.pdf", certificate, methods=["GET"]),
        Route("/letter/{public_id}.pdf", moc_letter, methods=["GET"]),
        Route("/qr-sheet/{key}.pdf", qr_sheet, methods=["GET"]),
        Route("/transcript.pdf", transcript_pdf, methods=["GET"]),
        Route("/transcript.csv", transcript_csv, methods=["GET"]),
        Route("/export/certificates", certificates, methods=["GET"]),
        Route("/deadlines.ics", deadlines, methods=["GET"]),
    ]


def _transcript(service: Service, request: Request, form: documents.Sheet) -> documents.Paper:
    asked = request.query_params
    period = Period(_day(asked.get("from")), _day(asked.get("to")))
    actor = actor_of(service, request)
    return documents.transcript(actor, form, period, person=asked.get("person"))


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay(text) from None
