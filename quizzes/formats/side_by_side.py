"""Options that share a line to save space (A. x  B. y), each made a line of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.lines import Line, classified, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAPS = re.compile(r"(?:\t+|\s{2,})(?=\*?\(?[B-Zb-z]\s?[.)]\s*\S)")


_OF_OPTION = re.compile(
    r"(?:(?:feedback|rationale|explanation)(?:\s+for)?(?:\s+(?:option|choice|answer))?\s+([A-J])"
    r"|why\s+(?:(?:option|choice|answer)\s+)?([A-J])\s+is\s+(?:wrong|incorrect|right|correct))"
    r"\s*[:.)–—-]\s*(?=\S)",
    re.IGNORECASE,
)


def side_by_side(lines: Sequence[Line]) -> list[Line]:
    """Return lines with one option each, those in two columns in the order of their letters."""
    found: list[Line] = []
    run: list[Line] = []
    parted = False
    for line in chain.from_iterable(map(_explained, lines)):
        options = _parted(line)
        if line.kind != "letter" or (line.label == "a" and run):
            found += _in_order(run) if parted else run
            run, parted = [], False
        if line.kind == "letter":
            run += options
            parted = parted or len(options) > 1
        else:
            found.append(line)
    return [*found, *(_in_order(run) if parted else run)]


def _explained(line: Line) -> tuple[Line, ...]:
    """Return "Feedback A: so." as a head and what goes with the letter."""
    found = _OF_OPTION.match(line.text) if line.kind == "plain" else None
    if found is None:
        return (line,)
    letter = found[1] or found[2]
    head = replace(line, text="", kind="head", label="rationale", images=(), lost=())
    text = line.text[found.end() :]
    return head, replace(line, text=text, kind="letter", label=letter.casefold(), series="upper")


def _in_order(options: Sequence[Line]) -> list[Line]:
    """Return options by letter, if they are A, B, C … without a gap; else as they stand."""
    ordered = sorted(options, key=lambda one: one.label)
    wanted = list(ascii_lowercase[: len(ordered)])
    return ordered if [one.label for one in ordered] == wanted else list(options)


def _parted(line: Line) -> list[Line]:
    """Return the options on a line, in their letters' order with none left out on a run-on line."""
    if line.kind != "letter":
        return [line]
    parts = _GAPS.split(line.text)
    if len(parts) == 1 and line.label == "a":
        parts = _run_on(line.text)
    rest = [classified(Line(one, line.place)) for one in parts[1:]]
    labels = [line.label, *(one.label for one in rest)]
    lettered = all(one.kind == "letter" and one.text for one in rest)
    if not rest or not lettered or sorted(set(labels)) != labels:
        return [line]
    return [content(replace(line, text=parts[0].strip()), ticked=line.ticked), *_shown(line, rest)]


def _shown(line: Line, rest: Sequence[Line]) -> Iterator[Line]:
    """Return the options after the first; bold of the whole line is bold of each."""
    yield from (replace(one, bold=one.bold or line.bold) for one in rest)


def _run_on(text: str) -> list[str]:
    """Part "x B) y C) z" before each letter that follows in order; two are too few to be sure."""
    parts = [text]
    for letter in "BCDEFGHIJ":
        found = re.search(rf"\s\*?(?=\(?(?:{letter}|{letter.lower()})[.)]\s*\S)", parts[-1])
        if found is None:
            break
        parts[-1:] = [parts[-1][: found.start()], parts[-1][found.start() :].strip()]
    return parts if len(parts) > 2 else [text]  # noqa: PLR2004 - as the docstring says
