"""A formula on paper."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from documents.formula import drawn


def test_a_formula_is_drawn_into_its_line() -> None:
    """It becomes a picture as high as it needs, that hangs below the line by its depth."""
    markup = drawn("\\frac{140 - age}{72 \\times Cr}", 11)
    found = re.search(r'width="([\d.]+)" height="([\d.]+)" valign="(-?[\d.]+)"', markup)
    assert found is not None
    width, height, depth = map(float, found.groups())
    assert 20 < width < 120
    assert 11 < height < 40
    assert -20 < depth < 0
    file = BytesIO()
    SimpleDocTemplate(file).build([Paragraph(f"Clearance: {markup}", ParagraphStyle("body"))])
    (page,) = PdfReader(file).pages
    assert len(page.images) == 1


def test_what_cannot_be_drawn_stays_as_it_is_written() -> None:
    """A paper is printed all the same."""
    assert drawn("\\oops{<b>", 11) == "\\oops{&lt;b&gt;".replace("&gt;", "&gt;")
