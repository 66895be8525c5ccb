"""Moodle's marks and ours: which marking rule a question's fractions come to, and back.

With n options of which m are right, Moodle adds up the fractions of what is chosen and keeps the
sum between 0 and 1 (qtype_multichoice). Where all right ones earn 100/m alike, that is one of our
rules, told by what a wrong one costs.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FULL = Decimal(100)
_NEAR = Fraction(1, 100)
"""Thirds are written with five places."""

ORDERING_RULES: Mapping[str, tuple[str, bool]] = {
    "": ("exact", True),
    "-1": ("exact", True),
    "ALL_OR_NOTHING": ("exact", True),
    "0": ("absolute_position", True),
    "ABSOLUTE_POSITION": ("absolute_position", True),
    "1": ("adjacent_pairs", True),
    "RELATIVE_NEXT_EXCLUDE_LAST": ("adjacent_pairs", True),
    "2": ("adjacent_pairs", False),
    "RELATIVE_NEXT_INCLUDE_LAST": ("adjacent_pairs", False),
    "3": ("adjacent_pairs", False),
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": ("adjacent_pairs", False),
    "4": ("kendall_pairs", True),
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": ("kendall_pairs", True),
    "5": ("longest_ordered_subset", True),
    "LONGEST_ORDERED_SUBSET": ("longest_ordered_subset", True),
    "6": ("longest_contiguous_subset", True),
    "LONGEST_CONTIGUOUS_SUBSET": ("longest_contiguous_subset", True),
    "7": ("relative_to_correct_position", True),
    "RELATIVE_TO_CORRECT": ("relative_to_correct_position", True),
}
"""Our rule for each of the ordering plug-in's, and whether the two are the same."""

ORDERING_NAMES: Mapping[str, str] = {
    rule: name for name, (rule, same) in ORDERING_RULES.items() if same and name.isupper()
}

Marking = tuple[list[int], bool, dict[str, object], list[str]]
"""The numbers of the right answers, whether several are asked for, the rule, what is lost."""


def rule_of(kind: str, marks: Sequence[Decimal], *, single: bool) -> Marking:
    """Return how a question is marked, from the fractions of its answers."""
    if kind in {"multichoiceset", "oumultiresponse"}:
        return _by_type(kind, marks)
    if single:
        return _single(marks)
    keyed = [number for number, mark in enumerate(marks) if mark > 0]
    wrong = {mark for mark in marks if mark <= 0}
    share = Fraction(100, len(keyed) or 1)
    even = all(_is_near(marks[number], share) for number in keyed)
    if even and len(wrong) <= 1:
        lost = -min(wrong, default=Decimal(0))
        for rule, cost in _costs(len(marks), len(keyed)):
            if _is_near(lost, cost):
                return keyed, True, {"method": rule}, []
    rule = "plus_minus" if any(mark < 0 for mark in wrong) else "ps1m_pickn"
    said = f"Its options earn different shares in the source; here {_WORDS[rule]}."
    return keyed, True, {"method": rule}, [said]


def fractions_of(method: str, options: int, keyed: int) -> tuple[Fraction, Fraction] | None:
    """Return what a right and a wrong option earn under a rule, of 100; None: it has no such."""
    costs = dict(_costs(options, keyed))
    if method not in costs:
        return None
    return Fraction(100, keyed), -costs[method]


_WORDS = {
    "plus_minus": "each right one counts alike and each wrong one takes a right one back",
    "ps1m_pickn": "each right one counts alike",
}


def _costs(options: int, keyed: int) -> list[tuple[str, Fraction]]:
    """Return what a wrong option costs under each rule, of 100, the plainest rule first."""
    m, others = keyed or 1, options - keyed
    balanced = [("balanced_plus_minus", Fraction(100, others))] if others else []
    return [
        ("ps1m_pickn", Fraction(0)),
        ("plus_minus", Fraction(100, m)),
        *balanced,
        ("subset", Fraction(100)),
    ]


def _by_type(kind: str, marks: Sequence[Decimal]) -> Marking:
    keyed = [number for number, mark in enumerate(marks) if mark > 0]
    if kind == "multichoiceset":
        return keyed, True, {"method": "all_or_nothing"}, []
    if len(keyed) == len(marks):
        return keyed, True, {"method": "ps1m_pickn"}, []
    said = (
        "Moodle's OU multiple response takes marks back only for choices beyond the right number; "
        f"here {_WORDS['plus_minus']}."
    )
    return keyed, True, {"method": "plus_minus"}, [said]


def _single(marks: Sequence[Decimal]) -> Marking:
    keyed = [number for number, mark in enumerate(marks) if mark == FULL]
    part = [mark for mark in marks if 0 < mark < FULL]
    said = ["An option earns part of the mark in the source and nothing here."] if part else []
    if any(mark < 0 for mark in marks):
        said.append("A wrong option costs marks in the source and nothing here.")
    if len(keyed) <= 1:
        return keyed, False, {}, said
    said.append("In the source any one of the right options is enough; here all are asked for.")
    return keyed, True, {"method": "plus_minus"}, said


def _is_near(mark: Decimal, value: Fraction) -> bool:
    return abs(Fraction(mark) - value) < _NEAR
