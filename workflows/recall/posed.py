"""A question in plain words, for mail: what a physician reads before the answer, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.kinds.public import PublicItem

MARKS = ("|", "- ", "* ", *(f"{one}." for one in range(1, 10)))
"""What the lines of tables and lists begin with."""


def in_words(item: PublicItem) -> tuple[str, ...]:
    """Return case, question and options; of a public item, which has no key to give away."""
    letters = (f"{chr(ord('A') + at)}. {one.text}" for at, one in enumerate(item.options))
    parts = (f"- {one.text}" for one in item.parts)
    figure = "(The question has a figure: the page shows it.)" if item.figures else ""
    case = map(_flowing, (item.stem or "").split("\n\n"))
    texts = (*case, figure, item.lead_in, "\n".join((*parts, *letters)))
    return tuple(one for one in texts if one)


def _flowing(paragraph: str) -> str:
    """Return a paragraph on one line, which mail breaks by its own width; no table and no list."""
    lines = paragraph.splitlines()
    if any(one.lstrip().startswith(MARKS) for one in lines):
        return paragraph
    return " ".join(one.strip() for one in lines)
