"""The columns of our own template, for Excel and CSV: titles, help, and other titles for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Column:
    """A column: its key in a row, its title, its help, and the words it may hold."""

    key: str
    title: str
    help: str
    choices: tuple[str, ...] = ()
    also: str = ""
    """What else people call it, parted by semicolons."""
    width: int = 16


TYPES = {
    "Single best answer": "single_best_answer",
    "Multiple response": "multiple_response",
    "True-false statements": "true_false_cluster",
    "Ordering": "ordered",
    "Numeric": "numeric",
}
"""The types that a row can hold, in words."""

YES = ("yes",)
BEFORE_OPTIONS = (
    Column(
        "id",
        "ID",
        "Your own id, kept when you edit the question: rb-001.",
        also="item id; question id; identifier; item",
    ),
    Column(
        "type",
        "Type",
        "Leave empty for one or several correct options.",
        tuple(TYPES),
        also="question type; item type; format",
        width=20,
    ),
    Column(
        "stem",
        "Stem",
        "The vignette. Alt+Enter begins a new line.",
        also="vignette; scenario; question stem; case",
        width=60,
    ),
    Column(
        "lead_in",
        "Lead-in",
        "The question itself, in one sentence.",
        also="lead in; leadin",
        width=40,
    ),
    Column(
        "select",
        "Select",
        "For several correct options: how many to choose; empty: all that apply.",
        also="select n",
    ),
)
AFTER_OPTIONS = (
    Column(
        "correct",
        "Correct",
        "Letters of the correct options: C, or A, D. Numeric: the number.",
        also="answer; key; correct answer; correct option; correct answers; answer key",
    ),
)
AFTER_RATIONALES = (
    Column(
        "explanation",
        "Explanation",
        "What a physician should take away, and why.",
        also="rationale; feedback; general feedback; discussion; explanation rationale",
        width=60,
    ),
    Column(
        "key_point",
        "Key point",
        "The one sentence to remember.",
        also="take home point; teaching point",
        width=40,
    ),
    Column(
        "references",
        "References",
        "One a line: citation | doi: … | pmid: …",
        also="reference; source; sources; citation; citations",
        width=40,
    ),
    Column(
        "objectives",
        "Objectives",
        "Ids of the activity's objectives: OBJ-1, OBJ-2.",
        also="objective; learning objective; learning objectives",
    ),
    Column(
        "topic",
        "Topic",
        "Dotted topic: renal.electrolytes.",
        also="content area; category; subject; blueprint topic",
    ),
    Column(
        "level",
        "Level",
        "What the question asks of the mind.",
        ("recall", "application", "analysis"),
        also="cognitive level; bloom level; taxonomy",
    ),
    Column("setting", "Setting", "Where the patient is seen."),
    Column(
        "difficulty",
        "Difficulty",
        "How hard you expect it to be.",
        ("easy", "medium", "hard"),
        also="intended difficulty",
    ),
    Column("angoff", "Angoff", "Mean Angoff rating, from 0 to 1."),
    Column("boards", "Boards", "One a line: ABIM: Nephrology.", also="board; board codes"),
    Column("authors", "Authors", "Faculty ids: fac-osei.", also="author; written by"),
    Column(
        "keep_order",
        "Keep order",
        "yes: options stay in this order (numbers, stages).",
        YES,
        also="fixed order",
    ),
    Column("points", "Points", "Points at full mark; empty: 1.", also="point; score; marks"),
    Column("method", "Marking rule", "Empty: the activity's rule.", also="scoring; scoring rule"),
    Column("unit", "Unit", "Numeric: the unit of the answer."),
    Column("accepted_units", "Accepted units", "Numeric: units that are converted: mg, g."),
    Column("unit_required", "Unit required", "Numeric: yes if the unit must be typed.", YES),
    Column("tolerance", "Tolerance", "Numeric: absolute 1, relative 0.05.", also="accepted range"),
    Column("figures", "Significant figures", "Numeric: how many the answer needs."),
    Column("errors", "Common errors", "Numeric, one a line: 144 | Used 2 mg/kg."),
    Column(
        "figure",
        "Figure",
        "Put the picture into this cell.",
        also="image; picture; media; image file",
    ),
    Column("figure_id", "Figure id", "A short word for the figure: ecg."),
    Column(
        "alt",
        "Alt text",
        "What is seen, never the diagnosis.",
        also="alternative text; image description",
        width=40,
    ),
    Column("caption", "Caption", "A line under the figure."),
    Column("source", "Figure source", "Where the figure comes from."),
    Column("permission", "Figure permission", "Why it may be shown here."),
)
LETTERS = ascii_uppercase
UNKNOWN = "?"
"""Before the title of a column that is not known."""
USUAL_OPTIONS = 6
FIGURE = ("figure", "figure_id", "alt", "caption", "source", "permission")
"""Columns that are repeated for a second and third figure."""

WHOLE = ("question", "question text", "item text", "item stem", "prompt", "text")
"""Titles of a column that holds vignette and lead-in in one."""

_LETTERED = (
    ("option:", re.compile(r"(?:(?:answer )?(?:option|choice|response|answer) ?)?([a-z])")),
    ("option:", re.compile(r"(?:option|choice|alternative|response|answer|opt) ?(\d{1,2})")),
    ("rationale:", re.compile(r"(?:rationale|feedback|explanation) (?:option |for )*([a-z])")),
    ("rationale:", re.compile(r"(?:option |choice )?([a-z]) (?:rationale|feedback|explanation)")),
    ("rationale:", re.compile(r"(?:rationale|feedback) (?:option )?(\d{1,2})")),
)  # fmt: skip
_WORDS = dict.fromkeys(WHOLE, "question") | {
    title: one.key
    for one in (*BEFORE_OPTIONS, *AFTER_OPTIONS, *AFTER_RATIONALES)
    for title in (re.sub(r"[^a-z0-9]+", " ", one.title.casefold()).strip(), *one.also.split("; "))
}


def columns(options: int = USUAL_OPTIONS, figures: int = 1) -> tuple[Column, ...]:
    """Return the template's columns in order, for so many options and figures."""
    letters = LETTERS[:options]
    more = [
        Column(f"{one.key}:{number}", f"{one.title} {number}", one.help, width=one.width)
        for number in range(2, figures + 1)
        for one in AFTER_RATIONALES
        if one.key in FIGURE
    ]
    return (
        *BEFORE_OPTIONS,
        *(
            Column(f"option:{one.lower()}", f"Option {one}", "An option.", width=24)
            for one in letters
        ),
        *AFTER_OPTIONS,
        *(
            Column(
                f"rationale:{one.lower()}",
                f"Rationale {one}",
                f"Why option {one} is right or wrong.",
                width=24,
            )
            for one in letters
        ),
        *AFTER_RATIONALES,
        *more,
    )


def key_of(title: str) -> str | None:
    """Return the key of a column by what its head says, or None for one that is not known."""
    words = re.sub(r"\([^)]*\)", " ", title.casefold())
    words = re.sub(r"[^a-z0-9]+", " ", words).strip()
    if words in _WORDS:
        return _WORDS[words]
    for kind, pattern in _LETTERED:
        if found := pattern.fullmatch(words):
            return f"{kind}{_letter(found[1])}"
    numbered = re.fullmatch(r"(.+) ([2-9])", words)
    own = _WORDS.get(numbered[1]) if numbered else None
    return f"{own}:{numbered[2]}" if numbered and own in FIGURE else None


def keys_of(titles: Sequence[str]) -> list[str]:
    """Return the key of each column; one that is not known, or comes again, has its title and ?."""
    found: list[str] = []
    for title in titles:
        key = key_of(title)
        known = key is not None and key not in found
        found.append(key if key and known else f"{UNKNOWN}{' '.join(title.split())}")
    return found


def is_head(titles: list[str]) -> bool:
    """Whether a row names columns: at least a question, and options or a key."""
    keys = {key_of(one) for one in titles if one.strip()}
    asks = keys & {"stem", "lead_in", "question"}
    answers = "correct" in keys or "option:a" in keys
    return (
        bool(asks) and answers and not all(len(one.strip()) == 1 for one in titles if one.strip())
    )


def _letter(found: str) -> str:
    return (
        LETTERS[int(found) - 1].lower()
        if found.isdigit() and 0 < int(found) <= len(LETTERS)
        else found
    )
