"""The marks that begin a line in text2qti's Markdown, and the parts of a quiz they begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = {
    "quiz": r"[Qq]uiz [Tt]itle:|[Qq]uiz [Dd]escription:",
    "text_title": r"[Tt]ext [Tt]itle:",
    "text": r"[Tt]ext:",
    "title": r"[Tt]itle:",
    "points": r"(?i:points):",
    "group_points": r"(?i:points) per question:",
    "pick": r"[Pp]ick:",
    "question": r"\d+\.",
    "correct": r"\*[a-zA-Z]\)",
    "option": r"[a-zA-Z]\)",
    "ticked": r"\[\*\]",
    "box": r"\[ ?\]",
    "drop": r"\{\*\}|\{ ?\}",
    "blank": r"<>",
    "feedback": r"\.\.\.",
    "on_correct": r"\+",
    "on_incorrect": r"-",
    "number": r"=",
    "short": r"\*",
}
_ALONE = {
    "group": r"GROUP",
    "end_group": r"END_GROUP",
    "essay": r"_{3,}",
    "upload": r"\^{3,}",
}
_START = re.compile(
    "|".join(
        [rf"(?P<{name}>{mark})(?:[ \t]+(?=\S)|[ \t]*$)" for name, mark in _MARKS.items()]
        + [rf"(?P<{name}>{mark})[ \t]*$" for name, mark in _ALONE.items()]
    )
)
_ONE_LINE = frozenset({"points", "pick", "group_points", "number"})
_FENCE = re.compile(r"(`{3,})\s*(\S*.*)$")


@dataclass
class Part:
    """A mark with the text that belongs to it."""

    line: int
    kind: str
    """The mark's name, "stray" for a line without a mark."""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines).strip()


def parts(text: str) -> Iterator[Part]:
    """Return the parts of a quiz: lines that are indented go on with the part before them."""
    found: Part | None = None
    blank = False
    for number, line in _without_comments(text):
        if not line.strip():
            blank = True
            continue
        if found and line.startswith(" ") and found.kind not in _ONE_LINE:
            found.lines += [""] * blank + [line.strip()]
        else:
            if found:
                yield found
            found = _begun(number, line)
        blank = False
    if found:
        yield found


def _begun(number: int, line: str) -> Part:
    mark = _START.match(line)
    if mark and mark.lastgroup:
        return Part(number, mark.lastgroup, [line[mark.end() :].strip()])
    return Part(number, "stray", [line.strip()])


def _without_comments(text: str) -> Iterator[tuple[int, str]]:
    """Return lines with their numbers; code that is to be run becomes one line without a mark."""
    ends = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.expandtabs(4)
        if ends:
            if line.strip() == ends:
                ends = ""
            continue
        if line.strip() == "COMMENT":
            ends = "END_COMMENT"
        elif fence := _FENCE.match(line):
            ends = fence[1]
            yield number, line
        elif not line.startswith("%"):
            yield number, line
