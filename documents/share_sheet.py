"""The sheet that leads a telephone to a self-assessment: what it is, and what to scan or type."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints

from documents.block import Block, fit, flow
from documents.code import draw_code
from documents.faces import Face
from documents.names import Name, Statement, Title
from documents.payload import Printed
from documents.sheet import PORTRAIT, demonstration_band, in_words, open_sheet, rule
from documents.words import words

if TYPE_CHECKING:
    from documents.tagged import TaggedCanvas

WIDTH, HEIGHT = PORTRAIT
LEFT, RIGHT = 72.0, WIDTH - 72.0
TOP = HEIGHT - 66.0
CODE = 250.0
"""The side of the code with its quiet zone: read from two steps away."""
CODE_TOP, FOOT, FLOOR = 520.0, 182.0, 54.0
SAYS = "Open the self-assessment"
SHOWS = "/Alt (QR code that opens the self-assessment at the address below)"
Address = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]{3,250}$")]


class ShareSheet(Printed):
    """What stands on one sheet."""

    demonstration: bool
    provider: Name
    office: Name
    title: Title
    summary: Statement
    facts: Statement = Field(description="How many questions, and about how long it takes.")
    credit: Statement = Field(description="The most that can be claimed, or why none can.")
    expires: date
    code: Name
    address: Address = Field(description="What the code opens.")
    typed: Address = Field(description="What somebody without a telephone types.")
    statements: tuple[Statement, ...] = Field(description="Each one a paragraph, texts resolved.")
    contact: Name


def share_pdf(sheet: ShareSheet) -> bytes:
    """Return the sheet as a PDF; the same content always gives the same bytes."""
    file = BytesIO()
    canvas = open_sheet(
        file, PORTRAIT, title=sheet.title, author=sheet.provider, subject="Self-assessment"
    )
    if sheet.demonstration:
        demonstration_band(canvas, LEFT, RIGHT, TOP + 30)
    flow(canvas, fit(_head(sheet), RIGHT - LEFT, TOP - CODE_TOP), (WIDTH / 2, TOP), "centre")
    _code(canvas, sheet)
    below = fit(_below(sheet), RIGHT - LEFT, CODE_TOP - CODE - FOOT - 8)
    flow(canvas, below, (WIDTH / 2, CODE_TOP - CODE), "centre")
    rule(canvas, LEFT, RIGHT, FOOT)
    flow(canvas, fit(_foot(sheet), RIGHT - LEFT, FOOT - FLOOR), (LEFT, FOOT - 6))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _code(canvas: TaggedCanvas, sheet: ShareSheet) -> None:
    left, bottom = (WIDTH - CODE) / 2, CODE_TOP - CODE
    place = (left, bottom, left + CODE, bottom + CODE)
    with canvas.link(sheet.address, SAYS, place), canvas.tag("Figure", SHOWS):
        draw_code(canvas, sheet.address, left, bottom, CODE)


def _head(sheet: ShareSheet) -> tuple[Block, ...]:
    return (
        Block(words(sheet.provider.upper(), Face.REGULAR, 0.14), 10.5, least=0.7),
        Block(words(sheet.office, Face.ITALIC), 11, above=1),
        Block(words(sheet.title), 27, above=14, leading=1.15, kind="H1"),
        Block(words(sheet.summary), 12.5, above=8, leading=1.3),
        Block(words(sheet.facts), 12.5, above=8),
        Block(words(sheet.credit, Face.BOLD), 13.5, above=3),
    )


def _below(sheet: ShareSheet) -> tuple[Block, ...]:
    shown = sheet.typed.partition("://")[2]
    return (
        Block(words("Scan the code, or type", Face.ITALIC), 12, above=2),
        Block(words(shown, Face.BOLD), 22, above=4, least=0.4),
        Block(words(f"Code {sheet.code}"), 12, above=5),
        Block(words(f"Open until {in_words(sheet.expires)}"), 12, above=3),
    )


def _foot(sheet: ShareSheet) -> tuple[Block, ...]:
    said = (*sheet.statements, f"Questions: {sheet.contact}")
    return tuple(Block(words(one), 8.6, above=4, leading=1.3) for one in said)
