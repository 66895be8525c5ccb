"""A paper in Word: numbered questions, and the key with its explanations on a page of its own."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import docx
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.shared import Inches, Pt

from quizzes.formats.foreign import Paper, Written
from quizzes.printing import Block, blocks, is_table, printed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.printing import Printed

_NO_PICTURE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
_INDENT = Inches(0.3)
_WIDEST = Inches(5.5)


def write(paper: Paper) -> Written:
    """Return the items as a Word document that can be printed, the key at its end."""
    document: Any = docx.Document()
    document.core_properties.title = paper.title
    document.core_properties.author = ""
    document.core_properties.created = datetime(
        2000, 1, 1, tzinfo=UTC
    )  # the same paper, the same bytes
    document.styles["Normal"].font.size = Pt(11)
    document.sections[0].footer.paragraphs[0].text = paper.note
    document.add_heading(paper.title, level=1)
    shown = [printed(one) for one in paper.items]
    lost: list[str] = []
    for number, one in enumerate(shown, 1):
        lost += _question(document, number, one, paper.images)
    document.add_page_break()
    document.add_heading("Answer key", level=1)
    for number, one in enumerate(shown, 1):
        _key(document, number, one)
    out = io.BytesIO()
    document.save(out)
    return Written(out.getvalue(), (), tuple(lost))


def _question(
    document: Any,  # noqa: ANN401 - python-docx's
    number: int,
    one: Printed,
    images: Mapping[str, bytes],
) -> list[str]:
    first, *rest = [block for text in one.text for block in blocks(text)] or [()]
    _block(document, first, f"{number}. " if first else "")
    for block in rest:
        _block(document, block)
    lost = [
        file
        for figure in one.figures
        if not _figure(document, images.get(figure.file))
        for file in [figure.file]
    ]
    asks = document.add_paragraph(f"{number}. " if not first else "")
    _runs(asks, blocks(one.lead_in)[0])
    asks.add_run(f" {one.instruction}").italic = True
    asks.paragraph_format.keep_with_next = True
    for line in one.lines:
        option = document.add_paragraph()
        option.paragraph_format.left_indent = _INDENT
        option.paragraph_format.space_after = Pt(2)
        _runs(option, (blocks(line) or ((),))[0])
    return [f"The picture {file} could not be put on the paper." for file in lost]


def _key(document: Any, number: int, one: Printed) -> None:  # noqa: ANN401 - python-docx's
    head = document.add_paragraph()
    head.add_run(f"{number}. {one.key}").bold = True
    head.paragraph_format.keep_with_next = bool(one.feedback)
    for text in one.feedback:
        for block in blocks(text):
            _block(document, block)


def _figure(document: Any, content: bytes | None) -> bool:  # noqa: ANN401 - python-docx's
    if content is None:
        return False
    try:
        picture = document.add_picture(io.BytesIO(content))
    except (*_NO_PICTURE, ValueError, ZeroDivisionError):
        return False
    if picture.width > _WIDEST:
        picture.height = int(picture.height * _WIDEST / picture.width)
        picture.width = _WIDEST
    return True


def _block(document: Any, block: Block, begin: str = "") -> None:  # noqa: ANN401 - python-docx's
    if is_table(block):
        if begin:
            document.add_paragraph(begin)
        _table(document, block)
    else:
        _runs(document.add_paragraph(begin), block)


def _table(document: Any, rows: Any) -> None:  # noqa: ANN401 - python-docx's
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    document.add_paragraph()


def _runs(paragraph: Any, block: Any) -> None:  # noqa: ANN401 - python-docx's
    for one in block:
        run = paragraph.add_run(one.text)
        run.bold, run.italic = one.bold or None, one.italic or None
