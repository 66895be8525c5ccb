"""The checker's sentences for people who fill in a form and never see the file behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.problem import Fault

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
    "activity.yaml": "the self-assessment",
    "significant_figures": "significant figures",
    "relative_percent": "percent of the key",
    "accepted_units": "accepted units",
    "unit_required": "the unit is asked for",
}


def plainer(fault: Fault) -> tuple[str, str]:
    """Return what is wrong and what to do, in the words of the form."""
    missing = _MISSING.fullmatch(fault.message)
    if missing:
        name = LABELS.get(missing[1], missing[1].replace("_", " "))
        return f"Not written yet: {name}.", "Until then your draft is kept here."
    return _said(fault.message), _said(fault.fix)


def _said(sentence: str) -> str:
    for name, words in _NAMES.items():
        sentence = sentence.replace(name, words)
    return sentence
