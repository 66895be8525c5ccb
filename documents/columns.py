"""Paragraphs in two columns, on part of a page or over several pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from documents.words import Line, Word, draw, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.tagged import TaggedCanvas

LEADING = 1.2
UNEVEN = 2
"""How many lines the longer column may exceed half by, to keep a paragraph in one piece."""


@dataclass(frozen=True)
class Columns:
    """Two columns of lines; an empty line stands between two paragraphs."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    size: float

    @property
    def height(self) -> float:
        """How much of the page the longer column takes."""
        return max(len(self.left), len(self.right)) * self.size * LEADING

    def draw(self, canvas: TaggedCanvas, lefts: tuple[float, float], top: float) -> None:
        """Draw the columns below `top`, each from its own left edge."""
        for x, lines in zip(lefts, (self.left, self.right), strict=True):
            for empty, paragraph in groupby(enumerate(lines), key=lambda one: not one[1]):
                if empty:
                    continue
                with canvas.tag("P"):
                    for at, line in paragraph:
                        draw(canvas, line, (x, top - self.size * (0.8 + LEADING * at)), self.size)


def in_columns(
    paragraphs: Sequence[tuple[Word, ...]], measure: float, sizes: Sequence[float], room: float
) -> Columns | None:
    """Return the columns at the first of `sizes` that fits the room, or None."""
    for size in sizes:
        columns = _split(_lines(paragraphs, measure / size), size, int(room / (size * LEADING)))
        if columns.height <= room:
            return columns
    return None


def over_pages(
    paragraphs: Sequence[tuple[Word, ...]], measure: float, size: float, room: float
) -> Iterator[Columns]:
    """Yield the columns of one page after the other."""
    lines = _lines(paragraphs, measure / size)
    deep = int(room / (size * LEADING))
    while lines:
        page, lines = lines[: 2 * deep], _trimmed(lines[2 * deep :])
        yield Columns(page[:deep], page[deep:], size) if lines else _split(page, size, deep)


def _lines(paragraphs: Sequence[tuple[Word, ...]], measure: float) -> tuple[Line, ...]:
    lines: list[Line] = []
    for paragraph in paragraphs:
        if lines:
            lines.append(())
        lines.extend(wrap(paragraph, measure))
    return tuple(lines)


def _split(lines: tuple[Line, ...], size: float, deep: int) -> Columns:
    """Break between paragraphs where the columns stay about even and not too deep, else halfway."""
    half = (len(lines) + 1) // 2
    between = [at for at, line in enumerate((*lines, ())) if not line]
    best = min(between, key=lambda at: max(at, len(lines) - at - 1))
    at = best if max(best, len(lines) - best - 1) <= min(half + UNEVEN, deep) else half
    return Columns(lines[:at], _trimmed(lines[at:]), size)


def _trimmed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A column does not start with the empty line between two paragraphs."""
    return lines[1:] if lines and not lines[0] else lines
