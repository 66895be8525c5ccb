"""Marking: the rules by which one answer to one item becomes a score from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import Item

Mark = Callable[[frozenset[str], frozenset[str]], Fraction]


@dataclass(frozen=True, slots=True)
class Rule:
    """A marking rule: what it gives for chosen and keyed options, and how a physician reads it."""

    mark: Mark
    words: str


class UnknownMethod(LookupError):
    """An item or activity names a marking rule that does not exist."""

    def __init__(self, method: str) -> None:
        super().__init__(f'there is no marking rule "{method}"; known are {", ".join(RULES)}')


class NotAnAnswer(ValueError):
    """A stored value cannot be an answer to its item."""

    def __init__(self, item_id: str, fault: str) -> None:
        super().__init__(f"item {item_id}: {fault}")


def all_or_nothing(chosen: frozenset[str], key: frozenset[str]) -> Fraction:
    """Full mark for exactly the key, otherwise nothing."""
    return Fraction(chosen == key)


RULES: Mapping[str, Rule] = {
    "all_or_nothing": Rule(
        all_or_nothing,
        "Full points for exactly the right choice; anything missing or too much gives none.",
    ),
}
DEFAULT = "all_or_nothing"


def method_of(item: Item, defaults: Mapping[str, str]) -> str:
    """Return the marking rule of an item: its own, else the activity's for its type."""
    return known(item.scoring.method or defaults.get(item.type, DEFAULT))


def known(method: str) -> str:
    """Return the name of a rule that exists, or refuse it."""
    if method not in RULES:
        raise UnknownMethod(method)
    return method


def mark(item: Item, answer: object, method: str) -> Fraction:
    """Mark an answer from 0 to 1; no answer is 0."""
    rule = RULES[known(method)]
    if answer is None or answer == []:
        return Fraction(0)
    if fault := item.fault_of(answer):
        raise NotAnAnswer(item.id, fault)
    chosen = frozenset(answer if isinstance(answer, list) else [str(answer)])
    return rule.mark(chosen, item.key)


def points_of(item: Item) -> Fraction:
    """Return the points an item gives at full mark."""
    return Fraction(item.scoring.points)


def in_words(method: str) -> str:
    """Describe a marking rule to a physician before the first answer."""
    return RULES[known(method)].words
