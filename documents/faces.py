"""The embedded typeface: EB Garamond in three cuts, for Latin, Greek and Cyrillic."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
CUTTING = Lock()
"""Held while a document is written: all documents cut their glyphs out of a face's one file, whose
reader has one place. Two at a time gave wrong glyphs or none."""


class Face(StrEnum):
    """A cut of the typeface, named like its file."""

    REGULAR = "EBGaramond-Regular"
    ITALIC = "EBGaramond-Italic"
    BOLD = "EBGaramond-SemiBold"


@cache
def font(face: Face) -> TTFont:
    """Return a cut, read and registered on first use."""
    # Without the readable first block a page embeds only the glyphs it shows.
    read = TTFont(face.value, FOLDER / f"{face.value}.ttf", asciiReadable=False)
    pdfmetrics.registerFont(read)
    return read


def covers(face: Face, character: str) -> bool:
    """Return whether a cut has a glyph for this character."""
    return ord(character) in font(face).face.charToGlyph


@lru_cache(maxsize=16_384)
def width(text: str, face: Face) -> float:
    """Return how wide `text` is when set at one point."""
    return float(font(face).stringWidth(text, 1))
