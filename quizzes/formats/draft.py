"""One question as it was typed: its lines, sorted by what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 2  # options of a question
AFTER_OPTIONS = {"rationale", "letters", "reference", "answer", "key_point"}
"""Parts of a question behind which no option follows."""


@dataclass
class Part:
    """An option, or a rationale that goes with a letter."""

    label: str
    texts: list[str]
    ticked: bool = False
    bold: bool = False
    rationale: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The option in one line."""
        return " ".join(" ".join(self.texts).split())


LONGEST = 300
"""Lines of a question in which its options are looked for, at each line anew."""


@dataclass
class Draft:
    """The lines of one question, sorted by what they are."""

    number: str
    place: str
    body: list[Line] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    by_letter: dict[str, list[str]] = field(default_factory=dict)
    """Rationales that go with a letter."""
    inline: dict[int, list[str]] = field(default_factory=dict)
    """Rationales that stand below an option, by the position of its line in the body."""
    images: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """What of its lines did not come along."""

    @property
    def letters(self) -> list[str]:
        """The letters of its options."""
        return [one.label for one in options_by_letter(self.body[:LONGEST])]

    @property
    def is_complete(self) -> bool:
        """Whether another question may begin: it has options, or an answer at least."""
        listed = sum(one.kind in {"letter", "bullet"} for one in self.body[:LONGEST])
        return listed >= FEWEST or any(one in AFTER_OPTIONS for one in self.sections)


def options_by_letter(body: Sequence[Line]) -> list[Line]:
    """Return the lines lettered a, b, c … in this order."""
    found: list[Line] = []
    for one in (one for one in body if one.kind == "letter"):
        if one.label == "a" and len(found) == 1:
            found = [one]  # the first was a name, and no option: A. fumigatus
        elif one.label == ascii_lowercase[len(found) : len(found) + 1]:
            found.append(one)
    return found


def line_of(draft: Draft, section: str) -> str:
    """Return a part that is said in one line; nothing where it is missing."""
    return " ".join(" ".join(draft.sections.get(section, [])).split())


def joined(lines: Sequence[str]) -> str:
    """Return lines as one text, without gaps of more than one blank line."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def short(text: str) -> str:
    """Return the beginning of a text, as long as a line of a report can hold."""
    words = " ".join(text.split())
    return f"{words[:100]} …" if len(words) > 100 else words  # noqa: PLR2004 - a line of a report
