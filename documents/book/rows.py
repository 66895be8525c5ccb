"""A book as rows one under the other: paragraphs, headings, lines of tables, with heights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from documents.block import Block, Setting
from documents.book.parts import Facts, Grid, Head, Said
from documents.faces import Face, covers
from documents.sheet import PORTRAIT
from documents.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.book.parts import Part, Section

WIDTH, HEIGHT = PORTRAIT
LEFT, RIGHT = 54.0, WIDTH - 54.0
MEASURE = RIGHT - LEFT
GUTTER = 8.0
PADDING = 5.0
TEXT, SMALL = 10.0, 8.8
FEW = 6  # lines that stay together


@dataclass(frozen=True)
class Row:
    """Settings side by side, each with its left edge; `kind` is what screen readers call it."""

    kind: str  # H1, H2, P, TH, TD
    cells: tuple[tuple[float, Setting], ...]
    above: float = 0
    head: Row | None = None  # of its table, to be said again on the next page
    full: Row | None = None  # itself with a first cell that is left out below one like it
    mark: str = ""  # the place that contents and bookmarks lead to
    title: str = ""

    @property
    def in_table(self) -> bool:
        """Whether it is a line of a table."""
        return self.kind in {"TH", "TD"}

    @property
    def height(self) -> float:
        """The height of the tallest cell and the room around it."""
        tallest = max((one.height for _, one in self.cells), default=0.0)
        return self.above + tallest + (PADDING if self.in_table else 0)

    @property
    def lines(self) -> int:
        """How many lines the tallest cell has."""
        return max((len(one.lines) for _, one in self.cells), default=0)

    @property
    def least(self) -> float:
        """The room without which nothing of it is put on a page."""
        if self.lines <= FEW:
            return self.height
        return self.above + FEW * max(one.step for _, one in self.cells) + PADDING

    def cut(self, room: float) -> tuple[Row, Row]:
        """Return what fits a room, and the rest of it."""
        step = max(one.step for _, one in self.cells)
        fits = max(1, int((room - self.above - PADDING) / step))
        first = tuple((x, replace(one, lines=one.lines[:fits])) for x, one in self.cells)
        rest = tuple((x, replace(one, lines=one.lines[fits:])) for x, one in self.cells)
        return replace(self, cells=first), replace(self, cells=rest, above=0, mark="")


def rows_of(number: int, section: Section) -> Iterator[Row]:
    """Yield the rows of a section, its heading first."""
    title = f"{number}. {section.title}"
    heading = _text(title, Face.BOLD, 15, MEASURE)
    yield Row("H1", ((LEFT, heading),), above=20, mark=f"section-{number}", title=title)
    for part in section.parts:
        yield from _rows(part)


def shown(text: str) -> str:
    """Return text without what the typeface has no letter for: [?] stands in its place."""
    flowing = " ".join(text.split())
    return "".join(one if covers(Face.REGULAR, one) else "[?]" for one in flowing)


def _rows(part: Part) -> Iterator[Row]:
    if isinstance(part, Said):
        face = Face.ITALIC if part.note else Face.REGULAR
        for paragraph in part.text.split("\n\n"):
            set_in = _text(paragraph, face, SMALL + 0.4 if part.note else TEXT, MEASURE)
            yield Row("P", ((LEFT, set_in),), above=5)
    elif isinstance(part, Head):
        yield Row("H2", ((LEFT, _text(part.text, Face.BOLD, 11.5, MEASURE)),), above=11)
    elif isinstance(part, Facts):
        yield from _facts(part)
    else:
        yield from _grid(part)


def _facts(facts: Facts) -> Iterator[Row]:
    beside = 132.0
    for at, (name, said) in enumerate(facts.rows):
        label = _text(name, Face.BOLD, SMALL, beside - GUTTER)
        text = _text(said, Face.REGULAR, TEXT, MEASURE - beside)
        yield Row("TD", ((LEFT, label), (LEFT + beside, text)), above=8 if not at else 3)


def _grid(grid: Grid) -> Iterator[Row]:
    if not grid.rows:
        yield Row("P", ((LEFT, _text(grid.empty, Face.ITALIC, TEXT, MEASURE)),), above=5)
        return
    head = _line("TH", grid.headings, grid.widths)
    yield replace(head, above=8)
    above = None
    for row in grid.rows:
        full = replace(_line("TD", row, grid.widths), head=head)
        like = grid.once and row[0] == above
        above = row[0]
        yield (
            replace(_line("TD", ("", *row[1:]), grid.widths), head=head, full=full)
            if like
            else full
        )


def _line(kind: str, cells: Sequence[str], widths: Sequence[int]) -> Row:
    face = Face.BOLD if kind == "TH" else Face.REGULAR
    share = MEASURE / sum(widths)
    x, made = LEFT, []
    for text, wide in zip(cells, widths, strict=True):
        made.append((x, _text(text, face, SMALL, wide * share - GUTTER)))
        x += wide * share
    return Row(kind, tuple(made), above=3)


def _text(text: str, face: Face, size: float, measure: float) -> Setting:
    return Block(words(shown(text), face), size, leading=1.24).set(1, measure)
