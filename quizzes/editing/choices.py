"""The words of a form for what a bank's files say in fixed terms about a self-assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RETAKES = {
    "new_draw": "Other questions, as far as there are", "missed_items": "The questions missed",
    "same_items": "The same questions",
}  # fmt: skip
FEEDBACK = {
    "after_each_item": "After each question", "after_submission": "After the whole is submitted",
}  # fmt: skip
CONFIDENCE = {"off": "Not asked", "optional": "May be told", "required": "Is asked each time"}
OVERDUE = {
    "submit": "What is answered is submitted", "grace": "A while in which it may only be submitted",
    "abandon": "It does not count",
}  # fmt: skip
METHODS = {
    "pilot_median": "Median of the testers' time", "pilot_mean": "Mean of the testers' time",
    "mergener": "Mergener's formula",
}  # fmt: skip
ROUNDING = {"down": "Down", "nearest": "To the nearest quarter"}
SUPPORT = {"grant": "Money", "in_kind": "Goods or services"}
BY_FIELD: Mapping[str, Mapping[str, str]] = {
    "retake": RETAKES, "feedback": FEEDBACK, "confidence": CONFIDENCE, "overdue": OVERDUE,
    "method": METHODS, "rounding": ROUNDING, "kind": SUPPORT,
}  # fmt: skip
"""Each of them by the name of its field."""
