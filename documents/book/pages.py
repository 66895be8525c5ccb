"""A book on paper: title page, contents with page numbers and links, bookmarks, running feet.

What is on which page is decided before anything is drawn, so that the contents can say it.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from documents.block import Block, flow
from documents.book.parts import Section
from documents.book.rows import FEW, HEIGHT, LEFT, MEASURE, PADDING, RIGHT, Row, rows_of, shown
from documents.faces import Face
from documents.sheet import PORTRAIT, demonstration_band, in_words, open_sheet, rule
from documents.words import draw, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from documents.book.parts import Book
    from documents.tagged import TaggedCanvas

TOP, FLOOR = HEIGHT - 60.0, 64.0
ROOM = TOP - FLOOR
ENTRY = 17.0  # height of a line of the contents
CONTENTS = 34.0  # height of their heading
IN_FOOT = 13  # words of a title that the running foot has room for
COLUMN = "/A << /O /Table /Scope /Column >>"
HEADING = {"H1", "H2", "TH"}
Page = tuple[Row, ...]


def book_pdf(book: Book) -> bytes:
    """Return the book as PDF; the same values always give the same bytes."""
    body = tuple(pages(row for at, one in enumerate(book.sections, 1) for row in rows_of(at, one)))
    lists = _contents(body)
    before = 1 + len(lists)
    file = BytesIO()
    canvas = open_sheet(
        file, PORTRAIT, title=f"{book.title}: {book.subtitle}", author=book.provider,
        subject=book.subtitle,
    )  # fmt: skip
    canvas.showOutline()
    total = before + len(body)
    _cover(canvas, book)
    _end(canvas, book, 1, total)
    for at, entries in enumerate(lists, 2):
        _list(canvas, entries, before)
        _end(canvas, book, at, total)
    for at, page in enumerate(body, before + 1):
        _draw(canvas, page)
        _end(canvas, book, at, total)
    canvas.save()
    return file.getvalue()


def pages(rows: Iterable[Row]) -> Iterator[Page]:
    """Deal rows out over pages: no page ends with a heading, and tables say their heads again."""
    page: list[Row] = []
    left = ROOM
    waiting = list(rows)[::-1]
    while waiting:
        row = waiting.pop()
        if not page:
            row = replace(row, above=0)
        if row.height + _must_follow(row, waiting) <= left:
            page.append(row)
            left -= row.height
        elif row.lines > FEW and (row.least <= left or not page):
            first, rest = row.cut(left)
            page.append(first)
            waiting.append(rest)
            left = 0
        elif page:
            yield tuple(page)
            page, left = [], ROOM
            waiting.append(row.full or row)
            if row.head is not None:
                page.append(replace(row.head, above=0))
                left -= page[0].height
        else:  # a row of few lines that is higher than a page: no typeface is that large
            page.append(row)
            left = 0
    if page:
        yield tuple(page)


def _must_follow(row: Row, waiting: Sequence[Row]) -> float:
    """Return the height of what may not be parted from a row: all up to the first plain one."""
    height = 0.0
    for one in reversed(waiting):
        if row.kind not in HEADING:
            break
        height += one.least
        row = one
    return height


Entry = tuple[str, str, int]  # place, title, page within the body


def _contents(body: Sequence[Page]) -> tuple[tuple[Entry, ...], ...]:
    entries = [
        (row.mark, row.title, at)
        for at, page in enumerate(body, 1)
        for row in page
        if row.mark
    ]  # fmt: skip
    fits = int((ROOM - CONTENTS) / ENTRY)
    return tuple(tuple(entries[at : at + fits]) for at in range(0, len(entries), fits)) or ((),)


def _cover(canvas: TaggedCanvas, book: Book) -> None:
    top = TOP - 40
    blocks = (
        Block(words(shown(book.provider).upper(), tracking=0.14), 9.5),
        Block(words(shown(book.subtitle)), 26, above=26, kind="H1"),
        Block(words(shown(book.title), Face.BOLD), 15, above=10),
        Block(words(f"Made on {in_words(book.made_on)}", Face.ITALIC), 11, above=6),
    )
    below = flow(canvas, [one.set(1, MEASURE) for one in blocks], (LEFT, top))
    rule(canvas, LEFT, RIGHT, below - 14, 0.9)
    facts = rows_of(0, Section("", (book.facts,)))
    next(facts)  # a title page has a title
    _draw(canvas, tuple(facts), below - 20)


def _list(canvas: TaggedCanvas, entries: Sequence[Entry], before: int) -> None:
    heading = Block(words("Contents"), 20, kind="H1").set(1, MEASURE)
    flow(canvas, [heading], (LEFT, TOP))
    y = TOP - CONTENTS - 10
    with canvas.group("TOC"):
        for mark, title, at in entries:
            with canvas.group("TOCI"):
                _entry(canvas, (mark, title, before + at), y)
            y -= ENTRY


def _entry(canvas: TaggedCanvas, entry: Entry, y: float) -> None:
    mark, title, page = entry
    says = f"{title}, page {page}"
    with canvas.jump(mark, says, (LEFT, y - 4, RIGHT, y + 11)), canvas.tag("Reference"):
        draw(canvas, words(shown(title)), (LEFT, y), 11)
        draw(canvas, words(str(page)), (RIGHT, y), 11, "right")
    canvas.setStrokeGray(0.75)
    rule(canvas, LEFT, RIGHT, y - 5, 0.3)
    canvas.setStrokeGray(0)


def _draw(canvas: TaggedCanvas, page: Page, top: float = TOP) -> None:
    y = top
    for table, rows in groupby(page, key=lambda one: one.in_table):
        if table:
            with canvas.group("Table"):
                for row in rows:
                    y = _table_row(canvas, row, y)
        else:
            for row in rows:
                y = _text_row(canvas, row, y)


def _text_row(canvas: TaggedCanvas, row: Row, y: float) -> float:
    y -= row.above
    if row.mark:
        canvas.bookmarkHorizontal(row.mark, 0, y + 6)
        canvas.addOutlineEntry(row.title, row.mark, 0)
    for x, setting in row.cells:
        flow(canvas, [replace(setting, kind=row.kind)], (x, y))
    return y - (row.height - row.above)


def _table_row(canvas: TaggedCanvas, row: Row, y: float) -> float:
    y -= row.above
    with canvas.group("TR"):
        for x, setting in row.cells:
            with canvas.group("TH", COLUMN) if row.kind == "TH" else canvas.group("TD"):
                flow(canvas, [setting], (x, y))
    y -= row.height - row.above
    canvas.setStrokeGray(0.2 if row.kind == "TH" else 0.8)
    rule(canvas, LEFT, RIGHT, y + PADDING / 2, 0.7 if row.kind == "TH" else 0.3)
    canvas.setStrokeGray(0)
    return y


def _end(canvas: TaggedCanvas, book: Book, number: int, total: int) -> None:
    if book.demonstration:
        demonstration_band(canvas, LEFT, RIGHT, HEIGHT - 26)
    rule(canvas, LEFT, RIGHT, FLOOR - 12)
    with canvas.artifact():
        title = words(shown(f"{book.subtitle} · {book.title}"))
        short = (*title[:IN_FOOT], *words("…")) if len(title) > IN_FOOT else title
        draw(canvas, short, (LEFT, FLOOR - 24), 8.5)
        draw(canvas, words(f"Page {number} of {total}"), (RIGHT, FLOOR - 24), 8.5, "right")
    canvas.showPage()
