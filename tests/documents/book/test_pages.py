"""A book on paper: what stands on which page, and how a reader gets there."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.book.pages import FLOOR, ROOM, TOP, book_pdf, pages
from documents.book.parts import Book, Facts, Grid, Head, Said, Section
from documents.book.rows import rows_of
from tests.outline import outline

FACTS = Facts((("Activity", "small.1"),))
LONG = Grid(
    ("Number", "Word"),
    tuple((f"row {at}", "word " * (at % 90)) for at in range(150)),
    (1, 4),
    "long.csv",
)


def book(*sections: Section, demonstration: bool = False) -> Book:
    """Return a book of these sections."""
    day = date(2026, 12, 1)
    return Book("A small one", "Audit binder", "Example", day, demonstration, FACTS, sections)


def read(*sections: Section, demonstration: bool = False) -> PdfReader:
    """Return it as a reader opens it."""
    return PdfReader(BytesIO(book_pdf(book(*sections, demonstration=demonstration))))


def test_contents_name_the_page_of_each_section() -> None:
    """And the bookmark of a section leads to that page."""
    found = read(Section("First", (LONG,)), Section("Second", (Said("Here."),)))
    contents = found.pages[1].extract_text()
    for title, at in outline(found):
        assert title in found.pages[at - 1].extract_text()
        line = next(one for one in contents.splitlines() if title in one)
        assert line.split()[-1] == str(at)
    assert [title for title, _ in outline(found)] == ["1. First", "2. Second"]


def test_each_page_is_numbered() -> None:
    """Page 1 of 7 to page 7 of 7."""
    found = read(Section("First", (LONG,)))
    total = len(found.pages)
    assert total > 4
    for at, page in enumerate(found.pages, 1):
        assert f"Page {at} of {total}" in " ".join(page.extract_text().split())


def test_a_table_says_its_heads_again_on_each_page() -> None:
    """Nobody turns back to learn what a column is, and no line is lost."""
    found = read(Section("First", (LONG,)))
    texts = [page.extract_text() for page in found.pages[2:]]
    assert all("Number" in text for text in texts)
    assert sum(text.count("row ") for text in texts) == 150


def test_what_is_said_once_is_said_again_on_the_next_page() -> None:
    """A first cell like the one above is left out, but not at the head of a page."""
    grid = Grid(("a", "b"), (("Subject", "word"),) * 150, (1, 4), once=True)
    texts = [page.extract_text() for page in read(Section("First", (grid,))).pages[2:]]
    assert len(texts) > 2
    assert [text.count("Subject") for text in texts] == [1] * len(texts)


def test_no_page_holds_more_than_its_room() -> None:
    """Nor ends with a heading that belongs to the next."""
    parts = [part for at in range(40) for part in (Head(f"Head {at}"), Said("word " * (7 * at)))]
    section = Section("First", (*parts, LONG, Said("a word " * 4_000)))
    for page in pages(rows_of(1, section)):
        assert sum(row.height for row in page) <= ROOM + 0.01
        assert page[-1].kind not in {"H1", "H2", "TH"}
    assert TOP - FLOOR == ROOM


def test_a_text_longer_than_a_page_goes_on() -> None:
    """Each of its words is printed."""
    text = " ".join(f"word{at}" for at in range(3_000))
    found = read(Section("First", (Said(text),)))
    printed = " ".join(page.extract_text() for page in found.pages)
    assert all(f"word{at} " in f"{printed} " for at in (0, 1_500, 2_999))


def test_what_the_typeface_has_no_letter_for_is_marked() -> None:
    """A reader sees that something is missing."""
    assert "[?]" in read(Section("First", (Said("Score 語"),))).pages[2].extract_text()


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_demonstration_says_so_on_every_page(demonstration: bool) -> None:
    """And nothing else does."""
    found = read(Section("First", (LONG,)), demonstration=demonstration)
    said = ["not for credit" in page.extract_text() for page in found.pages]
    assert said == [demonstration] * len(found.pages)


def test_the_same_book_gives_the_same_bytes() -> None:
    """A binder that was printed can be compared with one printed again."""
    section = Section("First", (LONG, Facts((("Name", "Said"),))))
    assert book_pdf(book(section)) == book_pdf(book(section))


def test_it_is_tagged_for_screen_readers() -> None:
    """Headings, tables and links of the contents have their structure."""
    content = book_pdf(book(Section("First", (LONG,))))
    root = PdfReader(BytesIO(content)).root_object
    assert "/Marked" in str(root["/MarkInfo"])
    assert "/StructTreeRoot" in root


def test_a_grid_as_a_file_holds_its_tail() -> None:
    """What is too much for paper is in the file, and no cell of it is run."""
    grid = Grid(("a",), (("1",),), (1,), "a.csv", tail=(("=2",),))
    assert grid.csv.decode("utf-8-sig") == "a\r\n1\r\n'=2\r\n"
