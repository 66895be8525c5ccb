"""The checker's sentences for people who fill in a form and never see the file behind it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.problem import Fault, Problem

LABELS = {
    "lead_in": "question", "stem": "vignette", "key_point": "key point", "options": "options",
    "stems": "lines to match", "items_in_order": "steps", "statements": "statements",
    "answer": "number", "text": "text", "value": "number", "cite": "citation", "alt": "alt text",
    "correct": "key", "blueprint": "topic", "review_due": "day of the next review",
    "alt_reviewed": "mark that the alt text was read", "items": "questions", "theme": "theme",
    "practice_gap": "the gap", "needs": "what underlies the gap", "need": "the educational need",
    "change": "what is meant to change", "format_reason": "why this format",
    "audience": "who it is for", "competencies": "attributes",
    "passing_percent": "percent to pass", "passing_rationale": "why this standard",
    "retake": "next attempt", "estimated_minutes": "minutes a typical learner takes",
    "release_date": "first day", "expiration_date": "last day", "claim_by": "last day of claims",
    "faculty": "people", "pools": "topics of the questions",
}  # fmt: skip
"""The words of a form for the names of a file's fields."""

_MISSING = re.compile(r'The field "(\w+)" is missing\.')
_NAMES = {
    " are marked correct: true": " are marked as the key",
    " is marked correct: true": " is marked as the key",
    "correct: true": "right",
    "in quotes, like": "like",
    "in quotes and without a sign": "without a sign",
    "write null": "leave it empty",
    "select: ": "to choose: ",
    "let both agree": "let both agree",
    "no blueprint": "no topic",
    "Give it a blueprint with its topic": "Give it a topic",
    "review_due": "day of the next review",
    "Name the faculty ids of its authors": "Name its authors",
    "then write alt_reviewed: true": "then tick that it was read",
    "Describe in alt: what": "Describe what",
    "Say in source: where": "Say where",
    "Say in permission: why": "Say why",
    "Say in consent: how": "Say how",
    "Add its doi, pmid or url": "Add its DOI, PubMed id or address",
    ", or set status: in_review": "",
    "provider.yaml": "the office's texts",
    "activity.yaml": "the self-assessment",
    "Add it to the folder.": "Add it again.",
    "has_relationships is true, but none is listed": "Relationships are announced, but none is"
    " listed",
    "relationships are listed, but has_relationships is false": "Relationships are listed, and"
    " there are said to be none",
    ", then approved: true.": ", and mark them as approved.",
    " with approved: true, or write demonstration: true here, which": ", marked as approved, or"
    " make this a demonstration, which",
    "Write overdue: grace, or drop grace_minutes": "Allow a while at the limit, or drop its"
    " minutes",
    "Set time_limit_minutes, or drop overdue and grace": "Set a time limit, or drop what happens"
    " at it",
    " and add shuffle: false": " and keep their order on screen",
    "Raise version or revision in": "Raise version or revision of",
    "held_elsewhere": "the credit held elsewhere",
    "planning.content_outline": "the content outline",
    "Write it like media/item-ecg.png.": "Add it again.",
    "significant_figures": "significant figures",
    "relative_percent": "percent of the key",
    "accepted_units": "accepted units",
    "unit_required": "the unit is asked for",
}


_IN_FOLDER = re.compile(r"(?:media|items|stimuli)/([\w.-]+?)(?:\.yaml)?(?![\w.-])")
_UNDERSCORED = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_UNREADABLE = (
    "It was written by hand in a way that cannot be read.",
    "Whoever looks after the bank folder is told the place by its check.",
)
_OF_RULE: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(
        (
            "yaml", "yaml-name", "field-twice", "decimal-unquoted", "empty-file",
            "invisible-character", "file-name", "file-too-large", "file-unreadable",
            "not-a-plain-file", "stray-file", "text-after-hash", "folder-name",
        ),
        _UNREADABLE,
    ),
    "no-items": ("There are no questions yet.", "Write the first one on the page Write."),
}  # fmt: skip
"""What only somebody can put right who sees the file, and what is no fault of a file."""


def plainer(fault: Fault | Problem) -> tuple[str, str]:
    """Return what is wrong and what to do, in the words of the form."""
    if fault.rule in _OF_RULE:
        return _OF_RULE[fault.rule]
    missing = _MISSING.fullmatch(fault.message)
    if missing:
        return f"Not written yet: {_label(missing[1])}.", "Until then your draft is kept here."
    return _said(fault.message), _said(fault.fix)


def _said(sentence: str) -> str:
    for name, words in _NAMES.items():
        sentence = sentence.replace(name, words)
    sentence = _IN_FOLDER.sub(r"\1", sentence)
    return _UNDERSCORED.sub(lambda one: _label(one[0]), sentence)


def sentence(fault: Fault | Problem) -> str:
    """Return what is wrong with what to do, in the words of the form."""
    return " ".join(plainer(fault))


def place(one: Problem) -> str:
    """Say where a problem stands, as the forms call it: no file and no line."""
    path = PurePath(one.file)
    if path.name == "provider.yaml":
        whole = "The office's texts"
    elif one.item or path.parent.name == "items":
        whole = f"Question {one.item or path.stem}"
    elif path.parent.name == "stimuli":
        whole = f"Shared vignette {path.stem}"
    else:
        whole = "The self-assessment as a whole"
    return f"{whole}, {_field(one.field)}" if one.field else whole


def _field(path: str) -> str:
    """Return "options[d].text" as "options d, text"."""
    steps = (step.replace("[", " ").replace("]", "").split(" ") for step in path.split("."))
    return ", ".join(" ".join((_label(name), *entries)) for name, *entries in steps)


def _label(name: str) -> str:
    return LABELS.get(name, name.replace("_", " "))
