"""The words of the forms for what a bank's files say in fixed terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TYPES = {
    "single_best_answer": "Single best answer", "multiple_response": "Several answers",
    "extended_matching": "Extended matching", "ordered": "Put in order",
    "numeric": "Number", "true_false_cluster": "True or false",
}  # fmt: skip
STATUSES = {
    "draft": "Draft", "in_review": "In review", "approved": "Approved", "retired": "Retired",
}  # fmt: skip
STATES: Mapping[str, str] = {
    "in review": "In review", "changes asked": "Changes asked", "draft": "Draft",
    "approved": "Approved", "retired": "Retired",
}  # fmt: skip
LEVELS = {"recall": "Recall", "application": "Application", "analysis": "Analysis"}


def named(words: Mapping[str, str]) -> Callable[[str], str]:
    """Return how a widget writes each of these."""
    return lambda one: words.get(one, one)
