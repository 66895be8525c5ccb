"""A response table as text: one row a person, one column an item; read into columns of numbers.

Without a key each cell is a mark from 0 to 1. With a key ("item,key" and where marks go higher
"max") each cell is the option that was chosen, or a mark where the key names a maximum only. An
empty cell was omitted and counts as wrong.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from scoring.statistics.column import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBER = re.compile(r"\d{1,9}(\.\d{0,9})?|\.\d{1,9}")
OMITTED = ""


class TableRefused(ValueError):
    """A table or a key that cannot be read; the faults say where and what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(faults))


@dataclass(frozen=True, slots=True)
class Keyed:
    """What the key says of one item; without an option its cells are marks."""

    option: str | None
    most: Fraction


@dataclass(frozen=True, slots=True)
class Table:
    """The columns, in how many parts of a mark their worth is counted, and what was left out."""

    columns: tuple[Column, ...]
    parts: int
    ignored: tuple[str, ...]


def read_table(responses: str, key: str | None = None) -> Table:
    """Return a response table's columns, those of the key where there is one.

    Raises:
        TableRefused: with every fault that was found.
    """
    header, cells = _cells(responses)
    keyed = _key(key) if key is not None else dict.fromkeys(header, Keyed(None, Fraction(1)))
    faults = [
        f'The key names "{one}", which is no column of the responses. Correct the name in the key.'
        for one in keyed
        if one not in header
    ]
    held = {name: column for name, column in zip(header, cells, strict=True) if name in keyed}
    distinct = {name: {one: one.strip() for one in set(column)} for name, column in held.items()}
    worth = {name: _worth(name, keyed[name], distinct[name], held[name], faults) for name in held}
    if faults:
        raise TableRefused(faults)
    values = (one for each in worth.values() for one in each.values())
    parts = lcm(*(one.denominator for one in (*values, *(keyed[name].most for name in held))))
    return Table(
        tuple(_column(name, keyed[name], held[name], worth[name], parts) for name in held),
        parts,
        tuple(one for one in header if one not in keyed),
    )


def _cells(text: str) -> tuple[list[str], list[tuple[str, ...]]]:
    rows = [row for row in csv.reader(text.lstrip("\ufeff").splitlines()) if row]
    if not rows:
        raise TableRefused(["The table is empty. Its first row must name the items."])
    header = [one.strip() for one in rows[0]]
    twice = sorted({one for one in header if header.count(one) > 1})
    if twice:
        named = ", ".join(f'"{one}"' for one in twice)
        raise TableRefused([f"The first row names {named} more than once. Give each its own name."])
    faults = [
        f"Row {at} has {len(row)} cells and the first row {len(header)}. Make them the same."
        for at, row in enumerate(rows[1:], start=2)
        if len(row) != len(header)
    ]
    if faults:
        raise TableRefused(faults)
    return header, list(zip(*rows[1:], strict=True)) or [() for _ in header]


def _key(text: str) -> dict[str, Keyed]:
    rows = [row for row in csv.reader(text.lstrip("\ufeff").splitlines()) if row]
    header = [one.strip() for one in rows[0]] if rows else []
    if not {"item", "key"} <= set(header):
        raise TableRefused(['The key\'s first row must be "item,key", with "max" where needed.'])
    keyed, faults = {}, []
    for at, row in enumerate(rows[1:], start=2):
        cells = dict(zip(header, (one.strip() for one in row), strict=False))
        name, option, most = (cells.get(one, "") for one in ("item", "key", "max"))
        if not option and not most:
            faults.append(f'Row {at} of the key gives "{name}" neither a key nor a maximum.')
        elif most and (not NUMBER.fullmatch(most) or Fraction(most) == 0):
            faults.append(f'Row {at} of the key: "{most}" is no maximum. Write a number above 0.')
        elif name in keyed:
            faults.append(f'Row {at} of the key names "{name}" again. Leave one of them.')
        else:
            keyed[name] = Keyed(option or None, Fraction(most or 1))
    if faults:
        raise TableRefused(faults)
    return keyed


def _worth(
    name: str,
    keyed: Keyed,
    distinct: Mapping[str, str],
    column: Sequence[str],
    faults: list[str],
) -> dict[str, Fraction]:
    """Return what each different cell is worth in marks, by the cell as it stands."""
    if keyed.option is not None:
        return {raw: keyed.most * (one == keyed.option) for raw, one in distinct.items()}
    marks = {raw: _mark(one) for raw, one in distinct.items()}
    bad = {raw for raw, one in marks.items() if one is None or one > keyed.most}
    if bad:
        faults.append(_bad_marks(name, keyed.most, [raw in bad for raw in column], column))
        if all(one is None for raw, one in marks.items() if distinct[raw] != OMITTED):
            faults.append(
                f'"{name}" holds no mark at all. Every column is read as an item unless a key names'
                " the items: take the column out, or give a key."
            )
    return {raw: one or Fraction(0) for raw, one in marks.items()}


def _mark(cell: str) -> Fraction | None:
    """Return a cell as a mark, nothing as none; None: it is no number."""
    if cell == OMITTED:
        return Fraction(0)
    return Fraction(cell) if NUMBER.fullmatch(cell) else None


def _bad_marks(name: str, most: Fraction, bad: Sequence[bool], column: Sequence[str]) -> str:
    first, count = bad.index(True), sum(bad)
    more = f" and {count - 1} more like it" if count > 1 else ""
    cell = column[first].strip()[:40]
    return (
        f'Row {first + 2}, "{name}": "{cell}"{more}: no mark from 0 to {most}.'
        " Correct it, or give a key: options as key, or a higher maximum as max."
    )


def _column(
    name: str,
    keyed: Keyed,
    cells: Sequence[str],
    worth: Mapping[str, Fraction],
    parts: int,
) -> Column:
    """Give each different answer a number; options in the alphabet's order, omitted ones last."""
    choices = {one.strip() for one in worth}
    if keyed.option is not None:
        choices.add(keyed.option)
    order = sorted(choices, key=lambda one: (one == OMITTED, one))
    number = {one: at for at, one in enumerate(order)}
    code = {raw: number[raw.strip()] for raw in worth}
    kind = np.uint8 if len(order) <= np.iinfo(np.uint8).max else np.uint32
    values = {raw.strip(): one for raw, one in worth.items()}
    return Column(
        name=name,
        codes=np.fromiter(map(code.__getitem__, cells), dtype=kind, count=len(cells)),
        worth=np.array([int(values.get(one, keyed.most) * parts) for one in order], dtype=np.int64),
        most=int(keyed.most * parts),
        labels=tuple(order) if keyed.option is not None else (),
        key=frozenset({number[keyed.option]}) if keyed.option is not None else frozenset(),
        omitted=number.get(OMITTED),
    )
