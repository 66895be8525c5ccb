"""CSV: our own template with its head, and files without a head (stem, options, letter)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from quizzes.formats.choices import choice
from quizzes.formats.columns import LETTERS, columns, is_head, keys_of
from quizzes.formats.encoding import decoded
from quizzes.formats.examples import EXAMPLES
from quizzes.formats.foreign import Format, Paper, Question, Rejected, UnreadableError, Written
from quizzes.formats.plain import literal
from quizzes.formats.question_text import split
from quizzes.formats.rows import question
from quizzes.formats.sheet_of_items import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_CELL = 100_000
"""Characters of a cell; more is no text of a question."""
_LOOKED_AT = 50
"""Lines by which a file is recognised."""
_FEWEST = 4
"""Columns of a file without head: a stem, two options, a letter."""


def recognises(content: bytes, name: str) -> bool:
    """Whether one of the first lines names the columns of our template."""
    rows = _first_rows(content, name)
    return any(is_head(row) for _, row in rows[:10])


def recognises_headless(content: bytes, name: str) -> bool:
    """Whether most lines are a stem, some options, and the letter of one of them."""
    rows = [row for _, row in _first_rows(content, name) if any(row)]
    good = [row for row in rows if len(row) >= _FEWEST and _letter(row) is not None]
    return bool(rows) and len(good) * 10 >= len(rows) * 8


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return the question of each row below the head. Raises UnreadableError."""
    rows = list(_rows(decoded(content, name), name))
    head = next((at for at, (_, row) in enumerate(rows) if is_head(row)), None)
    if head is None:
        fault = "No row names the columns: Stem, Lead-in, Option A, Option B, Correct …"
        raise UnreadableError(name, "", fault)
    keys = keys_of(rows[head][1])
    return tuple(
        _question(keys, row, f"line {line}")
        for line, row in rows[head + 1 :]
        if any(map(str.strip, row))
    )


def read_headless(content: bytes, name: str) -> tuple[Question, ...]:
    """Return the question of each row: stem, options, letter. Raises UnreadableError."""
    rows = _rows(decoded(content, name), name)
    return tuple(_headless(row, f"line {line}") for line, row in rows if any(row))


def write(paper: Paper) -> Written:
    """Return the items as our template in CSV, with the mark that Excel needs for UTF-8."""
    rows, left_out, warnings = rows_of(paper)
    head = columns(*sizes(rows))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.title for one in head])
    writer.writerows([_safe(row.get(one.key, "")) for one in head] for row in rows)
    if any("figure" in row for row in rows):
        warnings = (*warnings, "CSV holds no pictures; take .xlsx to send them along.")
    return Written(out.getvalue().encode("utf-8-sig"), left_out, warnings)


def template() -> bytes:
    """Return the head of our template with its examples, which the reader leaves aside."""
    head = columns()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.title for one in head])
    writer.writerows([_safe(row.get(one.key, "")) for one in head] for row in EXAMPLES)
    return out.getvalue().encode("utf-8-sig")


def sizes(rows: Sequence[Mapping[str, str]]) -> tuple[int, int]:
    """Return how many columns of options and of figures are needed."""
    letters = [key[-1] for row in rows for key in row if key.startswith("option:")]
    figures = [int(key[-1]) for row in rows for key in row if key.startswith("figure:")]
    return max([6, *(LETTERS.lower().index(one) + 1 for one in letters)]), max([1, *figures])


def _safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; reading takes the mark off again."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} or text[:2] == "'=" else text


def _unsafe(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@", "\t"} else text


def _question(keys: list[str], row: list[str], place: str) -> Question:
    if len(row) > len(keys) and any(map(str.strip, row[len(keys) :])):
        counts = f"{len(row)} cells, but the head has {len(keys)}"
        fault = f"The row has {counts}; put text with commas in quotes."
        return Rejected(place, fault)
    cells: dict[str, str] = {}
    for key, one in zip(keys, row, strict=False):
        if one.strip():
            cells[key] = _unsafe(one)
    return question(cells, place, {})


def _headless(row: list[str], place: str) -> Question:
    while row and not row[-1].strip():
        row = row[:-1]
    letter = _letter(row)
    if len(row) < _FEWEST or letter is None:
        last = row[-1][:40] if row else ""
        fault = f'The row is no stem, options and a letter: {len(row)} cells, the last "{last}".'
        return Rejected(place, fault)
    stem, *options = row[:-1]
    return choice(
        place=place,
        origin=None,
        text=split(literal(stem.strip())),
        options=[
            (own, {"text": literal(" ".join(one.split()))})
            for own, one in zip(LETTERS, options, strict=False)
        ],
        correct={letter},
        more={},
    )


def _letter(row: list[str]) -> str | None:
    """Return the letter that a row ends with, if it is one of its options'."""
    cells = [one for one in row if one.strip()] and row
    last = cells[-1].strip().upper().rstrip(".)") if cells else ""
    if last.isdigit() and 0 < int(last) <= len(cells) - 2:
        return LETTERS[int(last) - 1]
    return last if len(last) == 1 and last in LETTERS[: max(len(cells) - 2, 0)] else None


def _first_rows(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    if content[:2] == b"PK":
        return []
    try:
        rows = _rows(decoded(content, name), name)
        return [one for one, _ in zip(rows, range(_LOOKED_AT), strict=False)]
    except UnreadableError:
        return []


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Return each row with the line that it begins on. Raises UnreadableError."""
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    while True:
        begins = line
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            fault = (
                f"A cell is longer than {MAX_CELL:,} characters, or a quotation mark is not closed."
            )
            raise UnreadableError(name, f"line {begins}", fault) from None
        line = reader.line_num + 1
        if any(len(one) > MAX_CELL for one in row):
            fault = (
                f"A cell is longer than {MAX_CELL:,} characters, or a quotation mark is not closed."
            )
            raise UnreadableError(name, f"line {begins}", fault)
        yield begins, row


def _separator(text: str) -> str:
    """Return what parts the cells: the sign that gives most rows the same number of cells."""
    sample = text[:50_000]

    def likeness(sign: str) -> tuple[int, int]:
        try:
            rows = [
                len(row)
                for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
                if row
            ]
        except csv.Error:
            return (0, 0)
        usual = max(rows, key=rows.count, default=1)
        return (rows.count(usual) if usual > 1 else 0, usual)

    return max((",", ";", "\t", "|"), key=likeness)


CSV = Format(
    name="csv",
    title="CSV template",
    endings=(".csv", ".tsv"),
    recognises=recognises,
    read=read,
    write=write,
    own_ids=True,
)
HEADLESS_CSV = Format(
    name="csv-headerless",
    title="CSV without a head",
    endings=(".csv",),
    recognises=recognises_headless,
    read=read_headless,
)
