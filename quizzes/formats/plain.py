"""Plain text as bank Markdown: as it is, unless Markdown would show it otherwise."""

from __future__ import annotations

from quizzes.formats.escapes import escaped
from quizzes.formats.runs import Run, styles_of


def literal(text: str) -> str:
    """Return text that Markdown shows character by character; most needs no change at all."""
    return "\n".join(_line(one) for one in text.split("\n"))


def _line(line: str) -> str:
    if not any(mark in line for mark in "*_`[<\\&"):
        return line
    return (
        line
        if styles_of(line.strip()) == [Run(line.strip())] and "<" not in line
        else escaped(line)
    )
