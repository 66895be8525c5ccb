"""What a paper is called in a downloads folder: kind, days, activity, and never who it is about."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

LONGEST = 60
"""Characters of a title: with kind, days and ending the name stays below 120."""
_BETWEEN = re.compile(r"[^a-z0-9]+")


def file_name(kind: str, ending: str, *about: date | str) -> str:
    """Return a name of small ASCII letters, digits, hyphens and one dot.

    Days sort by themselves; a title in another script than Latin leaves no trace in it.
    """
    parts = (one if isinstance(one, str) else one.isoformat() for one in (kind, *about))
    return f"{'-'.join(filter(None, map(_plain, parts)))}.{ending}"


def _plain(text: str) -> str:
    """Return "Sepsis & shock: première" as "sepsis-shock-premiere", cut between words."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = _BETWEEN.sub("-", letters).strip("-")
    if len(words) <= LONGEST:
        return words
    whole, _, _rest = words[: LONGEST + 1].rpartition("-")
    return whole or words[:LONGEST]


def period_name(first: date | None, last: date) -> str:
    """Return the days of a period, as a file name has them."""
    return f"{first.isoformat()}-to-{last.isoformat()}" if first else f"until-{last.isoformat()}"
