"""text2qti: quizzes in Markdown, as the converter of that name reads them for Canvas.

Only read: who wants to go to Canvas takes the QTI package, which keeps more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from quizzes.formats.choices import MAX_OPTIONS, choice
from quizzes.formats.encoding import decoded
from quizzes.formats.foreign import Fields, Format, Question, Rejected, Taken, no_more_than_allowed
from quizzes.formats.lead_in import fault_of, parted
from quizzes.formats.numbers import decimal_text, points_text
from quizzes.formats.text2qti_lines import Part, parts
from quizzes.formats.texts import Text, Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUESTION = re.compile(r"(?m)^\d+\.[ \t]+\S")
_KEY = re.compile(r"(?m)^(?:\*[a-zA-Z]\)|\[\*\])[ \t]+\S|^=[ \t]+[-+\[\d]")
_RANGE = re.compile(r"\[\s*([^,\s]+)\s*,\s*([^,\s]+)\s*\]")
_MARGIN = re.compile(r"(\S+)\s*\+-\s*(\S+?)\s*(%?)")
_CANNOT = {
    "essay": "A question that asks for an essay has to be marked by people.",
    "upload": "A question that asks for a file has to be marked by people.",
    "short": "A question that asks for words cannot be marked fairly here.",
    "blank": "A question with blanks inside its text has no counterpart here.",
    "drop": "A question with lists to drop down inside its text has no counterpart here.",
    "stray": "A line begins with none of the signs of text2qti.",
}
_ABOUT_THE_QUIZ = frozenset({"title", "quiz", "text", "text_title", "group", "pick"})
_OPTIONS = {"correct": True, "option": False, "ticked": True, "box": False}


def recognises(content: bytes, name: str) -> bool:
    """Whether a text has a numbered question, and a key with a star or an equals sign."""
    text = decoded(content, name)
    return bool(_QUESTION.search(text)) and bool(_KEY.search(text))


def read(content: bytes, name: str) -> tuple[Question, ...]:
    """Return every question of a file in order. Raises UnreadableError."""
    return tuple(
        _question(one) for one in no_more_than_allowed(_drafts(decoded(content, name)), name)
    )


@dataclass
class _Option:
    text: str
    correct: bool
    rationale: str = ""


@dataclass
class _Draft:
    """A question while its parts are read."""

    line: int
    asked: str = ""
    points: str = ""
    options: list[_Option] = field(default_factory=list)
    boxes: bool = False
    number: str = ""
    explanation: str = ""
    fault: str = ""
    warnings: list[str] = field(default_factory=list)


def _drafts(text: str) -> Iterator[_Draft]:
    draft: _Draft | None = None
    points: dict[str, str] = {}
    for part in parts(text):
        if _begins(part, draft):
            if draft:
                yield draft
            draft = _begun(part, points.pop("points", "") or points.get("group_points", ""))
        elif part.kind in {"points", "group_points"}:
            points[part.kind] = part.text
        elif part.kind == "end_group":
            points.clear()
        elif draft and part.kind not in _ABOUT_THE_QUIZ:
            _take(draft, part)
    if draft:
        yield draft


def _begins(part: Part, draft: _Draft | None) -> bool:
    return part.kind == "question" or _is_code(part) or (part.kind == "stray" and not draft)


def _is_code(part: Part) -> bool:
    return part.kind == "stray" and part.text.startswith("```")


def _begun(part: Part, points: str) -> _Draft:
    if _is_code(part):
        return _Draft(part.line, fault="Code that makes questions is not run. Write them out.")
    if part.kind == "stray":
        return _Draft(part.line, fault=_CANNOT["stray"])
    return _Draft(part.line, part.text, points)


def _take(draft: _Draft, part: Part) -> None:
    if part.kind in _OPTIONS:
        draft.options.append(_Option(part.text, _OPTIONS[part.kind]))
        draft.boxes = draft.boxes or part.kind in {"ticked", "box"}
    elif part.kind == "number":
        draft.number = part.text
    elif part.kind == "feedback" and draft.options:
        draft.options[-1].rationale = part.text
    elif part.kind == "feedback":
        draft.explanation = part.text
    elif part.kind in {"on_correct", "on_incorrect"}:
        draft.warnings.append(f'Feedback on the whole answer was left out: "{part.text[:200]}".')
    else:
        draft.fault = draft.fault or _CANNOT[part.kind]


def _question(draft: _Draft) -> Question:
    return _Builder(draft).question()


class _Builder:
    """Builds the item of one question."""

    def __init__(self, draft: _Draft) -> None:
        self.draft = draft
        self.place = f"line {draft.line}"
        self.texts = Texts(warnings=list(draft.warnings))

    def question(self) -> Question:
        """Return the question as an item, or why it cannot be one."""
        if self.draft.fault:
            return Rejected(self.place, self.draft.fault)
        if len(self.draft.options) > MAX_OPTIONS:
            count = len(self.draft.options)
            return Rejected(self.place, f"It has {count} options; {MAX_OPTIONS} is the most.")
        text = self.texts.prose(_markdown(self.draft.asked))
        if fault := fault_of(text):
            return Rejected(self.place, fault)
        return self._numeric(text) if self.draft.number else self._choice(text)

    def _choice(self, text: str) -> Question:
        options = [self._option(one) for one in self.draft.options]
        if any(not fields["text"] for fields in options):
            return Rejected(self.place, "An option has no text.")
        letters = [str(number) for number in range(len(options))]
        correct = [
            letter for letter, one in zip(letters, self.draft.options, strict=True) if one.correct
        ]
        if len(correct) > 1 and not self.draft.boxes:
            return Rejected(self.place, "Two options are marked with a star; only one can be best.")
        # Canvas adds a share for each right choice and takes one for each wrong choice.
        scoring: Fields = {"method": "plus_minus"} if self.draft.boxes else {}
        names = [str(one["text"]).casefold() for one in options]
        return choice(
            place=self.place,
            origin=None,
            text=parted(text),
            options=list(zip(letters, options, strict=True)),
            correct=correct,
            more=self._more(scoring, {"shuffle": False} if names == ["true", "false"] else {}),
            images=self.texts.pictures.images,
            warnings=tuple(dict.fromkeys(self.texts.warnings)),
            several=self.draft.boxes,
        )

    def _numeric(self, text: str) -> Question:
        key = _key(self.draft.number)
        if key is None:
            return Rejected(self.place, f'"{self.draft.number}" is no number with a tolerance.')
        fields = {"type": "numeric", **parted(text), **self._more({}, {"answer": key})}
        warnings = tuple(dict.fromkeys(self.texts.warnings))
        return Taken(self.place, fields, None, self.texts.pictures.images, warnings)

    def _option(self, option: _Option) -> Fields:
        text = {"text": self.texts.line(_markdown(option.text))}
        rationale = self.texts.after(_markdown(option.rationale))
        return {**text, **({"rationale": rationale} if rationale else {})}

    def _more(self, scoring: Fields, fields: Fields) -> Fields:
        points, said = points_text(self.draft.points)
        self.texts.warnings += said
        marks = {**scoring, **({"points": points} if points != "1" else {})}
        explanation = self.texts.after(_markdown(self.draft.explanation))
        return {
            **self.texts.pictures.fields,
            **fields,
            **({"scoring": marks} if marks else {}),
            **({"explanation": explanation} if explanation else {}),
        }


def _markdown(text: str) -> Text:
    return Text(text, "markdown")


def _key(text: str) -> Fields | None:
    """Return the key of a number: [low, high], value +- margin (also in percent), or value."""
    if found := _RANGE.fullmatch(text):
        low, high = decimal_text(found[1]), decimal_text(found[2])
        if low is None or high is None:
            return None
        middle = decimal_text(str((Decimal(low) + Decimal(high)) / 2))
        return {"value": middle, "tolerance": {"kind": "range", "low": low, "high": high}}
    found = _MARGIN.fullmatch(text)
    value = decimal_text((found[1] if found else text).replace("_", ""))
    margin = decimal_text(found[2]) if found else "0"
    if value is None or margin is None:
        return None
    if found and found[3]:
        share = f"{(Decimal(margin) / 100).normalize():f}"
        return {"value": value, "tolerance": {"kind": "relative", "value": share}}
    return {"value": value, "tolerance": {"kind": "absolute", "value": margin}}


TEXT2QTI = Format(
    name="text2qti",
    title="text2qti Markdown",
    endings=(".txt", ".md"),
    recognises=recognises,
    read=read,
)
