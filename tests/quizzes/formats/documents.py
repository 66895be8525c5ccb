"""Word documents as people write them, made paragraph by paragraph."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def picture(colour: str = "red") -> bytes:
    """Return a small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


class Draft:
    """A Word document that is being typed."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self._lists = 0

    def line(self, text: str, **look: Any) -> Paragraph:
        """Type a paragraph; **bold** parts of it are bold, and `look` is that of all of it."""
        paragraph: Paragraph = self.document.add_paragraph()
        for number, part in enumerate(text.split("**")):
            run = paragraph.add_run(part)
            run.bold = number % 2 == 1 or look.get("bold")
            run.italic = look.get("italic")
            if look.get("highlight"):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        return paragraph

    def lines(self, text: str) -> Draft:
        """Type a paragraph for each line."""
        for one in text.strip("\n").split("\n"):
            self.line(one)
        return self

    def new_list(self, *kinds: str) -> str:
        """Define a list with a kind of numbering for each depth; return its id."""
        root = self.document.part.numbering_part.element
        self._lists += 1
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(100 + self._lists))
        for depth, kind in enumerate(kinds):
            level = OxmlElement("w:lvl")
            level.set(qn("w:ilvl"), str(depth))
            for tag, value in (
                ("w:start", "1"),
                ("w:numFmt", kind),
                ("w:lvlText", f"%{depth + 1}."),
            ):
                element = OxmlElement(tag)
                element.set(qn("w:val"), value)
                level.append(element)
            abstract.append(level)
        root.insert(0, abstract)
        return self.restarted(str(100 + self._lists))

    def restarted(self, abstract: str, *, restart: bool = False) -> str:
        """Return the id of a list that looks like another, and begins anew where asked."""
        root = self.document.part.numbering_part.element
        own = str(500 + len(root))
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), own)
        reference = OxmlElement("w:abstractNumId")
        reference.set(qn("w:val"), abstract)
        number.append(reference)
        if restart:
            override = OxmlElement("w:lvlOverride")
            override.set(qn("w:ilvl"), "0")
            start = OxmlElement("w:startOverride")
            start.set(qn("w:val"), "1")
            override.append(start)
            number.append(override)
        root.append(number)
        return own

    def item(self, text: str, number: str, depth: int = 0, **look: Any) -> Paragraph:
        """Type a paragraph of a list."""
        paragraph = self.line(text, **look)
        properties = paragraph._p.get_or_add_pPr()
        numbered = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", str(depth)), ("w:numId", number)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            numbered.append(element)
        properties.append(numbered)
        return paragraph

    def table(self, *rows: tuple[str, ...]) -> Draft:
        """Type a table."""
        table = self.document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        return self

    def picture(self, colour: str = "red") -> Draft:
        """Put a picture into a paragraph of its own."""
        self.document.add_picture(io.BytesIO(picture(colour)))
        return self

    def file(self) -> bytes:
        """Return the document's file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()
