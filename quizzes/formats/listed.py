"""Paragraphs of Word's own lists: the label that Word shows says what each is, and not its text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.lines import Line, classified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.formats.word_numbering import Label

_BLANK = Line("", "", "blank")
_GOES_ON = re.compile(
    r"\W*(?:(?:correct\s+)?(?:answer|ans|option)s?|rationale|explanation|references?)\s*:",
    re.IGNORECASE,
)
_LISTED = {"letter", "number", "bullet"}
_FEWEST = 2


def as_listed(line: Line, label: Label, offset: int) -> Line:
    """Return a line that Word labels; `offset` letters belong to options of another question.

    "C. difficile", "1:1000" and "Source: unknown" are texts, and nothing that was typed before
    one. Only "Answer: B" and its like stay what they say: people go on in the list for them.
    """
    typed = classified(line)
    if typed.kind == "head" and _GOES_ON.match(line.text):
        return typed
    if label.is_letter:
        at = label.value - 1 - offset
        letter = ascii_lowercase[at] if 0 <= at < len(ascii_lowercase) else ""
        return replace(_marked(line), kind="letter", label=letter, series="list")
    if label.kind == "bullet":
        return replace(_marked(line), kind="bullet", series="list")
    if label.kind.startswith("decimal"):
        text = line.text.strip()
        if typed.kind == "number" and typed.label == str(label.value):
            text = typed.text  # the number was typed as well
        return replace(line, text=text, kind="number", label=str(label.value), series=label.series)
    return typed


def without_empty(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the labels that Word shows where nothing follows them.

    An empty item at the end of a list is a line that was left; one in its middle is an option
    without text, and stays. Letters that were typed after Word's are taken off, if all were.
    """
    found: list[Line] = []
    ahead: Line | None = None
    for one in reversed(lines):
        empty = one.kind in _LISTED and not one.text and not one.images and _is_shown(one)
        goes_on = ahead is not None and ahead.kind == one.kind
        last = not goes_on if one.kind != "number" else ahead is None or ahead.kind == "number"
        if empty and last:
            found.append(replace(_BLANK, place=one.place, lost=one.lost))
            continue
        found.append(one)
        if one.kind != "blank":
            ahead = one
    return list(_undoubled(reversed(found)))


def _is_shown(line: Line) -> bool:
    return line.series.startswith("list")


def _undoubled(lines: Iterable[Line]) -> Iterator[Line]:
    """Take typed letters off runs of items in which each has its own: "A. A. x", "1. A. x"."""
    for listed, run in groupby(lines, key=lambda one: _is_shown(one) and one.kind):
        members = list(run)
        letters = [classified(Line(one.text, "")) for one in members]
        wanted = list(ascii_lowercase[: len(letters)])
        typed = [one.label for one in letters if one.kind == "letter"]
        # "A. fumigatus" and "B. cereus" below Word's own letters are names.
        names = listed == "letter" and all(own.text[:1].islower() for own in letters)
        if listed and not names and len(members) >= _FEWEST and typed == wanted:
            for one, own in zip(members, letters, strict=True):
                bare = replace(own, place=one.place, bold=one.bold, images=one.images)
                yield replace(bare, ticked=one.ticked or own.ticked, lost=one.lost)
        else:
            yield from members


def _marked(line: Line) -> Line:
    """Return a line as an option: a star or a tick at its beginning or end is its mark."""
    if not line.text.strip():
        return replace(line, text="")
    return classified(replace(line, text=f"A. {line.text.strip()}", kind="plain"))
