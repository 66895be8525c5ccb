"""Scoring: the marking rule is one that the type of item has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.models import AnyItem

_FORGIVING = ("ps1m_pickn", "ps50_pickn")


def scoring_is_known(item: AnyItem) -> Iterator[Fault]:
    """The marking rule is one that this type of item has."""
    method = item.scoring.method
    if method and method not in item.methods:
        message = f'"{method}" is no marking rule of {item.type}.'
        fix = f"Write one of: {', '.join(item.methods)}."
        yield Fault("scoring-unknown", message, fix, ("scoring", "method"))


def picks_are_limited(item: AnyItem, defaults: Mapping[str, str]) -> Iterator[Fault]:
    """Under a rule that forgives wrong picks, the question says how many to pick."""
    method = item.scoring.method or defaults.get(item.type)
    if item.limit is None and method in _FORGIVING:
        message = f"Under {method} wrong picks cost nothing, so choosing everything pays."
        fix = "Write select: with the number of options to choose, or take another rule."
        yield Fault("picks-unlimited", message, fix, ("scoring",), severity="warning")
