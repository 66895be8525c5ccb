"""A paper to print: numbered questions with room for answers, and the key on pages of its own."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.colors import grey
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    Flowable,
    Image,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from documents.faces import CUTTING, Face, covers, font
from documents.formula import drawn
from quizzes.printing import blocks, is_table, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from reportlab.pdfgen.canvas import Canvas

    from quizzes.formats.foreign import Paper
    from quizzes.printing import Block, Printed

_WIDEST, _HIGHEST = 430.0, 300.0
_BODY = ParagraphStyle(
    "body", fontName=Face.REGULAR.value, fontSize=11, leading=14, spaceAfter=5, alignment=TA_LEFT
)
_OPTION = ParagraphStyle("option", _BODY, leftIndent=34, firstLineIndent=-16, spaceAfter=3)
_TITLE = ParagraphStyle(
    "title", _BODY, fontName=Face.BOLD.value, fontSize=16, leading=20, spaceAfter=12
)


def question_paper_pdf(paper: Paper) -> tuple[bytes, tuple[str, ...]]:
    """Return the paper as PDF, and a sentence for each picture that could not be printed."""
    _faces()
    shown = [printed(one) for one in paper.items]
    lost: list[str] = []
    story: list[Flowable] = [Paragraph(_marked(paper.title), _TITLE)]
    for number, one in enumerate(shown, 1):
        story += [KeepTogether(list(_question(number, one, paper.images, lost))), Spacer(1, 8)]
    story += [PageBreak(), Paragraph("Answer key", _TITLE)]
    for number, one in enumerate(shown, 1):
        story += _key(number, one)
    file = BytesIO()
    made = SimpleDocTemplate(
        file, pagesize=letter, title=paper.title, lang="en-US", invariant=1,
        leftMargin=72, rightMargin=72, topMargin=64, bottomMargin=64,
    )  # fmt: skip
    with CUTTING:
        made.build(story, onFirstPage=_foot(paper.note), onLaterPages=_foot(paper.note))
    return file.getvalue(), tuple(lost)


def _question(
    number: int, one: Printed, images: Mapping[str, bytes], lost: list[str]
) -> Iterator[Flowable]:
    begin = f"<b>{number}.</b> "
    for block in [block for text in one.text for block in blocks(text)]:
        yield from _block(block, begin)
        begin = ""
    for figure in one.figures:
        content = images.get(figure.file)
        picture = _picture(content) if content else None
        if picture is None:
            lost.append(f"The picture {figure.file} could not be put on the paper.")
        else:
            yield picture
    lead_in = "".join(_runs(block) for block in blocks(one.lead_in))
    yield Paragraph(f"{begin}{lead_in} <i>{_marked(one.instruction)}</i>", _BODY)
    for line in one.lines:
        yield Paragraph("<br/>".join(_runs(block) for block in blocks(line)), _OPTION)


def _key(number: int, one: Printed) -> Iterator[Flowable]:
    yield Paragraph(f"<b>{number}. {_marked(one.key)}</b>", _BODY)
    for text in one.feedback:
        for block in blocks(text):
            yield from _block(block, "")


def _block(block: Block, begin: str) -> Iterator[Flowable]:
    if not is_table(block):
        yield Paragraph(begin + _runs(block), _BODY)
        return
    if begin:
        yield Paragraph(begin, _BODY)
    rows = [
        [Paragraph(_marked(str(cell)), _BODY) for cell in row]
        for row in block
        if isinstance(row, tuple)
    ]
    width = max(map(len, rows))
    full = [row + [Paragraph("", _BODY)] * (width - len(row)) for row in rows]
    yield Table(full, style=[("GRID", (0, 0), (-1, -1), 0.4, grey)], spaceAfter=6, hAlign="LEFT")


def _runs(block: Any) -> str:  # noqa: ANN401 - runs of a paragraph
    return "".join(
        drawn(one.text, _BODY.fontSize)
        if one.formula
        else _run(one.text, bold=one.bold, italic=one.italic)
        for one in block
    )


def _run(text: str, *, bold: bool, italic: bool) -> str:
    marked = _marked(text).replace("\n", "<br/>")
    marked = f"<i>{marked}</i>" if italic else marked
    return f"<b>{marked}</b>" if bold else marked


def _marked(text: str) -> str:
    """Return text for reportlab; a character without a glyph is shown as [?]."""
    known = "".join(one if one.isspace() or covers(Face.REGULAR, one) else "[?]" for one in text)
    return escape(known, quote=False)


def _picture(content: bytes) -> Image | None:
    try:
        width, height = ImageReader(BytesIO(content)).getSize()
        scale = min(_WIDEST / width, _HIGHEST / height, 1)
        return Image(BytesIO(content), width * scale, height * scale, hAlign="LEFT")
    except (OSError, ValueError, ZeroDivisionError):
        return None


def _faces() -> None:
    for face in Face:
        font(face)
    addMapping(Face.REGULAR.value, 0, 0, Face.REGULAR.value)
    addMapping(Face.REGULAR.value, 1, 0, Face.BOLD.value)
    addMapping(Face.REGULAR.value, 0, 1, Face.ITALIC.value)
    addMapping(Face.REGULAR.value, 1, 1, Face.BOLD.value)


def _foot(note: str) -> Callable[[Canvas, Any], None]:
    def draw(canvas: Canvas, document: Any) -> None:  # noqa: ANN401 - platypus' template
        canvas.setFont(Face.REGULAR.value, 9)
        canvas.drawCentredString(letter[0] / 2, 36, str(document.page))
        canvas.drawString(72, 36, note)

    return draw
