"""Options that say the same, nearly the same, or the opposite of the key."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, NBME
from quizzes.flaws.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.flaws.view import Choice, View

_JOINED = re.compile(r"\s*(?:[,;&]|\band\b|\bor\b|\bplus\b)\s*", re.IGNORECASE)
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "in",
        "on",
        "by",
        "with",
        "to",
        "his",
        "her",
        "their",
        "this",
        "that",
    ]
)
_ALIKE, _SPELLING = 85, 0.92
_OPPOSITES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("increase increased increases", "decrease decreased decreases"),
        ("elevated raised higher", "reduced lowered lower"),
        ("high", "low"),
        ("begin start starting initiate initiation", "stop stopping discontinue discontinuation"),
        ("acidosis", "alkalosis"),
        ("positive", "negative"),
        ("present presence", "absent absence"),
        ("agonist", "antagonist"),
        ("activation activate", "inhibition inhibit"),
        ("more", "less"),
        ("left", "right"),
        ("dilation dilatation", "constriction"),
        ("vasodilation vasodilatation", "vasoconstriction"),
        ("bronchodilation", "bronchoconstriction"),
        ("tachycardia", "bradycardia"),
        ("hypertension", "hypotension"),
        ("anabolic", "catabolic"),
        ("acute", "chronic"),
        ("flexion", "extension"),
        ("abduction", "adduction"),
        ("sympathetic", "parasympathetic"),
    )
)
_LITTLE, _MUCH = "hypo", "hyper"


def _said(text: str) -> frozenset[tuple[str, ...]]:
    """Return what an option says, part by part: "A and B" says what "B and A" says."""
    parts = (tuple(_plainest(one) for one in tokens(part)) for part in _JOINED.split(text))
    return frozenset(
        tuple(one for one in part if one not in _SMALL) or part for part in parts if part
    )


def _plainest(word: str) -> str:
    """Return a word in its American and singular spelling, as far as letters tell."""
    word = word.replace("aemia", "emia").replace("haem", "hem").replace("oedema", "edema")
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "os")):  # noqa: PLR2004 - short words like "gas" are no plurals
        return word[:-1]
    return word


def _signs(text: str) -> str:
    """Return the signs by which options may differ although their words are the same."""
    return "".join(one for one in text if one in "<>≤≥+−±↑↓%/'" or one in "-–") if text else ""


def _same(one: Choice, other: Choice) -> bool:
    if _signs(one.text) != _signs(other.text) or _case_matters(one, other):
        return False
    return one.text == other.text or (bool(said := _said(one.text)) and said == _said(other.text))


def _case_matters(one: Choice, other: Choice) -> bool:
    """Whether symbols differ by the case of their letters: "pH" and "PH", alleles "A" and "a"."""
    return max(len(one.text), len(other.text)) <= 3 and one.text != other.text  # noqa: PLR2004


def _twice(view: View) -> Iterator[Found]:
    for one, other in combinations(view.choices, 2):
        if one.words and one.words[0][:1] and _same(one, other):
            message = f'"{one.text}" and "{other.text}" say the same.'
            yield Found(message, other.place)


def _similar(view: View) -> Iterator[Found]:
    for one, other in combinations(view.choices, 2):
        if (
            token_sort_ratio(one.text, other.text, score_cutoff=_ALIKE)
            and not _same(one, other)
            and _differ_in_spelling(one, other)
        ):
            message = f'"{one.text}" and "{other.text}" are hard to tell apart.'
            yield Found(message, other.place)


def _differ_in_spelling(one: Choice, other: Choice) -> bool:
    """Whether all words that are not shared are small ones, or the same word spelled otherwise."""
    if _signs(one.text) != _signs(other.text):
        return False
    left = sorted(set(one.words) - set(other.words) - _SMALL)
    right = sorted(set(other.words) - set(one.words) - _SMALL)
    if len(left) != len(right) or any(word.isdigit() for word in (*left, *right)):
        return False
    return all(
        len(a) > 5 and JaroWinkler.similarity(a, b) >= _SPELLING and a[-3:] == b[-3:]  # noqa: PLR2004
        for a, b in zip(left, right, strict=True)
    )


def _opposite(view: View) -> Iterator[Found]:
    if view.key is None or len(view.choices) < 3:  # noqa: PLR2004 - two options are a pair anyway
        return
    pairs = [
        (one, other)
        for one, other in combinations(view.choices, 2)
        if _are_opposites(one.words, other.words)
    ]
    if len(pairs) == 1 and view.key in pairs[0]:
        one, other = pairs[0]
        message = f'Only "{one.text}" and "{other.text}" are opposites, and one of them is the key.'
        yield Found(message, view.key.place)


def _are_opposites(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two options are the same but for one word and its opposite."""
    left, right = set(one) - set(other), set(other) - set(one)
    if len(left) != 1 or len(right) != 1:
        return False
    (a,), (b,) = left, right
    return _of_prefix(a, b) or any(
        (a in low and b in high) or (a in high and b in low) for low, high in _OPPOSITES
    )


def _of_prefix(a: str, b: str) -> bool:
    low, high = sorted((a, b), key=lambda word: word.startswith(_MUCH))
    return (
        low.startswith(_LITTLE)
        and high.startswith(_MUCH)
        and low[len(_LITTLE) :] == high[len(_MUCH) :]
    )


RULES = (
    ItemRule(
        id="option-twice", number=14, severity="error",
        title="Two options say the same",
        why="If one is right, so is the other; if neither can be the key, both are ruled out.",
        source=HDR,
        fix="Change one of the two.",
        find=_twice,
    ),
    ItemRule(
        id="options-similar", number=14, severity="info",
        title="Two options differ only in spelling or small words",
        why="The reader looks for a difference that is none, or a slip of the keyboard decides.",
        source=HDR,
        fix="Make the difference plain, or replace one of the two.",
        find=_similar,
    ),
    ItemRule(
        id="options-opposite", number=15, severity="info",
        title="Exactly one pair of opposites, and the key is one of them",
        why="Test-wise readers expect the key in the pair and guess between two.",
        source=f"{NBME}; {HDR}",
        fix="Give a distractor its opposite, too, or break the pair.",
        find=_opposite,
    ),
)  # fmt: skip
