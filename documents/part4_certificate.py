"""The record of one person's part in a quality project, on paper: it is no award of credit."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Annotated

from pydantic import Field, StringConstraints

from documents.block import Block, fit, flow, stack
from documents.faces import Face
from documents.names import Name
from documents.part4_row import Part4Row
from documents.payload import Printed
from documents.sheet import LANDSCAPE, demonstration_band, in_words, open_sheet, rule
from documents.signature import Signer, signed
from documents.words import words

WIDTH, HEIGHT = LANDSCAPE
LEFT, RIGHT = 66.0, WIDTH - 66.0
TOP, FLOOR = HEIGHT - 50.0, 128.0
HEADING = "Record of a Quality Improvement Project"
REASON = "Recorded by the provider"
AWARDED = (
    "This is a record and no award of credit. The credit is awarded by the certifying board, which"
    " decides about it after the Portfolio Program has sent it the notice; whether it is on record"
    " there, the board's own portal shows."
)


class Part4Certificate(Printed):
    """What the paper says: a line of the transcript, with whose it is and who verified it."""

    row: Part4Row
    name: Name = Field(description="Name and degrees as they stood at the attestation.")
    verified_on: date
    activities: Annotated[str, StringConstraints(min_length=1, max_length=250)]


def part4_certificate(payload: Part4Certificate, signer: Signer | None = None) -> bytes:
    """Return the record as a PDF of one page, signed if there is a signer."""
    file = BytesIO()
    canvas = open_sheet(
        file,
        LANDSCAPE,
        title=f"{HEADING}: {payload.row.title}",
        author=payload.row.provider,
        subject=payload.name,
    )
    top = TOP - 20 if payload.row.demonstration else TOP
    if payload.row.demonstration:
        demonstration_band(canvas, LEFT, RIGHT, TOP + 12)
    settings = fit(_head(payload), RIGHT - LEFT, top - FLOOR - 10)
    stack(canvas, settings, WIDTH / 2, top, top - FLOOR - 10)
    rule(canvas, LEFT, RIGHT, FLOOR)
    flow(canvas, fit(_foot(payload), RIGHT - LEFT, FLOOR - 40), (LEFT, FLOOR - 8))
    canvas.showPage()
    canvas.save()
    if signer is None:
        return file.getvalue()
    return signed(file.getvalue(), signer, provider=payload.row.provider, reason=REASON)


def _head(payload: Part4Certificate) -> tuple[Block, ...]:
    row = payload.row
    department = [_aside(row.department)] if row.department else []
    led = "led" if row.lead else "took part in"
    return (
        Block(words(row.provider.upper(), tracking=0.14), 10.5, least=0.7),
        Block(words(HEADING), 25, above=13, kind="H1"),
        Block(words(payload.name), 32, above=14, leading=1.12, least=0.6),
        _aside(f"{led} the quality improvement project"),
        Block(words(row.title, Face.BOLD), 18, above=3, leading=1.15),
        *department,
        _aside(f"completed on {in_words(row.completed_on)}"),
        Block(words(f"Active in: {payload.activities}"), 11.5, above=6),
        Block(words(f"Credit year: {row.credit_year}"), 11.5, above=2),
        *(Block(words(_recorded(one)), 13, above=3) for one in row.awards),
    )


def _recorded(award: str) -> str:
    return f"Recorded: {award}, for the board to award"


def _aside(text: str) -> Block:
    return Block(words(text, Face.ITALIC), 12, above=5)


def _foot(payload: Part4Certificate) -> tuple[Block, ...]:
    verified = f"Verified on {in_words(payload.verified_on)} · Record {payload.row.record}"
    return (Block(words(AWARDED, Face.BOLD), 10.5), Block(words(verified), 8.6, above=6))
