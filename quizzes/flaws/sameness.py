"""Options that say the same, nearly the same, or the opposite of the key."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import token_sort_ratio

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, NBME
from quizzes.flaws.words import tokens, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizzes.flaws.view import Choice, View

_JOINED = re.compile(r"\s*(?:[,;&]|\band\b|\bor\b|\bplus\b)\s*", re.IGNORECASE)
_ORDER = word_set("order sequence respectively sequentially increasing decreasing ascending")
_PAIR, _ROUGHLY = 2, 75
_SIGNS = "<>≤≥+−±↑↓%/'-–"
_ARTICLES = word_set("a an the")
_SMALL = _ARTICLES | word_set("of for in on by with to and his her their this that")
_ALIKE, _SLIPS, _SYMBOL, _SEVERAL, _LONG = 85, 2, 3, 3, 7
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
        ("above", "below"),
        ("with", "without"),
    )
)
_OPPOSED = frozenset(word for pair in _OPPOSITES for side in pair for word in side)
_LITTLE, _MUCH = "hypo", "hyper"


def _said(text: str) -> list[tuple[str, ...]]:
    """Return what an option says, part by part, without articles and in plain spelling."""
    parts = (tuple(_plainest(one) for one in tokens(part)) for part in _JOINED.split(text))
    return [_without_articles(part) for part in parts if part]


def _without_articles(part: tuple[str, ...]) -> tuple[str, ...]:
    # Among single letters "a" is one of them: B>A>C.
    if sum(len(one) == 1 for one in part) > 1:
        return part
    return tuple(one for one in part if one not in _ARTICLES) or part


def _plainest(word: str) -> str:
    """Return a word in its American and singular spelling, as far as letters tell."""
    word = word.replace("aemia", "emia").replace("haem", "hem").replace("oedema", "edema")
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "os")):  # noqa: PLR2004 - short words like "gas" are no plurals
        return word[:-1]
    return word


def _signs(text: str) -> str:
    """Return the signs by which options may differ although their words are the same."""
    return "".join(one for one in text if one in _SIGNS)


def _same(one: Choice, other: Choice, *, ordered: bool) -> bool:
    """Whether two options say the same; of two parts the order is free, unless it is asked for."""
    if one.text == other.text:
        return True
    if _signs(one.text) != _signs(other.text) or _case_matters(one, other):
        return False
    first, second = _said(one.text), _said(other.text)
    if len(first) == len(second) == _PAIR and not ordered:
        first.sort()
        second.sort()
    return bool(first) and first == second


def _roughly(one: Choice, other: Choice) -> bool:
    """Whether articles, plurals and spelling could make up for all difference."""
    return bool(token_sort_ratio(one.text.lower(), other.text.lower(), score_cutoff=_ROUGHLY))


def _case_matters(one: Choice, other: Choice) -> bool:
    """Whether symbols differ by the case of their letters: alleles "AA", "Aa" and "aa"."""
    pairs = zip(one.text.split(), other.text.split(), strict=False)
    return any(
        a != b and a.lower() == b.lower() and len(a) <= _SYMBOL and a.lower() not in _SMALL
        for a, b in pairs
    )


def _twice(view: View) -> Iterator[Found]:
    ordered = not _ORDER.isdisjoint(view.lead_words)
    for entries in view.lists.values():
        for one, other in combinations(entries, 2):
            if _roughly(one, other) and _same(one, other, ordered=ordered):
                message = f'"{one.text}" and "{other.text}" say the same.'
                yield Found(message, other.place)


def _similar(view: View) -> Iterator[Found]:
    for one, other in combinations(view.choices, 2):
        if (
            token_sort_ratio(one.text, other.text, score_cutoff=_ALIKE)
            and not _same(one, other, ordered=False)
            and _differ_in_spelling(one, other)
        ):
            message = f'"{one.text}" and "{other.text}" are hard to tell apart.'
            yield Found(message, other.place)


def _differ_in_spelling(one: Choice, other: Choice) -> bool:
    """Whether options of several words differ only in small words or by slips of the keyboard.

    Names alone are left: prednisone and prednisolone are two drugs.
    """
    if _signs(one.text) != _signs(other.text) or len(one.words) < _SEVERAL:
        return False
    left = sorted(set(one.words) - set(other.words))
    right = sorted(set(other.words) - set(one.words))
    if not left and not right:
        return False
    left = [word for word in left if word not in _SMALL]
    right = [word for word in right if word not in _SMALL]
    return len(left) == len(right) and all(map(_is_slip, left, right))


def _is_slip(a: str, b: str) -> bool:
    """Whether two long words differ by a letter or two, and not by hypo- and hyper-."""
    longest = min(len(a), len(b)) >= _LONG and not _of_prefix(a, b)
    return longest and Levenshtein.distance(a, b, score_cutoff=_SLIPS) <= _SLIPS


def _opposite(view: View) -> Iterator[Found]:
    if view.key is None or len(view.choices) < 3:  # noqa: PLR2004 - two options are a pair anyway
        return
    if not any(word in _OPPOSED or _graded(word) for one in view.choices for word in one.words):
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


def _graded(word: str) -> bool:
    return word.startswith((_LITTLE, _MUCH))


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
