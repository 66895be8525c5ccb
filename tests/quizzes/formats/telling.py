"""Questions written down in short, for tests to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.formats.foreign import Taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quizzes.formats.foreign import Question


def taken(question: Question) -> dict[str, Any]:
    """Return the fields of a question that was taken."""
    assert isinstance(question, Taken), question
    return dict(question.fields)


def told(question: Question) -> list[str]:
    """Return vignette, lead-in and options of a question, the correct ones with a star."""
    fields = taken(question)
    texts = [str(fields[name]) for name in ("stem", "lead_in") if name in fields]
    return texts + [("*" if one.get("correct") else "") + one["text"] for one in fields["options"]]


def all_told(questions: Iterable[Question]) -> list[list[str]]:
    """Return every question of a file in short."""
    return [told(one) for one in questions]
