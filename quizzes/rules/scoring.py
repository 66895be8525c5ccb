"""Scoring: the marking rule is one that the type of item has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.models import AnyItem


def scoring_is_known(item: AnyItem) -> Iterator[Fault]:
    """The marking rule is one that this type of item has."""
    method = item.scoring.method
    if method and method not in item.methods:
        message = f'"{method}" is no marking rule of {item.type}.'
        fix = f"Write one of: {', '.join(item.methods)}."
        yield Fault("scoring-unknown", message, fix, ("scoring", "method"))
