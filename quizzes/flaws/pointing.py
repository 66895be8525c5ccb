"""Options that point at other options, at nothing, or that only a true–false item should have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, NBME, OWN
from quizzes.flaws.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.flaws.view import View

_ABOVE = re.compile(
    r"(?:all|none|both|any|either|neither|some|two|three|more than one)(?: of)?"
    r"(?: the| these| those)?(?: other)? (?:above|below|foregoing|preceding|others"
    r"|options|choices|answers)"
    r"(?: (?:options|choices|answers|statements|mentioned|listed|given|findings|drugs))?"
    r"(?: (?:is|are)(?: all)? (?:correct|true|false|wrong|incorrect|possible|appropriate))?"
    r"|(?:all|none|both|any|either|neither|two|three) of these"
    r"|(?:all|both|none) (?:is|are) (?:correct|true|false|right|wrong)",
    re.IGNORECASE,
)
_LABEL = r"(?:[1-9]|[A-H]|[a-h]|I{1,3}|IV|V|VI)"
_LABELS = re.compile(
    rf"(?i:options? |choices? |answers? |statements? )?(?i:both |either )?\(?{_LABEL}\)?"
    rf"(?:\s*,\s*\(?{_LABEL}\)?)*,?\s*(?:,|and|&|or|\+)\s*\(?{_LABEL}\)?"
    r"( only| are (?:correct|true)| alone)?",
)
_SPOKEN = re.compile(
    r"\b(?:both|either|only|alone|correct|true|options?|choices?|answers?|statements?)\b",
    re.IGNORECASE,
)
_NAMED_BY_LETTER = word_set(
    "hepatitis vitamin vitamins antigen antigens type types group groups influenza chain chains"
    " toxin toxins class factor factors lead leads wave waves cranial nerve nerves stage stages"
    " grade grades layer layers zone zones strain serogroup serogroups agglutinin agglutinins"
    " isoform isoforms virus viruses protein fiber fibers phase phases"
)
_LISTED = re.compile(r"(?:^|[\s(])(?:1|I|A|i|a)[.):]\s", re.MULTILINE)
_NOTHING = re.compile(
    r"nan|null|undefined|n/a|#(?:n/a|ref!|value!|name\?|div/0!)|tb[da]|todo|(?-i:x{3,})"
    r"|lorem ipsum.*"
    # A spreadsheet makes the 20th of October of the range 10-20.
    r"|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:option|choice|answer|distractor) (?:[a-h]|[1-9])|[-–—.?_*]+"
    r"|\[(?:blank|empty|placeholder)\]",
    re.IGNORECASE,
)
_TRUE_FALSE = frozenset({"true", "false", "yes", "no"})
FEWEST, MOST = 3, 8


def points_at_others(text: str) -> bool:
    """Whether an option is nothing but a pointer, in whose words no other rule need look."""
    return bool(_ABOVE.fullmatch(text) or _LABELS.fullmatch(text))


def _only_labels(view: View) -> list[int]:
    return [number for number, one in enumerate(view.choices) if _LABELS.fullmatch(one.text)]


def _listed_before(view: View) -> bool:
    return bool(_LISTED.search(view.stem) or _LISTED.search(view.lead_in))


def _above(view: View) -> Iterator[Found]:
    labels = _only_labels(view)
    only = view.choices[labels[0]] if len(labels) == 1 else None
    for one in (one for entries in view.lists.values() for one in entries):
        if _ABOVE.fullmatch(one.text) or (one is only and _points(view, one.text)):
            yield Found(f'"{one.text}" points at other options, whose order changes.', one.place)


def _points(view: View, text: str) -> bool:
    """Whether "A and B" means options: it says so, or nothing else here goes by letters."""
    if _SPOKEN.search(text):
        return True
    others = [one.text for one in view.choices if one.text != text]
    by_letter = any(re.fullmatch(_LABEL, one) for one in others)
    named = _NAMED_BY_LETTER.intersection((*view.stem_words, *view.lead_words))
    return not by_letter and not named and not _listed_before(view)


def _complex(view: View) -> Iterator[Found]:
    labels = _only_labels(view)
    said = any(_SPOKEN.search(view.choices[one].text) for one in labels)
    if len(labels) > 1 and (said or _listed_before(view)):
        shown = ", ".join(f'"{view.choices[one].text}"' for one in labels)
        message = f"Options that only combine statements: {shown}."
        yield Found(message, view.choices[labels[0]].place)


def _placeholder(view: View) -> Iterator[Found]:
    for one in view.choices:
        if not one.text or _NOTHING.fullmatch(one.text):
            yield Found(
                f'"{one.text or "."}" is no answer, but what a table left there.', one.place
            )


def _true_false(view: View) -> Iterator[Found]:
    if view.key and all(" ".join(one.words) in _TRUE_FALSE for one in view.choices):
        yield Found("The options are only true and false, or yes and no.", ("options",))


def _count(view: View) -> Iterator[Found]:
    number = len(view.choices)
    if view.choices and number < FEWEST:
        message = f"The question has {number} options; blind guessing is right 1 time in {number}."
        yield Found(message, ("options",))
    elif number > MOST:
        yield Found(f"The question has {number} options, more than anybody weighs.", ("options",))


RULES = (
    ItemRule(
        id="option-above", number=1, severity="error",
        title='An option points at others: "all of the above", "A and B"',
        why=(
            "Who recognizes one wrong option rules it out, who knows two right ones has the answer;"
            " and the options above it change from person to person."
        ),
        source=f"{NBME}; {HDR}; {OWN}",
        fix="Write an option that can be read alone, or make it a multiple response.",
        find=_above,
    ),
    ItemRule(
        id="option-complex", number=2, severity="error",
        title='Options are combinations of labels: "1 and 3", "I, II"',
        why=(
            "Partial knowledge eliminates combinations, so such questions measure test-taking; they"
            " are slower to read and discriminate less."
        ),
        source=f"{NBME}; {HDR}",
        fix="Ask for the statements themselves: multiple response, or a true–false cluster.",
        find=_complex,
    ),
    ItemRule(
        id="option-placeholder", number=None, severity="error",
        title='An option is a leftover: "nan", "TBD", "Option C"',
        why="A spreadsheet or a template left it behind: nobody can choose it in earnest.",
        source=OWN,
        fix="Write the option, or remove it.",
        find=_placeholder,
    ),
    ItemRule(
        id="true-false-options", number=19, severity="error",
        title="A best-answer question whose options are true and false, or yes and no",
        why="One guess in two is right, and a single statement is rarely true without conditions.",
        source=f"{NBME}; {HDR}",
        fix="Make it a true–false cluster of several statements, or ask a focused question.",
        find=_true_false,
    ),
    ItemRule(
        id="option-count", number=21, severity="warning",
        title="Fewer than three or more than eight options",
        why=(
            "Two options make a coin toss; beyond four or five, distractors are rarely plausible"
            " and only cost reading time."
        ),
        source=f"{HDR}; {NBME}",
        fix="Write three to five plausible options.",
        find=_count,
    ),
)  # fmt: skip
