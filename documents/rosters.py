"""Lists of people as tables: CSV in (comma, semicolon or tab), each row a value or a fault."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Generic, TypeVar

from credit.amounts import AmountRefused, quarters
from documents.names import has_letters, unprintable, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000
LONGEST_NAME = 120
LONGEST_SHOWN = 120
LONGEST_ADDRESS = 254  # characters an address can have (RFC 3696, erratum 1690)
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\".]+(\.[^\s@,;<>\".]+)+")
_BETWEEN = re.compile(r"[\s,;<>\"]+")  # what stands between addresses; read once, however long
_DELIMITERS = ",;\t"
AFFILIATIONS = ("own", "partner", "outside")
ADDRESS_TITLES = ("email", "e-mail", "address", "e-mail address", "email address")
CREDIT_TITLES = ("credits", "credit", "credits claimed")
NAME_TITLES = ("name", "full name")
AFFILIATION_TITLES = ("affiliation",)


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one line of the table, and how to put it right."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who claimed credit in the activity held elsewhere."""

    line: int
    address: str  # in lower case
    quarters: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to be enrolled as a learner."""

    line: int
    address: str  # in lower case
    name: str
    affiliation: str  # own, partner, outside


@dataclass(frozen=True, slots=True)
class Addressed:
    """Somebody by their address alone."""

    line: int
    address: str  # in lower case


Entry = TypeVar("Entry", Admitted, Newcomer, Addressed)


@dataclass(frozen=True)
class Sheet(Generic[Entry]):
    """What was read: each address once, and every fault; nothing of it is written yet."""

    rows: tuple[Entry, ...]
    faults: tuple[RowFault, ...]


class _BadCellError(ValueError):
    """A cell that cannot be what its column holds; the message is for staff."""


def admitted(content: bytes, most: int | None = None) -> Sheet[Admitted]:
    """Read a table with the columns `email` and `credits`, credits up to `most` quarters."""

    def entry(line: int, cells: tuple[str, ...]) -> Admitted:
        return Admitted(line, _address(cells[0]), _credits(cells[1], most))

    return _read(content, (ADDRESS_TITLES, CREDIT_TITLES), entry)


def newcomers(content: bytes) -> Sheet[Newcomer]:
    """Read a table with the columns `email`, `name` and `affiliation`."""

    def entry(line: int, cells: tuple[str, ...]) -> Newcomer:
        return Newcomer(line, _address(cells[0]), _name(cells[1]), _affiliation(cells[2]))

    return _read(content, (ADDRESS_TITLES, NAME_TITLES, AFFILIATION_TITLES), entry)


def addresses(content: bytes) -> Sheet[Addressed]:
    """Read addresses: the column `email` of a table, or as they are pasted from anywhere.

    Pasted ones stand one in a line or several, bare or as "Name <address>"; each counts once.
    """
    try:
        lines = list(_lines(_decoded(content)))
        found = tuple(_mentions(lines))
    except _BadCellError as bad:
        return Sheet((), (RowFault(1, str(bad)),))
    held: dict[str, Addressed] = {}
    faults: list[RowFault] = []
    for line, text in found:
        try:
            address = _address(text)
        except _BadCellError as bad:
            faults.append(RowFault(line, str(bad)))
            continue
        held.setdefault(address, Addressed(line, address))
    if len(held) > MOST_ROWS:  # as many as a table of them can have, however few its lines
        faults.insert(0, RowFault(1, _too_many("addresses")))
    if not lines:
        faults.append(RowFault(1, "There is no e-mail address in it."))
    return Sheet(tuple(held.values()), tuple(faults))


def _mentions(lines: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[int, str]]:
    """Yield what has to be an address, with its line: a column's cells, else whatever has an @."""
    head = [one.strip().casefold() for one in lines[0][1]] if lines else []
    column = next((head.index(one) for one in ADDRESS_TITLES if one in head), None)
    if column is not None:
        yield from ((line, "".join(cells[column : column + 1])) for line, cells in lines[1:])
        return
    for line, cells in lines:
        text = " ".join(cells)
        yield from ((line, one) for one in _mentioned(text) or [text])


def _mentioned(text: str) -> list[str]:
    return [one for one in _BETWEEN.split(text) if "@" in one]


def _read(
    content: bytes,
    wanted: Sequence[tuple[str, ...]],
    entry: Callable[[int, tuple[str, ...]], Entry],
) -> Sheet[Entry]:
    try:
        lines = list(_lines(_decoded(content)))
        places = _places(lines, wanted)
    except _BadCellError as bad:
        return Sheet((), (RowFault(1, str(bad)),))
    held: dict[str, Entry] = {}
    faults: list[RowFault] = []
    for line, cells in lines[1:]:
        try:
            row = entry(line, tuple(cells[at] if at < len(cells) else "" for at in places))
        except _BadCellError as bad:
            faults.append(RowFault(line, str(bad)))
            continue
        if row.address in held:
            before = held[row.address].line
            faults.append(RowFault(line, f"{row.address} stands in line {before} already."))
            continue
        held[row.address] = row
    return Sheet(tuple(held.values()), tuple(faults))


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        message = f"The table is larger than {MOST_BYTES // 1_000_000} MB; send it in parts."
        raise _BadCellError(message)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = 'The file is not text in UTF-8. In Excel, save it as "CSV UTF-8".'
        raise _BadCellError(message) from error


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold anything with their numbers in the file."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    found = 0
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                found += 1
                yield reader.line_num, cells
            if found > MOST_ROWS + 1:
                raise _BadCellError(_too_many("rows"))
    except csv.Error as error:
        message = f"Line {reader.line_num} is no line of a table: {error}."
        raise _BadCellError(message) from error


def _too_many(what: str) -> str:
    return f"There are more than {MOST_ROWS:,} {what}; send them in parts."


def _places(
    lines: Sequence[tuple[int, list[str]]], wanted: Sequence[tuple[str, ...]]
) -> tuple[int, ...]:
    """Return the column of each wanted title, in the order wanted."""
    head = [one.strip().casefold() for one in lines[0][1]] if lines else []
    missing = [titles[0] for titles in wanted if not set(titles) & set(head)]
    if missing:
        names = ", ".join(titles[0] for titles in wanted)
        message = f"The first line must name the columns {names}; it lacks {', '.join(missing)}."
        raise _BadCellError(message)
    return tuple(next(head.index(one) for one in titles if one in head) for titles in wanted)


def _shown(cell: str) -> str:
    """Return a cell's text, or the beginning of one that fills a page."""
    text = cell.strip()
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _address(cell: str) -> str:
    address = visible(cell).lower()
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        message = f'"{_shown(cell)}" is not an e-mail address.'
        raise _BadCellError(message)
    return address


def _credits(cell: str, most: int | None) -> int:
    try:
        return quarters(cell, most)
    except AmountRefused as refused:
        raise _BadCellError(str(refused)) from refused


def _name(cell: str) -> str:
    name = visible(cell)
    if not has_letters(name) or len(name) > LONGEST_NAME:
        message = f'"{_shown(cell)}" is not a name.'
        raise _BadCellError(message)
    if strange := unprintable(name):
        message = f"Certificates cannot print {' '.join(strange)}; write the name in Latin letters."
        raise _BadCellError(message)
    return name


def _affiliation(cell: str) -> str:
    word = cell.strip().casefold()
    if word not in AFFILIATIONS:
        message = f'"{_shown(cell)}" is no affiliation; write {", ".join(AFFILIATIONS)}.'
        raise _BadCellError(message)
    return word
