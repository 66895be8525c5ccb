"""The square code that leads a telephone to the verification page, drawn as one vector path."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

QUIET = 4
"""Light modules that a reader needs around the code."""
MASK = 2
"""One fixed mask: choosing the best of eight takes five times as long and reads no better here."""


def modules(address: str) -> tuple[bytes, ...]:
    """Return the rows of dark (1) and light (0) modules for an address."""
    made = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False)
    return tuple(bytes(row) for row in made.matrix)


def draw_code(canvas: Canvas, address: str, left: float, bottom: float, side: float) -> None:
    """Draw the code with its quiet zone inside a square of `side` points."""
    rows = modules(address)
    unit = side / (len(rows) + 2 * QUIET)
    canvas.saveState()
    canvas.translate(left + QUIET * unit, bottom + side - QUIET * unit)
    canvas.scale(unit, unit)
    # Written out in whole units: a path object would format each coordinate, ten times slower.
    canvas.addLiteral(" ".join(_bars(rows)) + " f")
    canvas.restoreState()


def _bars(rows: tuple[bytes, ...]) -> Iterator[str]:
    """One rectangle for each stretch of dark modules in a row."""
    for number, row in enumerate(rows, start=1):
        at = 0
        for dark, stretch in groupby(row):
            long = len(tuple(stretch))
            if dark:
                yield f"{at} {-number} {long} 1 re"
            at += long
