"""The strips of a table on paper, and how they are dealt out over pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.block import Block, Setting, flow
from documents.sheet import rule
from documents.words import Align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.tagged import TaggedCanvas


PADDING = 7.0
HEADING = "/A << /O /Table /Scope /Column /ColSpan 4 >>"
"""A heading stands across the four columns of a table."""


@dataclass(frozen=True)
class Cell:
    """Text at one place across the page."""

    x: float
    settings: tuple[Setting, ...]
    align: Align = "left"


def cell(x: float, measure: float, blocks: Iterable[Block], align: Align = "left") -> Cell:
    """Return a cell whose blocks are broken into lines of a measure."""
    return Cell(x, tuple(block.set(1, measure) for block in blocks), align)


@dataclass(frozen=True)
class Strip:
    """Cells side by side; a heading stays with the strip that follows it."""

    cells: tuple[Cell, ...]
    heading: bool = False

    @property
    def height(self) -> float:
        """The height of the tallest cell and the room around it."""
        tallest = max(sum(part.height for part in one.settings) for one in self.cells)
        return tallest + PADDING + (PADDING if self.heading else 0)

    def draw(self, canvas: TaggedCanvas, left: float, right: float, top: float) -> None:
        """Draw the strip below `top`, with a thin rule at its foot."""
        start = top - (PADDING * 1.5 if self.heading else PADDING / 2)
        kind = ("TH", HEADING) if self.heading else ("TD",)
        with canvas.group("TR"):
            for one in self.cells:
                with canvas.group(*kind):
                    flow(canvas, one.settings, (one.x, start), one.align)
        canvas.setStrokeGray(0 if self.heading else 0.55)
        rule(canvas, left, right, top - self.height)
        canvas.setStrokeGray(0)


def over_pages(
    strips: Sequence[Strip], first_room: float, room: float
) -> tuple[tuple[Strip, ...], ...]:
    """Return the strips of each page; no page ends with a heading."""
    pages: list[list[Strip]] = [[]]
    left = first_room
    for number, strip in enumerate(strips):
        following = strips[number + 1].height if strip.heading and strips[number + 1 :] else 0
        if strip.height + following > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(strip)
        left -= strip.height
    return tuple(tuple(page) for page in pages)
