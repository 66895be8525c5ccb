"""Marks for multiple response: from the chosen and the keyed options to a score from 0 to 1.

n options, m of them keyed; h keyed ones are chosen and f others. The rules are those compared by
Kanzow et al. (JMIR Med Educ 2023;9:e43792); which article each is taken from stands beside it.
Where nothing is chosen no rule is asked: an unanswered item is 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which options were chosen, which are keyed, and how many there are."""

    chosen: frozenset[str]
    key: frozenset[str]
    options: int

    @property
    def hits(self) -> int:
        """How many keyed options are chosen."""
        return len(self.chosen & self.key)

    @property
    def false_hits(self) -> int:
        """How many of the others are chosen."""
        return len(self.chosen - self.key)

    @property
    def judged_right(self) -> int:
        """How many options are rightly chosen or rightly left."""
        return self.options - len(self.chosen ^ self.key)


def all_or_nothing(one: Choice) -> Fraction:
    """Full mark for exactly the key."""
    return Fraction(one.chosen == one.key)


def mtf(one: Choice) -> Fraction:
    """Return (h + (n − m − f)) / n: each option counts as a true–false question (PS 1/n)."""
    return Fraction(one.judged_right, one.options)


def ps50_mtf(one: Choice) -> Fraction:
    """Half the mark when more than half of the options are judged right (Lahner et al. 2018)."""
    if one.judged_right == one.options:
        return Fraction(1)
    return HALF if 2 * one.judged_right > one.options else Fraction(0)


def ps50_pickn(one: Choice) -> Fraction:
    """Half the mark for at least half of the key, wrong picks aside (Bauer et al. 2011)."""
    if one.chosen == one.key:
        return Fraction(1)
    return HALF if 2 * one.hits >= len(one.key) else Fraction(0)


def ps1m_pickn(one: Choice) -> Fraction:
    """Return h/m, wrong picks aside: meant for "select N" only (Bauer et al. 2011)."""
    return Fraction(one.hits, len(one.key))


def ripkey(one: Choice) -> Fraction:
    """Return h/m, and nothing for more picks than the key has (Ripkey et al. 1996)."""
    return ps1m_pickn(one) if len(one.chosen) <= len(one.key) else Fraction(0)


def plus_minus(one: Choice) -> Fraction:
    """Return (h − f)/m, never below 0: each wrong pick takes one right one back (Betts 2022)."""
    return max(Fraction(0), Fraction(one.hits - one.false_hits, len(one.key)))


def balanced_plus_minus(one: Choice) -> Fraction:
    """Return h/m − f/(n − m), never below 0: choosing everything gives nothing."""
    others = one.options - len(one.key)
    lost = Fraction(one.false_hits, others) if others else Fraction(0)
    return max(Fraction(0), ps1m_pickn(one) - lost)


def coverage(one: Choice) -> Fraction:
    """Return (h/m) · (h/picks): the part of the key found, times the part of the picks in it."""
    if not one.chosen:
        return Fraction(0)
    return Fraction(one.hits * one.hits, len(one.key) * len(one.chosen))


def subset(one: Choice) -> Fraction:
    """Return h/m where every pick is keyed, and nothing after a wrong one."""
    return ps1m_pickn(one) if not one.false_hits else Fraction(0)
