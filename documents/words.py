"""Words set in type: measured at one point, broken into lines, drawn on a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from credit.statements import runs
from documents.faces import Face, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face inside a word, and how wide they and a space after them are."""

    text: str
    face: Face
    tracking: float
    width: float
    space: float


def run(text: str, face: Face, tracking: float = 0) -> Run:
    """Return letters measured at one point, each followed by its tracking."""
    wide = width(text, face) + tracking * len(text)
    return Run(text, face, tracking, wide, width(" ", face) + tracking)


Word = tuple[Run, ...]
Line = tuple[Word, ...]


@lru_cache(maxsize=512)
def words(text: str, face: Face = Face.REGULAR, tracking: float = 0) -> tuple[Word, ...]:
    """Return the words of plain `text`, the credit trademark in italics wherever it stands."""
    found: list[list[Run]] = [[]]
    for part, cut in _cuts(text, face):
        for at, piece in enumerate(part.split(" ")):
            if at:
                found.append([])
            if piece:
                found[-1].append(run(piece, cut, tracking))
    return tuple(tuple(word) for word in found if word)


def _cuts(text: str, face: Face) -> Iterator[tuple[str, Face]]:
    for piece in runs(text):
        yield piece.text, Face.ITALIC if piece.italic else face


def length(line: Sequence[Word]) -> float:
    """Return how wide a line is at one point."""
    letters = sum(part.width for word in line for part in word)
    return letters + sum(word[-1].space for word in line[:-1])


def wrap(content: Sequence[Word], measure: float) -> tuple[Line, ...]:
    """Return the lines of `content`, none of them wider than `measure` at one point."""
    lines: list[Line] = []
    current: list[Word] = []
    used = 0.0
    for word in _fitting(content, measure):
        wide = sum(part.width for part in word)
        if current and used + wide > measure:
            lines.append(tuple(current))
            current, used = [], 0.0
        current.append(word)
        used += wide + word[-1].space
    return (*lines, tuple(current)) if current else tuple(lines)


def balanced(lines: tuple[Line, ...], measure: float) -> tuple[Line, ...]:
    """Return what `wrap` made of a text in as many lines, as even in length as they can be."""
    if not lines[1:]:
        return lines
    content = [word for line in lines for word in line]
    narrow, wide = max(measure / 2, *(length([word]) for word in content)), measure
    for _ in range(6):
        middle = (narrow + wide) / 2
        if len(wrap(content, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return wrap(content, wide)


def _fitting(content: Sequence[Word], measure: float) -> Iterator[Word]:
    for word in content:
        if sum(part.width for part in word) <= measure:
            yield word
        else:
            yield from _broken(word, measure)


def _broken(word: Word, measure: float) -> Iterator[Word]:
    """A word wider than the measure is broken wherever it must be."""
    for part in word:
        piece = ""
        for letter in part.text:
            if piece and run(piece + letter, part.face, part.tracking).width > measure:
                yield (run(piece, part.face, part.tracking),)
                piece = ""
            piece += letter
        yield (run(piece, part.face, part.tracking),)


def draw(
    canvas: Canvas, line: Line, at: tuple[float, float], size: float, align: Align = "left"
) -> None:
    """Draw one line with its left end, middle or right end at a point on its baseline.

    A space that nobody sees follows it: without it the last word of a line and the first of the
    next would be read as one.
    """
    if not line:
        return
    tracking = line[0][0].tracking
    wide = (length(line) - tracking) * size
    left = at[0] - {"left": 0.0, "centre": wide / 2, "right": wide}[align]
    pen = canvas.beginText(left, at[1])
    if tracking:
        pen.setCharSpace(tracking * size)
    for face, text in _stretches(line):
        pen.setFont(face.value, size)
        pen.textOut(text)
    if tracking:
        pen.setCharSpace(0)
    canvas.drawText(pen)


def _stretches(line: Line) -> Iterator[tuple[Face, str]]:
    """The letters of a line in stretches of one face, a space after each word."""
    pieces = [piece for word in line for piece in (*word, _BLANKS[word[-1].face])]
    for face, stretch in groupby(pieces, key=attrgetter("face")):
        yield face, "".join(piece.text for piece in stretch)


_BLANKS = {face: Run(" ", face, 0, 0, 0) for face in Face}
