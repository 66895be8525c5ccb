"""Paragraphs as people type them, and as a file holds them: in lines that a reader can compare."""

from __future__ import annotations

import re

WIDTH = 96
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_MARKED = re.compile(r"\s|[-+*#>|]|\d+[.)]|```|~~~|<|:?-{3}|={2}")
"""How a line begins that means more to Markdown than its words."""


def unwrapped(text: str) -> str:
    """Return a text with each paragraph on one line; lists, tables and verse stay as they are."""
    return "\n\n".join(_joined(one) for one in _BLANK.split(text.strip()))


def wrapped(text: str) -> str:
    """Return a text with long paragraphs in several lines, so that `unwrapped` gives it back."""
    return "\n\n".join(_broken(one) for one in _BLANK.split(text.strip()))


def _joined(paragraph: str) -> str:
    lines = paragraph.split("\n")
    if any(_MARKED.match(one) or one.endswith(("  ", "\\")) for one in lines):
        return paragraph
    return " ".join(one.rstrip() for one in lines)


def _broken(paragraph: str) -> str:
    if "\n" in paragraph or "  " in paragraph or _MARKED.match(paragraph):
        return paragraph
    lines = [""]
    for word in paragraph.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and len(longer) > WIDTH and not _MARKED.match(word) and lines[-1][-1] != "\\":
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
