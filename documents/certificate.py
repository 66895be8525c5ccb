"""Certificates of credit and of participation, one page of letter paper each."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFString

from documents import wording
from documents.block import Block, fit, flow, stack
from documents.code import draw_code
from documents.columns import Columns, in_columns, over_pages
from documents.payload import CertificatePayload, PointsPayload
from documents.sheet import LANDSCAPE, demonstration_band, open_sheet, rule
from documents.signature import Signer, signed
from documents.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.tagged import TaggedCanvas

__all__ = [
    "CertificatePayload",
    "NoCertificates",
    "PointsPayload",
    "certificate_pdf",
    "certificates_pdf",
]

WIDTH, HEIGHT = LANDSCAPE
FRAME = 27.0
LEFT, RIGHT = 66.0, WIDTH - 66.0
COLUMN = (RIGHT - LEFT - 26) / 2
TOP = HEIGHT - FRAME - 20
FOOT = 126.0
"""Above it stand the statements, below it the signature, the facts and the code."""
FLOOR = 40.0
CODE = 86.0
SMALL_PRINT = (8.6, 8.0, 7.4, 6.8)
"""Sizes tried for the statements before they move to pages of their own."""
LARGE_PRINT = 10.0
STATEMENTS = 122.0
"""The most height the statements may take from the page."""
VERIFIES = "Verify this certificate"
SHOWS = ("/Alt", PDFString("Square code that leads a telephone to the verification page"))
REASON = "Issued by the provider"
FOLLOWS = "The accreditation and designation statements follow on the next page."


class NoCertificates(ValueError):
    """Nothing was given to print."""

    def __init__(self) -> None:
        super().__init__("There is no certificate to print. Choose at least one completion.")


def certificate_pdf(payload: CertificatePayload, signer: Signer | None = None) -> bytes:
    """Return the certificate as a PDF, signed if there is a signer.

    Without one the same payload always gives the same bytes; a signature has a moment of its own.
    """
    return certificates_pdf([payload], signer)


def certificates_pdf(payloads: Iterable[CertificatePayload], signer: Signer | None = None) -> bytes:
    """Return certificates in one PDF, in the order given, under one signature."""
    every = tuple(payloads)
    if not every:
        raise NoCertificates
    file = BytesIO()
    first = every[0]
    title, subject = f"{wording.HEADINGS[first.kind]}: {first.title}", first.name
    if len(every) > 1:
        title, subject = "Certificates", f"{len(every)} certificates"
    canvas = open_sheet(file, LANDSCAPE, title=title, author=first.provider, subject=subject)
    for payload in every:
        _certificate(canvas, payload, signer)
    canvas.save()
    if signer is None:
        return file.getvalue()
    return signed(file.getvalue(), signer, provider=first.provider, reason=REASON)


def _certificate(canvas: TaggedCanvas, payload: CertificatePayload, signer: Signer | None) -> None:
    """Draw from top to bottom, because that is the order in which a screen reader reads."""
    paragraphs = [words(statement) for statement in payload.statements]
    small = in_columns(paragraphs, COLUMN, SMALL_PRINT, STATEMENTS)
    shown = small or Columns((words(FOLLOWS),), (), SMALL_PRINT[0])
    floor = FOOT + (shown.height + 17 if shown.height else 0)
    _frame(canvas, payload)
    top = _top(payload)
    settings = fit(wording.head(payload), RIGHT - LEFT, top - floor - 5)
    stack(canvas, settings, WIDTH / 2, top, top - floor - 5)
    rule(canvas, LEFT, RIGHT, floor)
    shown.draw(canvas, (LEFT, RIGHT - COLUMN), floor - 9)
    _foot(canvas, payload, signer)
    canvas.showPage()
    if small is None:
        _statement_pages(canvas, payload, paragraphs)


def _top(payload: CertificatePayload) -> float:
    return TOP - 15 if payload.demonstration else TOP


def _frame(canvas: TaggedCanvas, payload: CertificatePayload) -> None:
    for inset, weight in ((FRAME, 1.1), (FRAME + 4, 0.35)):
        canvas.setLineWidth(weight)
        with canvas.artifact():
            canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
    if payload.demonstration:
        inset = FRAME + 4
        demonstration_band(canvas, inset, WIDTH - inset, HEIGHT - inset)


def _statement_pages(
    canvas: TaggedCanvas, payload: CertificatePayload, paragraphs: Sequence[tuple[Word, ...]]
) -> None:
    top = _top(payload) - 24
    heading = fit([Block(words(f"{payload.name}: {payload.title}"), 11)], RIGHT - LEFT, 28)
    for columns in over_pages(paragraphs, COLUMN, LARGE_PRINT, top - FLOOR - 12):
        _frame(canvas, payload)
        flow(canvas, heading, (LEFT, top + 30))
        rule(canvas, LEFT, RIGHT, top)
        columns.draw(canvas, (LEFT, RIGHT - COLUMN), top - 12)
        canvas.showPage()


def _foot(canvas: TaggedCanvas, payload: CertificatePayload, signer: Signer | None) -> None:
    """The signature at the left, the facts in the middle, the code at the right."""
    rule(canvas, LEFT, LEFT + 190, FLOOR + 36)
    named = signer.named if signer is not None else None
    flow(canvas, fit(wording.signature(payload, named), 190, 33), (LEFT, FLOOR + 33))
    room = FOOT - FLOOR - 8
    flow(canvas, fit(wording.identity(payload), 118, room), (LEFT + 222, FOOT - 8))
    flow(canvas, fit(wording.proof(payload), 196, room), (LEFT + 356, FOOT - 8))
    left, bottom = RIGHT - CODE + 8, FOOT - CODE - 2
    place = (left, bottom, left + CODE, bottom + CODE)
    with canvas.link(payload.verify_url, VERIFIES, place), canvas.tag("Figure", *SHOWS):
        draw_code(canvas, payload.verify_url, left, bottom, CODE)
