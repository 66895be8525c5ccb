"""The paper that documents are drawn on: its sizes, its frame, its file properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.lib.pagesizes import landscape, letter

from documents.faces import Face, font
from documents.tagged import TaggedCanvas
from documents.words import draw, words

if TYPE_CHECKING:
    from datetime import date
    from io import BytesIO

# Pages are stored as bytes; the default stores them as text, which is larger and slower.
rl_config.useA85 = 0

PORTRAIT: tuple[float, float] = letter
LANDSCAPE: tuple[float, float] = landscape(letter)
DEMONSTRATION = "Demonstration, not for credit"


def open_sheet(
    file: BytesIO, size: tuple[float, float], *, title: str, author: str, subject: str
) -> TaggedCanvas:
    """Return an empty document; the same drawing on it always gives the same bytes."""
    for face in Face:
        font(face)
    canvas = TaggedCanvas(file, size, Face.REGULAR.value)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator(author)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def in_words(day: date) -> str:
    """Return a day as October 9, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


def rule(canvas: TaggedCanvas, left: float, right: float, y: float, weight: float = 0.4) -> None:
    """Draw a thin horizontal rule."""
    canvas.setLineWidth(weight)
    with canvas.artifact():
        canvas.line(left, y, right, y)


def demonstration_band(canvas: TaggedCanvas, left: float, right: float, top: float) -> None:
    """Say across the page, white on black, that it is a demonstration."""
    with canvas.artifact():
        canvas.rect(left, top - 17, right - left, 17, stroke=0, fill=1)
    canvas.setFillGray(1)
    line = words(DEMONSTRATION, Face.BOLD, tracking=0.06)
    with canvas.tag("P"):
        draw(canvas, line, ((left + right) / 2, top - 12.2), 11, "centre")
    canvas.setFillGray(0)
