"""Word: numbered stems, lettered options, a key in bold, starred or on a line; tables, pictures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from string import ascii_lowercase
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn

from quizzes.formats.archive import opened, without_declarations
from quizzes.formats.columns import is_head, keys_of
from quizzes.formats.drafts import questions
from quizzes.formats.foreign import Format, Question, Taken, UnreadableError
from quizzes.formats.lines import Line, classified, letters_of
from quizzes.formats.rows import question
from quizzes.formats.word_numbering import Label, Numbering
from quizzes.formats.word_paper import write
from quizzes.formats.word_text import Piece, Typed, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from lxml.etree import _Element

_PARAGRAPH, _TABLE, _CONTROL = qn("w:p"), qn("w:tbl"), qn("w:sdt")
_FIELDS = 2
"""Columns of a table that holds one question: what it is, and the text."""
_BLANK = Line("", "", "blank")


def recognises(content: bytes, name: str) -> bool:
    """Whether a file is a Word document."""
    del name
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a document. Raises UnreadableError."""
    with opened(content, name) as archive:
        without_declarations(archive, name)
    try:
        document = docx.Document(io.BytesIO(content))
        body, reader = document.element.body, _Reader(document)
    # A damaged document makes python-docx fail in many ways; each means the same to its owner.
    except Exception:  # noqa: BLE001
        fault = "The document is damaged. Open it in Word and save it once more as .docx."
        raise UnreadableError(name, "", fault) from None
    found = reader.questions(body)
    if not found:
        fault = "There is no question: number the questions and letter their options A., B., C."
        raise UnreadableError(name, "", fault)
    return found


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
        self._lost: dict[str, set[str]] = {}

    def questions(self, body: _Element) -> tuple[Question, ...]:
        """Return every question of the document."""
        for element in _blocks(body):
            if element.tag == _PARAGRAPH:
                self._take_paragraph(element)
            else:
                self._take_table(element)
        drafts = questions(self._lines, self._images)
        said = sorted({one for those in self._lost.values() for one in those})
        if said and drafts and isinstance(drafts[0], Taken):
            where = [f"{one} ({', '.join(sorted(self._lost))})" for one in said]
            drafts = (replace(drafts[0], warnings=(*drafts[0].warnings, *where)), *drafts[1:])
        return (*drafts, *self._of_tables)

    def _take_paragraph(self, paragraph: _Element) -> None:
        self._paragraph += 1
        label = self._numbering.label(paragraph)
        for number, line in enumerate(typed(paragraph)):
            place = f"paragraph {self._paragraph}"
            self._note(line, place)
            read_line = self._line(line, label if number == 0 else None, place)
            if number == 0 and read_line.kind == "plain":
                self._lines.append(_BLANK)
            self._lines.append(read_line)

    def _line(self, line: Typed, label: Label | None, place: str) -> Line:
        images = tuple(one for one in map(self._image, line.images) if one)
        found = classified(Line(line.text, place, images=images))
        if label is not None:
            found = self._labelled(found, label)
        content = found.text
        stands_out = line.stands_out(content) and found.kind != "head"
        flat = found.kind in {"letter", "bullet"} or label is not None
        if found.kind == "number":
            self._fresh, self._offset = True, 0
        text = line.markdown(content, flat=flat) if content else ""
        return replace(found, text=text, bold=found.bold or stands_out)

    def _labelled(self, line: Line, label: Label) -> Line:
        """Return a line with the label that Word shows before it, unless one was typed, too."""
        if line.kind in {"head", "letter"}:
            return line
        if label.is_letter:
            if self._fresh:
                self._offset, self._fresh = label.value - 1, False
            at = label.value - 1 - self._offset
            letter = ascii_lowercase[at] if 0 <= at < len(ascii_lowercase) else ""
            return replace(_marked(line), kind="letter", label=letter)
        if label.kind == "bullet":
            return replace(_marked(line), kind="bullet")
        if label.kind.startswith("decimal"):
            return replace(line, kind="number", label=str(label.value), series=label.series)
        return line

    def _take_table(self, table: _Element) -> None:
        rows = [_cells(row) for row in table.iterfind(qn("w:tr"))]
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
            self._of_tables += questions(lines, self._images)
        else:
            self._take_values(rows)

    def _cell(self, cell: Sequence[Typed]) -> Iterator[Line]:
        for one in cell:
            if one.text.strip():
                yield self._line(one, None, "a table")

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
                self._of_tables.append(question(cells, f"table row {number}", named))

    def _fields(self, row: Sequence[list[Typed]]) -> Iterator[Line]:
        label = " ".join(one.text for one in row[0]).strip().rstrip(".:)")
        lines = row[1] or [Typed(())]
        joint = ". " if len(label) == 1 or label.isdigit() else ": "
        begun = (
            Typed((Piece(f"{label}{joint}"), *lines[0].pieces), lines[0].images)
            if label
            else lines[0]
        )
        for one in (begun, *lines[1:]):
            yield self._line(one, None, "a table")

    def _take_values(self, rows: Sequence[Sequence[list[Typed]]]) -> None:
        """Take a table of values as Markdown, a part of the stem that it stands in."""
        texts = [[" ".join(one.markdown(one.text) for one in cell) for cell in row] for row in rows]
        width = max(map(len, texts), default=0)
        if width == 0:
            return
        cells = [[_cell(one) for one in [*row, *[""] * (width - len(row))]] for row in texts]
        lines = [f"| {' | '.join(row)} |" for row in cells]
        lines.insert(1, f"|{' --- |' * width}")
        images = tuple(
            name
            for row in rows
            for cell in row
            for one in cell
            for own in one.images
            if (name := self._image(own))
        )
        self._lines += [_BLANK, Line("\n".join(lines), "table", images=images), _BLANK]

    def _image(self, relation: str) -> str | None:
        """Return the name of a picture, and keep its content under that name."""
        try:
            part = self._document.part.related_parts[relation]
        except KeyError:  # a picture that is linked, and not in the document
            return None
        name = str(part.partname).rsplit("/", 1)[-1]
        self._images[name] = part.blob
        return name

    def _note(self, line: Typed, place: str) -> None:
        if line.lost:
            self._lost.setdefault(place, set()).update(line.lost)


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


def _marked(line: Line) -> Line:
    """Return a line as an option: a star or a tick at its beginning or end is its mark."""
    as_option = classified(replace(line, text=f"A. {line.text}", kind="plain"))
    return replace(as_option, ticked=as_option.ticked or line.ticked)


def _blocks(body: _Element) -> Iterator[_Element]:
    """Return paragraphs and tables in order, also those inside content controls."""
    for one in body:
        if one.tag in {_PARAGRAPH, _TABLE}:
            yield one
        elif one.tag == _CONTROL:
            inside = one.find(qn("w:sdtContent"))
            yield from _blocks(inside) if inside is not None else ()


def _cells(row: _Element) -> list[list[Typed]]:
    return [
        [line for paragraph in cell.iter(_PARAGRAPH) for line in typed(paragraph)]
        for cell in row.iterfind(qn("w:tc"))
    ]


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
