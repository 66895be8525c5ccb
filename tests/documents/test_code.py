from __future__ import annotations

import re
from io import BytesIO

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from documents.code import MASK, QUIET, draw_code, modules
from tests.documents.papers import ADDRESS

BAR = re.compile(r"(\d+) -(\d+) (\d+) 1 re")


def drawn(address: str) -> str:
    """Return the drawing instructions of a code on a page."""
    file = BytesIO()
    canvas = Canvas(file, pageCompression=0)
    draw_code(canvas, address, 10, 20, 90)
    canvas.save()
    return PdfReader(file).pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]


def test_the_modules_are_those_of_the_encoder() -> None:
    """The code says the address, in medium error correction and with the fixed mask."""
    same = segno.make_qr(ADDRESS, error="m", mask=MASK, boost_error=False)
    assert modules(ADDRESS) == tuple(bytes(row) for row in same.matrix)
    assert len(modules(ADDRESS)) == same.symbol_size(border=0)[0]


@pytest.mark.parametrize(
    "address", [ADDRESS, "https://x.example/v/1", "https://é.example/" + "a" * 200]
)
def test_the_bars_on_paper_are_the_dark_modules(address: str) -> None:
    """Filling the drawn rectangles gives back the matrix, module by module."""
    rows = modules(address)
    paper = [bytearray(len(rows)) for _ in rows]
    for at, below, long in BAR.findall(drawn(address)):
        for column in range(int(at), int(at) + int(long)):
            paper[int(below) - 1][column] += 1
    assert tuple(bytes(row) for row in paper) == rows


def test_the_code_is_one_path() -> None:
    """All bars are filled at once, so that no seam shows between them."""
    assert len(re.findall(r"(?<=re )f\b", drawn(ADDRESS))) == 1


def test_the_quiet_zone_is_left_free() -> None:
    """Four modules of white surround the code inside its square."""
    unit = 90 / (len(modules(ADDRESS)) + 2 * QUIET)
    *_, (scale, left, top) = re.findall(r"([\d.]+) 0 0 \1 ([\d.]+) ([\d.]+) cm", drawn(ADDRESS))
    assert float(scale) == pytest.approx(unit, abs=0.001)
    assert float(left) == pytest.approx(10 + 4 * unit, abs=0.01)
    assert float(top) == pytest.approx(110 - 4 * unit, abs=0.01)


@settings(deadline=None)  # the first address waits for the library
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=200))
def test_any_address_has_a_square_code(address: str) -> None:
    """No address is too strange to encode; the code is never of the micro kind."""
    rows = modules(address)
    assert len(rows) >= 21
    assert {len(row) for row in rows} == {len(rows)}
