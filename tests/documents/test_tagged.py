"""The structure of the papers, as screen readers go by it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from documents.certificate import certificate_pdf, certificates_pdf
from documents.letter import letter_pdf
from documents.part4_certificate import part4_certificate
from documents.share_sheet import share_pdf
from documents.transcript import transcript_pdf
from tests.documents.papers import (
    ACCREDITATION,
    ADDRESS,
    board,
    certificate,
    letter,
    own,
    part4,
    participation,
    project,
    row,
    share,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWS = (b"Tj", b"TJ", b"'", b"f", b"F", b"f*", b"S", b"s", b"B", b"b", b"Do")
MARKS = (b"BDC", b"BMC")


def transcript(count: int, **parts: Any) -> bytes:
    """Return a transcript of some completions, every third without credit, with more parts."""
    kinds = [{}, {}, {"kind": "participation", "credits_quarters": 0, "points": ()}]
    rows = [row(title=f"Activity {number}", **kinds[number % 3]) for number in range(count)]
    made_on = date(2026, 11, 2)
    return transcript_pdf("Ada", rows, None, None, provider="School", made_on=made_on, **parts)


PAPERS = {
    "certificate": certificate_pdf(certificate()),
    "long": certificate_pdf(certificate(statements=(ACCREDITATION,) * 80, demonstration=True)),
    "bundle": certificates_pdf([certificate(), participation()]),
    "transcript": transcript(90),
    "empty": transcript(0),
    "elsewhere": transcript(3, moc=(board(), board(board="ABA")), own=(own(),) * 40),
    "share": share_pdf(share(demonstration=True)),
    "projects": transcript(3, part4=(project(), project(lead=True, awards=()))),
    "part4": part4_certificate(part4(row=project(demonstration=True))),
    "letter": letter_pdf(letter(demonstration=True)),
}


@pytest.fixture(params=sorted(PAPERS))
def paper(request: pytest.FixtureRequest) -> PdfReader:
    """Each kind of paper."""
    return PdfReader(BytesIO(PAPERS[request.param]))


def tree(reader: PdfReader) -> Any:
    """Return the root of the structure."""
    root: Any = reader.root_object["/StructTreeRoot"]
    return root


def ways(reader: PdfReader) -> dict[int, Any]:
    """Return what the keys of pages and links lead to."""
    numbers = tree(reader)["/ParentTree"]["/Nums"]
    return {int(numbers[at]): numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}


def below(element: Any) -> Iterator[Any]:
    """Give an element and all that are in it, in reading order."""
    yield element
    for kid in element["/K"]:
        one = kid.get_object()
        if isinstance(one, dict) and one.get("/Type") == "/StructElem":
            yield from below(one)


def elements(reader: PdfReader) -> list[Any]:
    """Return every element in reading order."""
    return list(below(tree(reader)["/K"]))


def operations(reader: PdfReader, page: Any) -> list[Any]:
    """Return what is done on a page, step by step."""
    return list(ContentStream(page["/Contents"], reader).operations)


def test_the_paper_says_that_it_is_tagged(paper: PdfReader) -> None:
    """Marked, with a language, and a title that viewers show in place of the file's name."""
    root: Any = paper.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  (the reader's own kind of truth)
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert paper.metadata is not None
    assert paper.metadata.title


def test_everything_drawn_is_content_or_artifact(paper: PdfReader) -> None:
    """No letter, line or code stands outside a mark, and no mark stands in another."""
    for page in paper.pages:
        inside = 0
        for _given, operator in operations(paper, page):
            inside += (operator in MARKS) - (operator == b"EMC")
            assert inside in {0, 1}
            assert inside or operator not in SHOWS
        assert inside == 0


def test_each_mark_leads_to_its_element_and_back(paper: PdfReader) -> None:
    """The marks of a page count from 0, and the way back names the element that holds each."""
    lead, pages = ways(paper), list[Any](paper.pages)
    for page in pages:
        did = operations(paper, page)
        marks = [int(given[1]["/MCID"]) for given, operator in did if operator == b"BDC"]
        back = [one.get_object() for one in lead[int(page["/StructParents"])]]
        assert marks == list(range(len(back)))
        assert [list(one["/K"]) for one in back] == [[mark] for mark in marks]
        assert all(one.raw_get("/Pg") == page.indirect_reference for one in back)
        assert page["/Tabs"] == "/S"


def test_each_element_knows_where_it_stands(paper: PdfReader) -> None:
    """Its parent is the element that holds it, up to the root."""
    root = tree(paper)
    assert root["/K"]["/P"] == root
    for one in elements(paper):
        for kid in below(one):
            assert kid is one or kid["/P"] in list(below(one))


def test_a_certificate_reads_from_heading_to_code() -> None:
    """One heading; the code has words in its place and is a link with a name."""
    reader = PdfReader(BytesIO(PAPERS["certificate"]))
    said = [str(one["/S"]) for one in elements(reader)]
    assert said.count("/H1") == 1
    assert said[-2:] == ["/Link", "/Figure"]
    link, figure = elements(reader)[-2:]
    assert "verification page" in figure["/Alt"]
    note = link["/K"][-1]["/Obj"]
    assert note["/A"]["/URI"] == ADDRESS
    assert note["/Contents"] == "Verify this certificate"
    assert ways(reader)[int(note["/StructParent"])] == link


def test_a_transcript_is_a_table_with_heads() -> None:
    """Four columns in every row, an empty cell included; each page has the heads."""
    reader = PdfReader(BytesIO(PAPERS["transcript"]))
    tables = [one for one in elements(reader) if one["/S"] == "/Table"]
    assert len(tables) == len(reader.pages) > 1
    for table in tables:
        rows = [[cell.get_object() for cell in one.get_object()["/K"]] for one in table["/K"]]
        assert [cell["/S"] for cell in rows[0]] == ["/TH"] * 4
        assert {_width(cells) for cells in rows} == {4}


def _width(cells: list[Any]) -> int:
    return sum(int(one.get("/A", {}).get("/ColSpan", 1)) for one in cells)


def test_words_on_two_lines_stay_two_words() -> None:
    """Whoever reads the letters one after the other, without their places, meets a space."""
    reader = PdfReader(BytesIO(certificate_pdf(certificate(title="Sepsis and shock " * 12))))
    letters = reader.pages[0].extract_text().replace("\n", "")
    assert "Sepsis and shock " * 11 in letters
