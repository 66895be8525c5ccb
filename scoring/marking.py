"""Marking: the rules by which one answer to one item becomes a score from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzes.correction import is_dropped, keyings
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.single_best_answer import SingleBestAnswer
from quizzes.kinds.true_false_cluster import TrueFalseCluster
from quizzes.models import METHODS
from quizzes.numbers import Typed
from scoring.choosing import Choice
from scoring.numeric import judged
from scoring.parts import ByPart, best_of_each, by_part, share_right
from scoring.rules import CHOOSING, ORDERING, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzes.answer import Answer
    from quizzes.correction import Correction
    from quizzes.models import AnyItem


class UnknownMethod(LookupError):
    """An item or activity names a marking rule that does not exist, or not for this type."""

    def __init__(self, method: str, known: tuple[str, ...]) -> None:
        super().__init__(f'there is no marking rule "{method}"; known are {", ".join(known)}')


class NotAnAnswer(ValueError):
    """A stored value cannot be an answer to its item."""

    def __init__(self, item_id: str, fault: str) -> None:
        super().__init__(f"item {item_id}: {fault}")


@dataclass(frozen=True, slots=True)
class Mark:
    """The score of one answer from 0 to 1, and of each part where parts are marked."""

    score: Fraction
    by_part: ByPart = ()


def method_of(item: AnyItem, defaults: Mapping[str, str]) -> str:
    """Return the marking rule of an item: its own, else the activity's for its type."""
    return known(item, item.scoring.method or defaults.get(item.type) or item.methods[0])


def known(item: AnyItem, method: str) -> str:
    """Return the name of a rule that the item's type has, or refuse it."""
    if method not in METHODS[item.type]:
        raise UnknownMethod(method, METHODS[item.type])
    return method


def mark(item: AnyItem, answer: Answer | None, method: str) -> Mark:
    """Mark an answer; no answer is 0 under every rule.

    Raises:
        UnknownMethod: the item's type has no such rule.
        NotAnAnswer: no answer to this item could have this value.
    """
    known(item, method)
    if not answer:
        return Mark(Fraction(0), by_part({}, _key_of_parts(item)))
    if fault := item.fault_of(answer):
        raise NotAnAnswer(item.id, fault)
    return _marked(item, answer, method)


def _marked(item: AnyItem, answer: Answer, method: str) -> Mark:
    if isinstance(item, ChoiceItem):
        chosen = frozenset((answer,) if isinstance(answer, str) else answer)
        return Mark(CHOOSING[method](Choice(chosen, item.key, len(item.options))))
    if isinstance(item, Ordered):
        place = {one: at for at, one in enumerate(item.key)}
        return Mark(ORDERING[method](tuple(place[one] for one in answer)))
    if isinstance(item, Numeric):
        typed = item.read(str(answer))
        return Mark(Fraction(isinstance(typed, Typed) and judged(item, typed).right))
    given = answer if isinstance(answer, dict) else {}
    parts = by_part(given, item.key)
    return Mark(share_right(parts), parts)


def _key_of_parts(item: AnyItem) -> Mapping[str, str]:
    return item.key if isinstance(item, ExtendedMatching | TrueFalseCluster) else {}


class Marker:
    """An item made ready to mark many answers: its rule, its points, and marks known beforehand.

    Corrections of a published item change what counts as right. Of several keys that are accepted
    the best one for an answer counts; the parts of an item are looked at one by one.
    """

    def __init__(self, item: AnyItem, corrections: Iterable[Correction] = ()) -> None:
        """Take an item that is frozen with its rule, and the corrections in force.

        Raises:
            UnknownMethod: the item's type has no such rule.
        """
        told = tuple(corrections)
        self.item = item  # as it was frozen: answers are read and packed by it
        self.keyings = keyings(item, told)
        self.method = method_of(item, {})
        self.points = Fraction(0) if is_dropped(told) else points_of(item)
        self._known: dict[str | None, Mark] = {None: self._mark(None)}
        if isinstance(item, SingleBestAnswer):
            self._known |= {one: self._mark(one) for one in item.choice_ids}

    def mark(self, answer: Answer | None) -> Mark:
        """Mark an answer.

        Raises:
            NotAnAnswer: no answer to this item could have this value.
        """
        if answer is None or isinstance(answer, str):
            found = self._known.get(answer)
            if found is not None:
                return found
        return self._mark(answer)

    def _mark(self, answer: Answer | None) -> Mark:
        marks = [mark(one, answer, self.method) for one in self.keyings]
        if len(marks) == 1 or not marks[0].by_part:
            return max(marks, key=lambda one: one.score)
        parts = best_of_each(one.by_part for one in marks)
        return Mark(share_right(parts), parts)


def points_of(item: AnyItem) -> Fraction:
    """Return the points an item gives at full mark."""
    return Fraction(item.scoring.points)


def in_words(method: str) -> str:
    """Describe a marking rule to a physician before the first answer."""
    return RULES[method].words
