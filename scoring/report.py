"""The mark of one answer in words that a program reads: every number as fraction text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.marking import mark, points_of

if TYPE_CHECKING:
    from quizzes.answer import Answer
    from quizzes.models import AnyItem

Report = dict[str, str | dict[str, str] | None]


def report(item: AnyItem, answer: Answer | None, method: str) -> Report:
    """Mark an answer: score, points, max_points and by_part; or why a number is unreadable.

    Raises:
        UnknownMethod: the item's type has no such rule.
        NotAnAnswer: no answer to this item could have this value.
    """
    if item.type == "numeric" and isinstance(answer, str) and (fault := item.fault_of(answer)):
        return {"score": None, "unreadable": fault}
    got, points = mark(item, answer, method), points_of(item)
    return {
        "score": str(got.score),
        "points": str(got.score * points),
        "max_points": str(points),
        "by_part": {part: str(one) for part, one in got.by_part},
    }
