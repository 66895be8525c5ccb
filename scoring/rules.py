"""The marking rules by name: what each computes, and how physicians and authors read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring import choosing, ordering

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from scoring.choosing import Choice
    from scoring.ordering import Order

CHOOSING: Mapping[str, Callable[[Choice], Fraction]] = {
    "all_or_nothing": choosing.all_or_nothing,
    "plus_minus": choosing.plus_minus,
    "mtf": choosing.mtf,
    "ps50_mtf": choosing.ps50_mtf,
    "ps50_pickn": choosing.ps50_pickn,
    "ps1m_pickn": choosing.ps1m_pickn,
    "ripkey": choosing.ripkey,
    "balanced_plus_minus": choosing.balanced_plus_minus,
    "coverage": choosing.coverage,
    "subset": choosing.subset,
}
ORDERING: Mapping[str, Callable[[Order], Fraction]] = {
    "exact": ordering.exact,
    "absolute_position": ordering.absolute_position,
    "adjacent_pairs": ordering.adjacent_pairs,
    "longest_ordered_subset": ordering.longest_ordered_subset,
    "longest_contiguous_subset": ordering.longest_contiguous_subset,
    "kendall_pairs": ordering.kendall_pairs,
    "relative_to_correct_position": ordering.relative_to_correct_position,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """How a marking rule is told."""

    words: str
    """What a physician reads before the first answer."""
    example: str
    """What an author reads: the rule with a worked case."""
    recommended: bool = False
    """Authors see these first; the others stand under "More rules"."""


_FIVE = "Of five options three are keyed"
_FOUR = "With A B C D right"

RULES: Mapping[str, Rule] = {
    "all_or_nothing": Rule(
        "Full points for exactly the right choice; anything missing or too much gives none.",
        "Exactly what is keyed gives 1, any other choice 0.",
        recommended=True,
    ),
    "plus_minus": Rule(
        "Each right choice counts towards full points, and each wrong one takes a right one back;"
        " never less than none.",
        f"{_FIVE}: two of them and one other give 2/3 − 1/3 = 1/3.",
        recommended=True,
    ),
    "mtf": Rule(
        "Each option counts alike: it is right if it applies and was chosen, or does not apply and"
        " was left.",
        f"{_FIVE}: two of them and one other are 3 of 5 options judged right, 3/5.",
    ),
    "ps50_mtf": Rule(
        "Full points when every option is judged right, half of them when more than half are.",
        f"{_FIVE}: two of them and one other are 3 of 5 judged right, 1/2.",
    ),
    "ps50_pickn": Rule(
        "Full points for exactly the right choice, half of them for at least half of what applies.",
        f"{_FIVE}: two of them give 1/2, whatever else is chosen; use it with select: N.",
    ),
    "ps1m_pickn": Rule(
        "Each right choice counts towards full points; wrong ones take nothing away.",
        f"{_FIVE}: two of them give 2/3; use it with select: N only, or choosing all gives 1.",
    ),
    "ripkey": Rule(
        "Each right choice counts towards full points; choosing more than apply gives none.",
        f"{_FIVE}: two of them and one other give 2/3, four options give 0.",
    ),
    "balanced_plus_minus": Rule(
        "Right choices count towards full points, and wrong ones take off their share of the wrong"
        " options; never less than none.",
        f"{_FIVE}: two of them and one of the two others give 2/3 − 1/2 = 1/6.",
    ),
    "coverage": Rule(
        "The share of what applies that you chose, times the share of your choices that apply.",
        f"{_FIVE}: two of them and one other give 2/3 × 2/3 = 4/9.",
    ),
    "subset": Rule(
        "Each right choice counts towards full points; one wrong choice gives none.",
        f"{_FIVE}: two of them give 2/3, two and one other give 0.",
    ),
    "per_stem": Rule(
        "Each vignette counts alike; one without an answer gives no points.",
        "Three of four stems matched rightly give 3/4.",
        recommended=True,
    ),
    "per_statement": Rule(
        "Each statement counts alike; one without an answer gives no points.",
        "Three of four statements judged rightly give 3/4.",
        recommended=True,
    ),
    "exact": Rule(
        "Full points for exactly the right order, otherwise none.",
        f"{_FOUR}, A B C D gives 1 and A B D C gives 0.",
        recommended=True,
    ),
    "adjacent_pairs": Rule(
        "Each step that comes directly after the step it should follow counts alike.",
        f"{_FOUR}, B C D A keeps B–C and C–D of three pairs: 2/3.",
        recommended=True,
    ),
    "absolute_position": Rule(
        "Each step in its own place counts alike.",
        f"{_FOUR}, A B D C has two of four in place: 1/2.",
    ),
    "longest_ordered_subset": Rule(
        "Points for the largest number of steps that are in the right order among themselves; one"
        " alone gives none.",
        f"{_FOUR}, A D B C keeps A, B, C in order: 3/4.",
    ),
    "longest_contiguous_subset": Rule(
        "Points for the longest unbroken run of steps in the right order; a run of one gives none.",
        f"{_FOUR}, D A B C keeps the run A B C: 3/4.",
    ),
    "kendall_pairs": Rule(
        "Each two steps that are in the right order to each other count alike.",
        f"{_FOUR}, A B D C has five of six pairs in order: 5/6.",
    ),
    "relative_to_correct_position": Rule(
        "The nearer each step is to its own place, the more points.",
        f"{_FOUR}, A B D C is off by 2 places in all, of 12 that count: 5/6.",
    ),
    "within_tolerance": Rule(
        "Full points for a number within the tolerance, otherwise none; a unit of another kind is"
        " wrong, and what cannot be read is asked for again.",
        "Key 180 mg, tolerance 1: 181 mg and 0.18 g give 1, 181.01 mg gives 0.",
        recommended=True,
    ),
}
