"""The lines of a question as people type it: what each begins with tells what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["blank", "number", "letter", "bullet", "head", "plain"]

HEADS = {
    "answer": (
        "correct (?:answer|option|response)s?",
        "answers?",
        "ans",
        "key",
        "answer key(?=\\s*[:=]\\s*\\(?[A-Za-z]\\b)",
        "correct",
    ),
    "rationale": (
        "rationales?",
        "explanations?(?: for (?:the )?(?:in)?correct (?:answer|option)s?)?",
        "feedback",
        "discussion",
        "critique",
        "expl?",
    ),
    "key_point": ("key point", "key message", "take[- ]home(?: point| message)?", "teaching point"),
    "reference": ("references?(?:\\(s\\))?", "refs?", "sources?", "bibliography", "citations?"),
    "objective": ("learning objectives?", "objectives?"),
    "topic": ("topic", "content area"),
    "difficulty": ("difficulty",),
    "level": ("cognitive level", "bloom(?:'s|’s)?(?: level| taxonomy)?"),
    "points": ("points?",),
    "stem": ("stem", "vignette", "scenario", "question stem"),
    "lead_in": ("lead[- ]?in", "question", "q(?=:)"),
    "alt": ("alt(?:ernative)?[- ]text",),
    "id": ("id", "item id", "question id"),
    "author": ("authors?", "written by"),
}
"""What people write before the parts of a question, by part."""

_HEAD = re.compile(
    "|".join(rf"(?P<{part}>(?:{'|'.join(words)}))" for part, words in HEADS.items()).join(
        ("(?:", r")\s*(?:[:=–—]\s*|\.?\)\s+|\.\s+|-\s+|$)")
    ),
    re.IGNORECASE,
)
_TOLD = re.compile(r"(?:in)?correct[.!]\s+(?=\S\S)", re.IGNORECASE)
"""Begins what is said of an option below it: "Correct. It binds both." """
_ANSWER_IS = re.compile(
    r"(?:the\s+)?(?:correct\s+)?(?:answer|ans)\s*(?:is\s+|\s)(?=\(?[A-Z]\)?(?:\s*$|[\s,.;)]))",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:question|item|mcq|q)\s*(?:no\.?\s*)?#?\s*(\d{1,4})(?:\s+of\s+\d{1,4})?"
    r"\s*(?:[.):–—-]+\s*|\s+|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"#?(\d{1,4})(\s?[.)](?!\d)\)?|:|\s+-)\s*|\((\d{1,4})\)\s*")
_LETTER = re.compile(
    r"\(?([A-Za-z])[.)]\)?$|\(?([A-Za-z])\s?(?:[.):]\)?|\s?[-–—](?=\s))(?:\s+|(?=[^\s.]))|\(([A-Za-z])\)\s*"
)
_BULLET = re.compile(r"(?:[•●○▪■◦‣·–—-]|o(?=\s)|\*(?=\s))\s+")
_TICKED = re.compile(r"(?:\[\s?[xX✓✔*]\s?\]|[✓✔☑☒✅→]|=>|-->|>>|\(\*\))\s*")
_UNTICKED = re.compile(r"(?:\[\s?\]|[☐□])\s*")
_BOX = re.compile(r"\[\s?[xX✓✔*]?\s?\]|[☐□☑☒]")
_SAID_CORRECT = re.compile(
    r"\s*(?:(?:[(\[]|[-–—←]+\s*|<[-=]+\s*)\s*(?:the\s+)?"
    r"(?:(?:correct|key)(?:\s+(?:answer|option|choice))?|right\s+(?:answer|option|choice))"
    r"\s*[)\]]?|[✓✔☑✅←]|<[-=]{1,2})\s*$",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True)
class Line:
    """A line or a paragraph of a draft."""

    text: str
    """Without what it begins with."""
    place: str
    kind: Kind = "plain"
    label: str = ""
    """The number, the small letter, or the part that a head names."""
    series: str = ""
    """Numbers of one series look alike: 1. 2. 3. are not 1) 2) 3)."""
    ticked: bool = False
    """Marked as correct: *B., B. … (correct), ✓."""
    bold: bool = False
    """Set apart as a whole: bold, highlighted, coloured."""
    images: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """What of it did not come along, a sentence each."""


def classified(line: Line) -> Line:
    """Return a line with its kind found from the characters that it begins with."""
    text = line.text.strip()
    if not text:
        return replace(line, kind="plain" if line.images else "blank", text="")
    whole = _BOLD.fullmatch(text)
    if whole and whole[1] not in whole[2]:
        line, text = replace(line, bold=True), whole[2].strip()
    boxed = _BOX.match(text) is not None
    text, ticked = _without_tick(text)
    for find in (_as_question, _as_head, _as_number, _as_letter, _as_bullet):
        if found := find(text):
            found = replace(found, place=line.place, bold=line.bold)
            found = replace(found, images=line.images, lost=line.lost)
            return content(found, ticked=ticked)
    # A box to tick stands before an option, whether it is lettered or not.
    kind: Kind = "bullet" if boxed and text else "plain"
    return content(replace(line, text=text, kind=kind), ticked=ticked)


def letters_of(text: str) -> tuple[str, ...]:
    """Return the small letters that an answer line names ("C", "A, C and E"), or nothing."""
    words = re.sub(r"(?i)\b(?:and|options?|choices?|answers?)\b|[,;&/+()]", " ", text).split()
    letters = [one.rstrip(".:").casefold() for one in words]
    joined = letters[0] if len(letters) == 1 else ""
    if 1 < len(joined) <= 6 and text.strip().isupper() and len(set(joined)) == len(joined):  # noqa: PLR2004 - ACE
        letters = sorted(joined)
    return tuple(letters) if all(len(one) == 1 and one.isalpha() for one in letters) else ()


def as_typed(line: Line) -> str:
    """Return a line with what it began with."""
    if line.kind == "number":
        return f"{line.label}. {line.text}"
    if line.kind == "letter":
        label = line.label if line.series == "lower" else line.label.upper()
        return f"{label}. {line.text}"
    return f"- {line.text}" if line.kind == "bullet" else line.text


def _without_tick(text: str) -> tuple[str, bool]:
    """Return text without the mark that it begins with, if that says "correct"."""
    if found := _TICKED.match(text):
        return text[found.end() :], True
    if found := _UNTICKED.match(text):
        return text[found.end() :], False
    starred = re.match(r"\*+\s*(?=\(?[A-Za-z]\s?[.):])", text)
    if starred and not text.startswith("**"):
        return text[starred.end() :], True
    return text, False


def content(line: Line, *, ticked: bool) -> Line:
    """Return a line whose text has lost what marks it as correct or bold."""
    text = line.text.strip()
    if line.kind not in {"letter", "bullet", "plain", "number"}:
        return replace(line, text=text)
    bold = _BOLD.fullmatch(text)
    if bold and bold[1] not in bold[2]:
        line, text = replace(line, bold=True), bold[2]
    if line.kind in {"letter", "bullet"}:
        if found := _UNTICKED.match(text) or _TICKED.match(text):
            ticked, text = ticked or bool(_TICKED.match(text)), text[found.end() :]
        if found := _SAID_CORRECT.search(text):
            ticked, text = True, text[: found.start()]
        text, starred = _unstarred(text)
        ticked = ticked or starred
    return replace(line, text=text.strip(), ticked=ticked)


def _unstarred(text: str) -> tuple[str, bool]:
    """Return text without a star at its beginning or end; *italics* are no mark."""
    if text.count("*") == 1 or (
        text.strip("*").count("*") == 0 and text.startswith("**") != text.endswith("**")
    ):
        bare = text.strip("*").strip()
        return bare, bare != text.strip() and text.strip() != "*"
    return text, False


def _as_question(text: str) -> Line | None:
    found = _QUESTION.match(text)
    if found is None:
        return None
    return Line(text[found.end() :], "", "number", found[1], series="word")


def _as_head(text: str) -> Line | None:
    bare = re.sub(r"^(\*\*|__)(.{2,40}?)\1", r"\2", text)
    bare = re.sub(r"^(\*\*|__)(.{2,40}?:)\s*\1", r"\2", bare)
    if found := _ANSWER_IS.match(bare):
        return Line(bare[found.end() :], "", "head", "answer")
    if (told := _TOLD.match(bare)) and not letters_of(bare[told.end() :]):
        return Line(bare, "", "head", "rationale")
    found = _HEAD.match(bare)
    if found is None or found.lastgroup is None:
        return None
    return Line(bare[found.end() :], "", "head", found.lastgroup)


def _as_number(text: str) -> Line | None:
    found = _NUMBER.match(text)
    if found is None or not text[found.end() :].strip():
        return None
    series = re.sub(r"\d|\s", "", found[0]) or "-"
    return Line(text[found.end() :], "", "number", found[1] or found[3], series=series)


def _as_letter(text: str) -> Line | None:
    found = _LETTER.match(text)
    if found is None:
        return None
    letter = found[1] or found[2] or found[3]
    return Line(text[found.end() :], "", "letter", letter.casefold(), series=_style(letter))


def _style(letter: str) -> str:
    return "upper" if letter.isupper() else "lower"


def _as_bullet(text: str) -> Line | None:
    found = _BULLET.match(text)
    return Line(text[found.end() :], "", "bullet") if found else None
