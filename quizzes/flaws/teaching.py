"""What is read after the answer: rationales that are there, that teach, and that name no letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, OWN
from quizzes.flaws.view import rationales
from quizzes.flaws.words import tokens, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.flaws.view import View
    from quizzes.kinds.item import Status
    from quizzes.problem import Severity

_LETTER = r"(?:[A-H]|[b-h])"
_ENDS = r"(?![\w'’%°/-])(?!\.\d)"
_COUNTED = (
    r"(?!\s(?:cells?|virus|vitamins?|mg|g|kg|mcg|mL|L|units?|hours?|days?|weeks?|months?|years?"
    r"|minutes?|times?|patients?|drugs?|mm|cm|mmol|mEq|percent|doses?|stages?|of|to|or|factors?"
    r"|findings?|tests?|steps?|points?|more|fewer|reasons?|arms?|questions?|options?))"
)
_ONE = rf"(?:\(?{_LETTER}\)?{_ENDS}|\(?[1-9]\)?{_ENDS}{_COUNTED})"
_BE = r"(?i:(?:is|are|was|would\s+be|should\s+be|option|number|no\.?|\#)\s*)*"
_JUDGED = r"(?i:correct|incorrect|wrong|right|true|false|ruled\sout|the\s(?:best\s)?answer)\b"
_FORMS: Mapping[str, str] = {
    "options would be 3": (
        rf"\b(?i:options?|choices?|alternatives?|distractors?|responses?)\s+{_BE}{_ONE}"
    ),
    "the answer is 4, Ans. D, Key: A": (
        rf"\b(?i:answers?|ans|key)\b\.?\s*{_BE}[:=.–-]?\s*"
        rf"(?:[\"“]?{_LETTER}[\"”]?{_ENDS}|\({_LETTER}\)|\(?[1-9]\)?{_ENDS}{_COUNTED})"
    ),
    "the answer that gives the diagnosis is 4 (biopsy)": (
        r"\b(?i:answer|option)\b[^.;:\n]{0,60}\s(?i:is|be)\s[1-9]\s*(?:[(,;]|\.?\s*$)"
    ),
    "(C) is correct, A is incorrect": (
        r"(?:(?:^|[.;:]\s)[A-H]|\([A-H]\))\s(?i:is|are|was)\s(?i:not\s)?" + _JUDGED
    ),
    "number 3 is correct": r"\b(?i:number)\s[1-9],?\s(?i:is|was)\s" + _JUDGED,
    "the most correct is 2": (
        r"\b(?i:correct|true|right)(?i:\s(?:one|answer|option))?\s(?i:is|being)\s(?i:the\s)?"
        rf"(?i:number\s)?[1-9]{_ENDS}{_COUNTED}"
    ),
    "the answer is, in all probability, 3; the answer is the 2": (
        rf"\b(?i:answer\sis)(?:,[^,.;]{{0,30}},|\s(?i:the))\s[1-9]{_ENDS}{_COUNTED}"
    ),
    "the third option is wrong": (
        r"\b(?i:the\s(?:first|second|third|fourth|fifth|last)"
        r"\s(?:option|choice|alternative|answer))\s(?i:is|was)\s(?i:not\s)?" + _JUDGED
    ),
}
"""How rationales name an option, each with what it finds."""
_NAMED = re.compile("|".join(_FORMS.values()), re.VERBOSE)
_LABEL_LIKE = re.compile(r"\b(?:[A-Hb-h1-9]|first|second|third|fourth|fifth|last)\b")
"""Without one of these no option is named; found far sooner than the patterns above."""
_NAMING = word_set(
    "option options choice choices alternative alternatives distractor distractors response"
    " responses answer answers ans key is are was being"
)
"""A word that each of the patterns above holds."""
_VERDICT = r"(?:correct|right|wrong|incorrect|true|false|best)"
_NOTHING_SAID = re.compile(
    r"(?:this |it |the |that |answer |option |choice |response )*(?:is |was |are )?"
    r"(?:because (?:it|this) is )?(?:the )?(?:also )?(?:not )?"
    rf"(?:{_VERDICT}|key|keyed|good|bad)"
    r"(?: (?:answer|option|choice|one|here|as explained above|see (?:above|below|explanation)"
    rf"|because it is(?: the)?(?: not)?(?: {_VERDICT})?(?: answer| option| choice)?))*",
    re.IGNORECASE,
)
_SEE = re.compile(
    r"(?:please )?(?:see|refer to|same as|as (?:explained|stated|said|described|discussed))"
    r"(?: (?:the|in|for|under|of|this|above|below|explanation|rationale|text|previous|other|answer"
    r"|option|section|key))*"
    r"|as above|explained (?:above|below)|n/?a|none|nan|tbd|todo"
    r"|to be (?:written|done|added)(?: by \w+(?: \w+)?)?"
    r"|not applicable|no (?:rationale|explanation)(?: given| available| provided| yet)?",
    re.IGNORECASE,
)
_SHORTEST = 20
_WEIGHT: Mapping[Status, Severity] = {
    "approved": "error", "in_review": "warning", "draft": "info", "retired": "info",
}  # fmt: skip
"""What an item lacks stops it once approved, and is noted while it is written."""


def _letter(view: View) -> Iterator[Found]:
    if _NAMING.isdisjoint(view.feedback_words):
        return
    for place, text in view.feedback:
        if not _LABEL_LIKE.search(text) or (found := _NAMED.search(text)) is None:
            continue
        said = found[0].strip(" .;:,(")
        message = f'"{said}" names an option by a letter or a number, but options are shuffled.'
        yield Found(message, place)


def _missing(view: View) -> Iterator[Found]:
    status, places = view.item.status, rationales(view.item)
    if status in {"approved", "in_review"}:
        for place, text in places:
            if not text:
                yield Found(f"{_part(view, place)} has no rationale.", place[:-1], _WEIGHT[status])
    elif status == "draft" and places and not view.feedback:
        message = "The question has no rationale and no explanation yet."
        yield Found(message, places[0][0][:1], _WEIGHT[status])


def _part(view: View, place: tuple[str | int, ...]) -> str:
    part = getattr(view.item, str(place[0]))[int(place[1])]
    return f"Option {part.id}" if place[0] == "options" else f"{part.id}"


def _empty(view: View) -> Iterator[Found]:
    severity = _WEIGHT[view.item.status]
    for place, text in rationales(view.item):
        said = text.strip().rstrip(".!").strip()
        if not said:
            continue
        if len(text.strip()) < _SHORTEST or _NOTHING_SAID.fullmatch(said) or _SEE.fullmatch(said):
            yield Found(f'"{text}" says nothing that teaches.', place, severity)
        elif _repeats(view, place, said):
            yield Found("The rationale only repeats the option.", place, severity)


def _repeats(view: View, place: tuple[str | int, ...], said: str) -> bool:
    own = next((one for one in view.choices if one.place[:-1] == place[:-1]), None)
    return own is not None and tokens(said) == own.words


RULES = (
    ItemRule(
        id="rationale-missing", number=29, severity="error",
        title="An option, a stem or a statement has no rationale",
        why=(
            "The rationale is where a self-assessment teaches. Missing, it is an error in an"
            " approved question, a warning in review, and noted in a draft that explains nothing."
        ),
        source=f"{HDR}; {OWN}",
        fix="Say why it is right, or why it is not the best answer.",
        find=_missing,
    ),
    ItemRule(
        id="rationale-empty", number=29, severity="error",
        title='A rationale says only "because it is correct", or next to nothing',
        why=(
            "It takes the reader's time and teaches nothing. As for a missing one, the weight"
            " depends on the status of the question."
        ),
        source=OWN,
        fix="Say why it is right, or why it is not the best answer.",
        find=_empty,
    ),
    ItemRule(
        id="letter-named", number=29, severity="error",
        title="A rationale names an option by its letter or number",
        why="Options are shuffled: the letter on screen is another one for each physician.",
        source=OWN,
        fix="Name the option by its words.",
        find=_letter,
    ),
)  # fmt: skip
