"""When it is asked what became of a commitment to change: sixty days after the activity, once.

The days are the office's own decision of 26 November 2026. Commitments are usually followed up one
to three months later: time enough to have met such patients, and soon enough to remember.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

Stage = Literal["open", "asking", "over"]
AFTER = timedelta(days=60)  # from the completion to the question
OPEN_FOR = timedelta(days=60)  # later answers would be about another time
LATE = timedelta(days=14)  # how late the message is still put, after an outage


def asked_on(completed: date) -> date:
    """Return the first day on which it is asked what became of a commitment."""
    return completed + AFTER


def asked_until(completed: date) -> date:
    """Return the last day on which an answer is taken."""
    return asked_on(completed) + OPEN_FOR


def stage(completed: date, today: date) -> Stage:
    """Say what may be done today: change commitments, answer for them, or only read them."""
    if today < asked_on(completed):
        return "open"
    return "asking" if today <= asked_until(completed) else "over"


def completed_to_ask(today: date) -> tuple[date, date]:
    """Return the first and the last completion day that a message is put about today."""
    return today - AFTER - LATE, today - AFTER


def completed_to_answer(today: date) -> tuple[date, date]:
    """Return the first and the last completion day of what may be answered today or later."""
    return today - AFTER - OPEN_FOR, today


def completed_in_question(today: date) -> tuple[date, date]:
    """Return the first and the last completion day of what may be answered today."""
    return today - AFTER - OPEN_FOR, today - AFTER
