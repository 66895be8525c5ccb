"""The text of a Word paragraph with what sets it apart: bold, colour, small letters, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from quizzes.formats.raised import lowered, raised
from quizzes.formats.runs import Run, inline
from quizzes.formats.symbol_font import UNREAD, sign, text_in
from quizzes.formats.word_formula import plain
from quizzes.formats.word_numbering import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SKIPPED = {
    f"{_WORD}{one}"
    for one in ("del", "moveFrom", "instrText", "delText", "txbxContent", "rPr", "pPr")
} | {f"{_ALTERNATIVE}Fallback"}
"""What was deleted, what is code of a field, and what is there twice."""
_SIGNS = {
    f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-",
}  # fmt: skip
_NO = {"0", "false", "none", "off"}
_DARK = {"auto", "000000", "FFFFFF", "text1", "dark1"}


@dataclass(frozen=True)
class Piece:
    """Text of one look."""

    text: str
    strong: bool = False
    """Bold, underlined, highlighted or coloured: what people mark a key with."""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Typed:
    """A line of a paragraph."""

    pieces: tuple[Piece, ...]
    images: tuple[str, ...] = ()
    """Ids of the relationships that lead to its pictures."""
    lost: tuple[str, ...] = ()
    """What of it has no place in a bank."""
    shown: Label | None = None
    """What Word shows before it though nobody typed it."""

    @property
    def text(self) -> str:
        """The bare text."""
        return "".join(one.text for one in self.pieces)

    def stands_out(self, content: str) -> bool:
        """Whether the end of the line, from `content` on, is set apart as a whole."""
        part = self._from(content)
        return bool(part) and all(one.strong for one in part if one.text.strip())

    def markdown(self, content: str, *, flat: bool = False) -> str:
        """Return the end of the line, from `content` on, as Markdown; `flat`: without bold."""
        pieces = self._from(content) or [Piece(content)]
        bold = not flat and not all(one.bold for one in pieces if one.text.strip())
        return inline([Run(one.text, bold=bold and one.bold, italic=one.italic) for one in pieces])

    def _from(self, content: str) -> list[Piece]:
        start = self.text.rfind(content) if content else -1
        if start < 0:
            return []
        end, at = start + len(content), 0
        found: list[Piece] = []
        for one in self.pieces:
            text = one.text[max(start - at, 0) : max(end - at, 0)]
            at += len(one.text)
            if text:
                found.append(replace(one, text=text))
        return found


@dataclass
class _Reading:
    """Lines while a paragraph is read."""

    lines: list[list[Piece]] = field(default_factory=lambda: [[]])
    images: list[list[str]] = field(default_factory=lambda: [[]])
    lost: list[set[str]] = field(default_factory=lambda: [set()])

    def lose(self, said: str) -> None:
        self.lost[-1].add(said)

    def add(self, piece: Piece) -> None:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                self.lines.append([])
                self.images.append([])
                self.lost.append(set())
            if text:
                self.lines[-1].append(replace(piece, text=text))


def typed(paragraph: _Element) -> list[Typed]:
    """Return the lines of a paragraph: one, or more where Shift+Enter was pressed in it."""
    reading = _Reading()
    for element in paragraph:
        _take(element, reading)
    return [
        Typed(tuple(_joined(pieces)), tuple(images), tuple(sorted(lost)))
        for pieces, images, lost in zip(reading.lines, reading.images, reading.lost, strict=True)
    ]


def _take(element: _Element, reading: _Reading) -> None:
    tag = str(element.tag)  # of a comment it is a function
    if tag in _SKIPPED:
        return
    if tag == f"{_WORD}r":
        _take_run(element, reading)
    elif tag.startswith(_MATH):
        reading.add(Piece(plain(element)))
        reading.lose("a formula came along as plain characters; compare it with the source")
    else:
        for inner in element:
            _take(inner, reading)


def _take_run(run: _Element, reading: _Reading) -> None:
    properties = run.find(f"{_WORD}rPr")
    if unseen := _unseen(properties):
        if text := "".join(one.text or "" for one in run.iter(f"{_WORD}t")).strip():
            reading.lose(f'{unseen} text did not come along: "{text[:80]}"')
        return
    look = _look(properties)
    for one in run:
        if one.tag in {f"{_WORD}t", f"{_WORD}sym"}:
            text = _written(one, properties)
            reading.add(replace(look, text=text))
            if UNREAD in text:
                reading.lose(f"a sign of a font could not be read and stands as {UNREAD}")
        elif one.tag in _SIGNS:
            reading.add(replace(look, text=_SIGNS[str(one.tag)]))
        elif str(one.tag) not in _SKIPPED:
            reading.images[-1] += _pictures(one)
            _lose(one, reading)


def _lose(element: _Element, reading: _Reading) -> None:
    """Note what of a part of a run has no place in a bank."""
    if element.tag in {f"{_WORD}footnoteReference", f"{_WORD}endnoteReference"}:
        reading.lose("a footnote did not come along")
    elif next(element.iter(f"{_WORD}txbxContent"), None) is not None:
        reading.lose("the text of a text box did not come along")
    elif any(True for _ in _drawn(element)):
        reading.lose("a chart or drawing did not come along")
    elif element.tag == f"{_WORD}object":
        reading.lose("an embedded object did not come along but for its picture")


def _written(element: _Element, properties: _Element | None) -> str:
    """Return the text of a run as it is shown: signs of fonts, small letters."""
    if element.tag == f"{_WORD}sym":
        code = int(element.get(qn("w:char"), "0"), 16)
        text = sign(element.get(qn("w:font"), ""), code)
    else:
        fonts = properties.find(qn("w:rFonts")) if properties is not None else None
        text = text_in("" if fonts is None else fonts.get(qn("w:ascii"), ""), element.text or "")
    text, small = _tidy(text), _small(properties)
    text = raised(text) if small == "superscript" else text
    return lowered(text) if small == "subscript" else text


def _unseen(properties: _Element | None) -> str:
    """Return why a run is no text of the question: it is hidden, or struck out."""
    if _is_on(properties, "w:vanish"):
        return "hidden"
    return "struck-out" if any(_is_on(properties, f"w:{one}strike") for one in ("", "d")) else ""


def _drawn(element: _Element) -> Iterator[_Element]:
    """Return what is drawn by Word itself, and is no picture."""
    for one in element.iter(f"{_DRAWING}graphicData"):
        if not one.get("uri", "").endswith("/picture"):
            yield one


def _pictures(element: _Element) -> Iterator[str]:
    for one in element.iter():
        if any(above.tag in _SKIPPED for above in one.iterancestors()):
            continue
        tag = str(one.tag)
        own = one.get(_EMBED) if tag.endswith("}blip") else None
        own = one.get(_ID) if tag.endswith("}imagedata") else own
        if own:
            yield own


def _look(properties: _Element | None) -> Piece:
    bold = _is_on(properties, "w:b") or _is_strong(properties)
    italic = _is_on(properties, "w:i") or _is_on(properties, "w:iCs")
    marked = any(_is_on(properties, one) for one in ("w:highlight", "w:u", "w:shd")) or _coloured(
        properties
    )
    return Piece("", strong=bold or marked, bold=bold, italic=italic)


def _is_on(properties: _Element | None, tag: str) -> bool:
    found = properties.find(qn(tag)) if properties is not None else None
    if found is None:
        return False
    if tag == "w:shd":
        return found.get(qn("w:fill"), "auto") not in {*_DARK, "ffffff"}
    return found.get(qn("w:val"), "1").casefold() not in _NO


def _is_strong(properties: _Element | None) -> bool:
    style = properties.find(qn("w:rStyle")) if properties is not None else None
    return style is not None and style.get(qn("w:val"), "").casefold().startswith("strong")


def _coloured(properties: _Element | None) -> bool:
    found = properties.find(qn("w:color")) if properties is not None else None
    if found is None or found.get(qn("w:themeColor"), "") in _DARK:
        return False
    return found.get(qn("w:val"), "auto") not in _DARK


def _small(properties: _Element | None) -> str | None:
    found = properties.find(qn("w:vertAlign")) if properties is not None else None
    return None if found is None else found.get(qn("w:val"))


def _tidy(text: str) -> str:
    for blank in "\u00a0\u2002\u2003\u2009\u202f":
        text = text.replace(blank, " ")
    for nothing in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
        text = text.replace(nothing, "")
    return text


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Return pieces with neighbours of one look made one: Word parts them where it was edited."""
    for look, same in groupby(pieces, key=lambda one: (one.strong, one.bold, one.italic)):
        strong, bold, italic = look
        yield Piece("".join(one.text for one in same), strong=strong, bold=bold, italic=italic)
