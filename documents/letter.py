"""The letter that answers a request for MOC points: board by board, with reasons and sources."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from documents.block import Block, flow
from documents.faces import Face
from documents.names import Name, Statement, Title
from documents.payload import Printed
from documents.sheet import PORTRAIT, demonstration_band, in_words, open_sheet, rule
from documents.words import draw, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.block import Setting
    from documents.tagged import TaggedCanvas

WIDTH, HEIGHT = PORTRAIT
LEFT, RIGHT = 72.0, WIDTH - 72.0
TOP, FLOOR = HEIGHT - 66.0, 72.0
Paragraph = Annotated[str, StringConstraints(max_length=4_000)]
SAID = {
    "eligible": "eligible for points",
    "needs change": "not yet eligible: a change is needed",
    "not eligible": "not eligible for points",
}
PLACEHOLDER = "Placeholder: the wording of this letter has not been approved by its owner."


class LetterBoard(Printed):
    """What is answered for one board."""

    board: Name = Field(description="The board's full name with its acronym.")
    verdict: Literal["eligible", "needs change", "not eligible"]
    reasons: Paragraph
    source: Statement = Field(description="The rule the answer looked at: its day and source.")
    unconfirmed: Paragraph = Field(default="", description="What of it nobody has confirmed.")


class LetterPayload(Printed):
    """One letter, frozen when the answer was given and drawn the same ever after."""

    schema_version: Literal[1] = 1
    demonstration: bool
    placeholder: bool = Field(description="Whether a text in it is not approved yet.")
    provider: Name
    office: Name
    contact: Name
    dated: date
    to: Name
    reference: Name = Field(description="The request's public id.")
    title: Title = Field(description="The activity that was asked about.")
    facts: tuple[tuple[Name, Statement], ...] = Field(description="What was asked, line by line.")
    opening: Paragraph
    boards: tuple[LetterBoard, ...] = Field(min_length=1)
    open_lines: tuple[Statement, ...] = Field(
        default=(), description="What of the office's checklist was not seen to yet."
    )
    signatory_name: Name
    signatory_title: Name


def letter_pdf(letter: LetterPayload) -> bytes:
    """Return the letter as a PDF; the same payload always gives the same bytes."""
    file = BytesIO()
    canvas = open_sheet(
        file,
        PORTRAIT,
        title=f"MOC points: answer on {letter.title}",
        author=letter.provider,
        subject=letter.to,
    )
    page, y = 1, _open(canvas, letter)
    for setting in _settings(letter):
        if y - min(setting.height, TOP - FLOOR) < FLOOR:
            _close(canvas, letter, page)
            page, y = page + 1, _open(canvas, letter)
        y = flow(canvas, [setting], (LEFT, y))
    _close(canvas, letter, page)
    canvas.save()
    return file.getvalue()


def _open(canvas: TaggedCanvas, letter: LetterPayload) -> float:
    """Begin a page and return the height at which its text starts."""
    if not letter.demonstration:
        return TOP
    demonstration_band(canvas, LEFT, RIGHT, TOP + 24)
    return TOP - 6


def _close(canvas: TaggedCanvas, letter: LetterPayload, page: int) -> None:
    rule(canvas, LEFT, RIGHT, FLOOR - 18)
    with canvas.artifact():
        draw(canvas, words(f"{letter.office} · {letter.contact}"), (LEFT, FLOOR - 30), 8.5)
        said = f"Request {letter.reference[:8]} · page {page}"
        draw(canvas, words(said), (RIGHT, FLOOR - 30), 8.5, "right")
    canvas.showPage()


def _settings(letter: LetterPayload) -> Iterator[Setting]:
    """Yield the letter's paragraphs, set to its measure; a long one in pieces of a page."""
    for block in _blocks(letter):
        yield from _pieces(block.set(1.0, RIGHT - LEFT))


def _pieces(setting: Setting) -> Iterator[Setting]:
    """Cut what is longer than a page between its lines."""
    most = int((TOP - FLOOR - 30) / setting.step)
    if len(setting.lines) <= most:
        yield setting
        return
    for at in range(0, len(setting.lines), most):
        lines = setting.lines[at : at + most]
        above = setting.above if at == 0 else 0
        yield type(setting)(lines, setting.size, setting.step, above, setting.kind)


def _blocks(letter: LetterPayload) -> Iterator[Block]:
    yield Block(words(letter.provider.upper(), Face.REGULAR, 0.14), 10, least=0.6)
    yield Block(words(letter.office, Face.ITALIC), 10.5, above=1)
    yield Block(words(in_words(letter.dated)), 10.5, above=22)
    yield Block(words(letter.to), 10.5, above=4)
    yield Block(words("Points for Maintenance of Certification"), 18, above=20, kind="H1")
    yield Block(words(letter.title, Face.BOLD), 12.5, above=4)
    if letter.placeholder:
        yield Block(words(PLACEHOLDER, Face.ITALIC), 9.5, above=6)
    for paragraph in letter.opening.split("\n\n"):
        yield _paragraph(paragraph, above=10)
    yield Block(words("What was asked"), 12.5, above=14, kind="H2")
    for name, value in letter.facts:
        yield _paragraph(f"{name}: {value}", above=2)
    for one in letter.boards:
        yield from _board(one)
    if letter.open_lines:
        yield Block(words("Not seen to yet"), 12.5, above=14, kind="H2")
        yield _paragraph("This answer was given before the office had seen to:", above=3)
        for line in letter.open_lines:
            yield _paragraph(f"– {line}", above=2)
    yield Block(words(letter.signatory_name, Face.BOLD), 11, above=34)
    yield Block(words(letter.signatory_title, Face.ITALIC), 10.5)


def _board(one: LetterBoard) -> Iterator[Block]:
    yield Block(words(f"{one.board}: {SAID[one.verdict]}"), 12.5, above=14, kind="H2")
    for paragraph in one.reasons.split("\n\n"):
        yield _paragraph(paragraph, above=3)
    yield Block(words(one.source, Face.ITALIC), 9, above=2)
    if one.unconfirmed:
        yield Block(words(one.unconfirmed, Face.ITALIC), 9, above=2)


def _paragraph(text: str, above: float) -> Block:
    return Block(words(" ".join(text.split())), 10.5, above=above, leading=1.3)
