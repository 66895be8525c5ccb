"""Aiken: a question, its lettered options a line each, and the letter that is right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizzes.formats import hypertext, markup
from quizzes.formats.choices import choice
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import Format, Paper, Question, Rejected, Written, no_more_than_allowed
from quizzes.formats.lead_in import fault_of, parted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.models import AnyItem

_OPTION = re.compile(r"([A-Z])[.)]\s*(.*)")
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)
_KEYED = re.compile(r"(?m)^[ \t]*ANSWER[ \t]*:[ \t]*[A-Z][.)]?[ \t]*\r?$")
_LETTER = re.compile(r"([A-Z])[.)]?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:(?:question|item|q)\s*)?#?\d{1,4}\s?[.):]\s*\S", re.IGNORECASE)
_EXPLAINED = re.compile(
    r"(?im)^[ \t]*(?:rationale|explanation|feedback|references?|key point|discussion)[ \t]*:"
)
PASTED_NAME = "pasted text.txt"
"""What the paste box calls its text: as people type it, whatever the letters of its answer line."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEAST = 2


def recognises(content: bytes, name: str) -> bool:
    """Whether a text has a line ANSWER: with a letter, below lettered options."""
    if name == PASTED_NAME:
        return False
    text = decoded(content, name)
    marked = _KEYED.search(text) and re.search(r"(?m)^[ \t]*A[.)]", text)
    return bool(marked) and not _has_more(text)


def _has_more(text: str) -> bool:
    """Whether a text numbers its questions or explains its keys, for which Aiken has no place."""
    drafts = list(_drafts(text))
    numbered = sum(any(_NUMBERED.match(one) for one in draft.asked) for draft in drafts)
    return bool(_EXPLAINED.search(text)) or 2 * numbered >= len(drafts)


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a file in order. Raises UnreadableError."""
    return tuple(
        _question(one) for one in no_more_than_allowed(_drafts(decoded(content, name)), name)
    )


@dataclass
class _Draft:
    """A question while its lines are read."""

    line: int
    asked: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None
    gap: bool = False
    """Whether an empty line stands below the last option."""


def _drafts(text: str) -> Iterator[_Draft]:
    """Return the questions of a text; ANSWER ends one, and so does a new text below options."""
    draft = _Draft(1)
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line:
            draft.gap = bool(draft.options)
            continue
        if draft.gap and not _OPTION.match(line) and not _ANSWER.match(line):
            yield draft
            draft = _Draft(number)
        if not draft.asked and not draft.options:
            draft.line = number
        _take(draft, line)
        if draft.answer is not None:
            yield draft
            draft = _Draft(number + 1)
    if draft.asked or draft.options:
        yield draft


def _take(draft: _Draft, line: str) -> None:
    if found := _ANSWER.match(line):
        draft.answer = found[1].strip()
    elif found := _OPTION.match(line):
        draft.options.append((found[1], found[2].strip()))
    elif draft.options:
        letter, text = draft.options[-1]
        draft.options[-1] = letter, f"{text} {line}"
    else:
        draft.asked.append(line)
    draft.gap = False


def _question(draft: _Draft) -> Question:
    place = f"line {draft.line}"
    if fault := _fault(draft):
        return Rejected(place, fault)
    options = [(letter, {"text": markup.plain_line(text).text}) for letter, text in draft.options]
    text = markup.plain_prose("\n".join(draft.asked)).text
    if fault := fault_of(text):
        return Rejected(place, fault)
    found = _LETTER.fullmatch(draft.answer or "")
    correct = {found[1].upper()} if found else set()
    return choice(
        place=place, origin=None, text=parted(text), options=options, correct=correct, more={}
    )


def _fault(draft: _Draft) -> str | None:
    if draft.answer is None:
        return "The line ANSWER: is missing below the options."
    if not draft.asked:
        return "The question has no text above its options."
    if len(draft.options) < _LEAST:
        return f"The question has {len(draft.options)} options; a choice needs two."
    if not all(text for _, text in draft.options):
        return "An option has no text."
    if not _LETTER.fullmatch(draft.answer):
        return f'ANSWER: "{draft.answer[:80]}" is not the letter of one option.'
    return None


def write(paper: Paper) -> Written:
    """Return the items with one best answer; Aiken holds their text, options and key."""
    parts: list[str] = []
    left_out: list[Rejected] = []
    for item in paper.items:
        text = _written(item)
        if isinstance(text, Rejected):
            left_out.append(text)
        else:
            parts.append(text)
    warnings = tuple(
        f"{item.id}: Aiken holds no {', '.join(lost)}; left out."
        for item in paper.items
        if (lost := _lost(item)) and item.id not in {one.place for one in left_out}
    )
    return Written(("\n\n".join(parts) + "\n").encode(), tuple(left_out), warnings)


def _written(item: AnyItem) -> str | Rejected:
    if item.type != "single_best_answer":
        return Rejected(item.id, "Aiken holds questions with one best answer only.", item.id)
    fields = item.model_dump()
    lines = [*hypertext.lines(item.stem or ""), hypertext.text(item.lead_in)]
    said = [" ".join(one.split()) for one in lines if one.strip()]
    if any(_OPTION.match(one) or _ANSWER.match(one) for one in said):
        return Rejected(item.id, "A line of its text looks like an option or an answer.", item.id)
    options = fields["options"]
    letters = _LETTERS[: len(options)]
    listed = [
        f"{letter}. {hypertext.text(one['text'])}"
        for letter, one in zip(letters, options, strict=True)
    ]
    key = next(letter for letter, one in zip(letters, options, strict=True) if one["correct"])
    return "\n".join([*said, *listed, f"ANSWER: {key}"])


def _lost(item: AnyItem) -> list[str]:
    fields = item.model_dump()
    lost = {
        "pictures": fields["media"],
        "explanation": fields["explanation"],
        "rationales": any(one.get("rationale") for one in fields.get("options", ())),
        "points": fields["scoring"]["points"] != "1",
        "fixed order": not fields.get("shuffle", True),
    }
    return [name for name, value in lost.items() if value]


AIKEN = Format(
    name="aiken",
    title="Aiken",
    endings=(".txt",),
    recognises=recognises,
    read=read,
    write=write,
)
