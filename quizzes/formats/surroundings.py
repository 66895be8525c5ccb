"""What stands between questions and belongs to none: headings, page numbers, a mail's end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzes.formats.lines import Line

_PAGE = re.compile(
    r"(?:page\s+)?\d{1,4}\s*(?:of|/)\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|page\s+\d{1,4}",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:section|part|block|chapter|unit|module)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,5})\b.{0,60}",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z][A-Z &/,’'()-]{3,60}")
_WROTE = re.compile(r"On\b.{3,120}\bwrote:", re.IGNORECASE)
_BYE = re.compile(
    r"(?:(?:with\s+)?(?:best|kind|warm)?\s*(?:regards|wishes)|best|thanks|thank you|many thanks|"
    r"sincerely|yours|cheers)\s*[,.!]?",
    re.IGNORECASE,
)


def parted_from_question(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return what belongs to the question above, and what belongs to none.

    Lines are those below a question that a blank line or its end parts from it.
    """
    end = next((at for at, one in enumerate(lines) if _BYE.fullmatch(_text(one))), len(lines))
    body, beside = list(lines[:end]), [one for one in lines[end:] if one.kind != "blank"]
    headings = [one for one in body if _is_heading(one)]
    return [one for one in body if one not in headings], [*headings, *beside]


def _is_heading(line: Line) -> bool:
    text = _text(line)
    return line.kind == "plain" and any(
        one.fullmatch(text) for one in (_PAGE, _PART, _CAPITALS, _WROTE)
    )


def _text(line: Line) -> str:
    return line.text.strip().strip("*_#").strip()
