"""Word: numbered stems, lettered options, a key in bold, starred or on a line; tables, pictures."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import chain
from string import ascii_lowercase
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn

from quizzes.formats.archive import holds, opened, without_declarations
from quizzes.formats.columns import is_head, keys_of
from quizzes.formats.drafts import questions
from quizzes.formats.foreign import Format, Question, Taken, UnreadableError
from quizzes.formats.lines import Line, classified, letters_of
from quizzes.formats.listed import as_listed, without_empty
from quizzes.formats.rows import question
from quizzes.formats.word_numbering import Numbering
from quizzes.formats.word_paper import write
from quizzes.formats.word_text import Piece, Typed, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from lxml.etree import _Element

_PARAGRAPH, _TABLE, _CONTROL = qn("w:p"), qn("w:tbl"), qn("w:sdt")
_WRAPPERS = {_CONTROL, qn("w:customXml")}
_OPTIONS = re.compile(r"(?:answer\s+)?(?:options?|choices?|answers?)\s*:?", re.IGNORECASE)
_FIELDS = 2
"""Columns of a table that holds one question: what it is, and the text."""
_BLANK = Line("", "", "blank")


def recognises(content: bytes, name: str) -> bool:
    """Whether a file is a Word document."""
    del name
    return holds(content, "word/document.xml")


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a document. Raises UnreadableError."""
    with opened(content, name) as archive:
        without_declarations(archive, name)
    document = _document(content, name)
    found = _Reader(document).questions(document.element.body)
    if not found:
        fault = "There is no question: number the questions and letter their options A., B., C."
        raise UnreadableError(name, "", fault)
    return found


def _document(content: bytes, name: str) -> Document:
    # A damaged document makes python-docx fail in many ways; each means the same to its owner. What
    # we read of it is asked for here, and nothing of our own, so that no fault of ours hides.
    parts: tuple[object, ...]
    try:
        document = docx.Document(io.BytesIO(content))
        parts = (document.element.body, document.styles.element, document.part.rels)
    except Exception:  # noqa: BLE001
        parts = ()
    if not parts or any(one is None for one in parts):
        fault = "The document is damaged. Open it in Word and save it once more as .docx."
        raise UnreadableError(name, "", fault)
    return document


class _Reader:
    """Reads a document from top to bottom."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._images: dict[str, bytes] = {}
        self._lines: list[Line] = []
        self._of_tables: list[Question] = []
        self._paragraph = 0
        self._offset = 0
        """How many letters earlier a list of options began that Word counted on from another."""
        self._fresh = True
        """Whether no option was met since the last number."""
        self._unfinished: list[Typed] = []
        """Lines whose paragraph goes on in the next: the mark between was deleted, and tracked."""

    def questions(self, body: _Element) -> tuple[Question, ...]:
        """Return every question of the document."""
        for element in _blocks(body):
            if element.tag == _PARAGRAPH:
                self._take_paragraph(element)
            else:
                self._take_table(element)
        drafts = questions(without_empty(self._lines), self._images)
        return (*drafts, *self._of_tables)

    def _take_paragraph(self, paragraph: _Element) -> None:
        self._paragraph += 1
        place = f"paragraph {self._paragraph}"
        for number, line in enumerate(self._typed(paragraph)):
            read_line = self._line(line, place)
            if number == 0 and read_line.kind == "plain":
                self._lines.append(_BLANK)
            self._lines.append(read_line)

    def _typed(self, paragraph: _Element) -> list[Typed]:
        """Return the lines of a paragraph as they stand once its tracked changes are accepted."""
        lines = typed(paragraph)
        if begun := self._unfinished:
            first = Typed(
                (*begun[-1].pieces, *lines[0].pieces),
                (*begun[-1].images, *lines[0].images),
                (*begun[-1].lost, *lines[0].lost),
            )
            lines, self._unfinished = [*begun[:-1], first, *lines[1:]], []
        if _ends_deleted(paragraph):
            self._unfinished = lines
            return []
        return [replace(lines[0], shown=self._numbering.label(paragraph)), *lines[1:]]

    def _line(self, line: Typed, place: str) -> Line:
        images = tuple(one for one in map(self._image, line.images) if one)
        lost = tuple(f"{one} ({place})" for one in line.lost)
        plain, label = Line(line.text, place, images=images, lost=lost), line.shown
        found = classified(plain)
        if label is not None:
            if label.is_letter and self._fresh:
                self._offset, self._fresh = label.value - 1, False
            found = as_listed(plain, label, self._offset)
        content = found.text
        stands_out = line.stands_out(content) and found.kind != "head"
        flat = found.kind in {"letter", "bullet"} or label is not None
        if found.kind == "number":
            self._fresh, self._offset = True, 0
        text = line.markdown(content, flat=flat) if content else ""
        return replace(found, text=text, bold=found.bold or stands_out)

    def _take_table(self, table: _Element) -> None:
        rows = [self._cells(row) for row in _inside(table, "w:tr") if not _is_deleted(row)]
        heads = [" ".join(one.text for one in cell) for cell in rows[0]] if rows else []
        flat = [" ".join(one.text for one in cell).strip() for row in rows for cell in row]
        if _is_key(rows):
            pairs = [one for one in flat if one][-_FIELDS * (len(rows) - 1) :]
            self._lines += [Line("Answer key", "a table"), Line(" ".join(pairs), "a table")]
        elif _are_options(flat):
            self._lines += [line for row in rows for cell in row for line in self._cell(cell)]
        elif is_head(heads):
            self._take_grid(heads, rows[1:])
        elif _holds_one_question(rows):
            lines = [line for row in rows for line in self._fields(row)]
            self._of_tables += questions(without_empty(lines), self._images)
        elif not (_may_be_form(rows) and self._take_form(rows)):
            self._take_values(rows)

    def _cells(self, row: _Element) -> list[list[Typed]]:
        return [
            [
                line
                for paragraph in cell.iter(_PARAGRAPH)
                if next(paragraph.iterancestors(qn("w:txbxContent")), None) is None
                for line in self._typed(paragraph)
            ]
            for cell in _inside(row, "w:tc")
        ]

    def _cell(self, cell: Sequence[Typed]) -> Iterator[Line]:
        for one in cell:
            if one.text.strip() or one.shown or one.lost or one.images:
                yield self._line(one, "a table")

    def _take_form(self, rows: Sequence[Sequence[list[Typed]]]) -> bool:
        """Take a table that lists options: of its own question, or of the one above it.

        Return False, and take nothing, where it asks nothing itself: it is a table of values.
        """
        lines: list[Line] = []
        for row in rows:
            named = len(row) == _FIELDS and row[0] and not _holds_options(row[0])
            listed = named and _OPTIONS.fullmatch(" ".join(one.text for one in row[0]).strip())
            if named and not listed:
                lines += self._fields(row)
            else:
                lines += [line for cell in row[1 if listed else 0 :] for line in self._cell(cell)]
        first = next((at for at, one in enumerate(lines) if one.kind == "letter"), 0)
        before = [one for one in lines[:first] if one.kind != "blank"]
        if any(_asks(one) for one in before):
            self._of_tables += questions(without_empty(lines), self._images)
        elif not before:
            self._lines += lines
        return not before or any(_asks(one) for one in before)

    def _take_grid(self, heads: Sequence[str], rows: Sequence[Sequence[list[Typed]]]) -> None:
        keys = keys_of(heads)
        for number, row in enumerate(rows, 1):
            texts = ["\n".join(one.markdown(one.text) for one in cell).strip() for cell in row]
            cells = {key: text for key, text in zip(keys, texts, strict=False) if text}
            images = [
                one
                for cell in row
                for line in cell
                for own in line.images
                if (one := self._image(own))
            ]
            for at, one in enumerate(images, 1):
                cells["figure" if at == 1 else f"figure:{at}"] = one
            if cells:
                named = {one: self._images[one] for one in images}
                found = question(cells, f"table row {number}", named)
                lost = [said for cell in row for line in cell for said in line.lost]
                if lost and isinstance(found, Taken):
                    found = replace(found, warnings=(*found.warnings, *lost))
                self._of_tables.append(found)

    def _fields(self, row: Sequence[list[Typed]]) -> Iterator[Line]:
        label = " ".join(one.text for one in row[0]).strip().rstrip(".:)")
        lines = row[1] or [Typed(())]
        joint = ". " if len(label) == 1 or label.isdigit() else ": "
        begun = (
            replace(lines[0], pieces=(Piece(f"{label}{joint}"), *lines[0].pieces), shown=None)
            if label
            else lines[0]
        )
        for one in (begun, *lines[1:]):
            yield self._line(one, "a table")

    def _take_values(self, rows: Sequence[Sequence[list[Typed]]]) -> None:
        """Take a table of values as Markdown, a part of the stem that it stands in."""
        texts = [[" ".join(map(_as_shown, cell)) for cell in row] for row in rows]
        width = max(map(len, texts), default=0)
        every = [line for row in rows for cell in row for line in cell]
        if not any(one.text.strip() or one.images or one.lost for one in every):
            return
        cells = [[_cell(one) for one in [*row, *[""] * (width - len(row))]] for row in texts]
        lines = [f"| {' | '.join(row)} |" for row in cells]
        lines.insert(1, f"|{' --- |' * width}")
        images = tuple(name for one in every for own in one.images if (name := self._image(own)))
        lost = tuple(f"{said} (a table)" for one in every for said in one.lost)
        self._lines += [
            _BLANK, Line("\n".join(lines), "table", images=images, lost=lost), _BLANK,
        ]  # fmt: skip

    def _image(self, relation: str) -> str | None:
        """Return the name of a picture, and keep its content under that name."""
        try:
            part = self._document.part.related_parts[relation]
        except KeyError:  # a picture that is linked, and not in the document
            return None
        name = str(part.partname).rsplit("/", 1)[-1]
        self._images[name] = part.blob
        return name


def _cell(text: str) -> str:
    return text.replace("|", "\\|").strip()


def _is_key(rows: Sequence[Sequence[list[Typed]]]) -> bool:
    """Whether a table of two columns gives the answer to each number, below a head."""
    pairs = [[" ".join(one.text for one in cell).strip() for cell in row] for row in rows[1:]]
    return bool(pairs) and all(
        len(pair) == _FIELDS and pair[0].rstrip(".").isdigit() and letters_of(pair[1])
        for pair in pairs
    )


def _are_options(texts: Sequence[str]) -> bool:
    """Whether the cells of a table are options, lettered in order."""
    letters = [classified(Line(one, "")) for one in texts if one]
    wanted = list(ascii_lowercase[: len(letters)])
    return len(letters) >= _FIELDS and [one.label for one in letters] == wanted


def _as_shown(line: Typed) -> str:
    """Return a line of a table of values with the letter or number that Word shows before it."""
    text, label = line.markdown(line.text), line.shown
    if label is None or not text:
        return text
    if label.is_letter and label.value <= len(ascii_lowercase):
        return f"{ascii_lowercase[label.value - 1].upper()}. {text}"
    return f"{label.value}. {text}" if label.kind.startswith("decimal") else text


def _asks(line: Line) -> bool:
    """Whether a line of a form begins a question, or is one."""
    begins = line.kind == "number" or (line.kind == "head" and line.label in {"lead_in", "stem"})
    return begins or "?" in line.text


def _may_be_form(rows: Sequence[Sequence[list[Typed]]]) -> bool:
    """Whether options stand together in a cell, or below each other in a table of one column."""
    cells = [cell for row in rows for cell in row]
    column = all(len(row) == 1 for row in rows)
    return any(map(_holds_options, cells)) or (
        column and _holds_options([line for cell in cells for line in cell])
    )


def _holds_options(cell: Sequence[Typed]) -> bool:
    """Whether a cell lists options, lettered by Word or by hand."""
    if sum(one.shown is not None and one.shown.is_letter for one in cell) >= _FIELDS:
        return True
    letters = [one for line in cell if (one := classified(Line(line.text, ""))).kind == "letter"]
    wanted = list(ascii_lowercase[: len(letters)])
    return len(letters) >= _FIELDS and [one.label for one in letters] == wanted


def _ends_deleted(paragraph: _Element) -> bool:
    """Whether the end of a paragraph was deleted or moved away in a tracked change."""
    marks = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return marks is not None and any(
        marks.find(qn(one)) is not None for one in ("w:del", "w:moveFrom")
    )


def _is_deleted(row: _Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _inside(element: _Element, tag: str) -> Iterator[_Element]:
    """Return the rows of a table or the cells of a row, also those inside content controls."""
    for one in element:
        if one.tag == qn(tag):
            yield one
        elif one.tag in _WRAPPERS:
            yield from chain.from_iterable(_inside(each, tag) for each in _wrapped(one))


def _wrapped(wrapper: _Element) -> Iterator[_Element]:
    return wrapper.iterfind(qn("w:sdtContent")) if wrapper.tag == _CONTROL else iter((wrapper,))


def _blocks(body: _Element) -> Iterator[_Element]:
    """Return paragraphs and tables in order, also those inside content controls."""
    for one in body:
        if one.tag in {_PARAGRAPH, _TABLE}:
            yield one
        elif one.tag in _WRAPPERS:
            yield from chain.from_iterable(map(_blocks, _wrapped(one)))


def _holds_one_question(rows: Sequence[Sequence[list[Typed]]]) -> bool:
    """Whether a table of two columns names in the first what stands in the second."""
    if not rows or any(len(row) != _FIELDS for row in rows):
        return False
    labels = [" ".join(one.text for one in row[0]).strip() for row in rows]
    letters = [one for one in labels if len(one.strip(" .:)")) == 1 and one.strip(" .:)").isalpha()]
    parts = [one for one in labels if classified(Line(f"{one.rstrip(' :')}: x", "")).kind == "head"]
    return (
        len(letters) >= _FIELDS
        and len(letters) + len(parts) >= len([one for one in labels if one]) - 1
    )


WORD = Format(
    name="docx",
    title="Word",
    endings=(".docx",),
    recognises=recognises,
    read=read,
    write=write,
)
