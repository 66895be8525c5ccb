"""Cues by which the key can be told without knowing the answer."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzes.flaws.rule import Found, ItemRule
from quizzes.flaws.sources import HDR, NBME, PHAM
from quizzes.flaws.words import STEM, listed, stems, word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quizzes.flaws.view import Choice, View

_SPLIT = re.compile(r"\s*(?:[,;/+]|\band\b|\bplus\b|\bwith\b|\bwithout\b)\s*", re.IGNORECASE)
_LETTERS_WITH_AN = "AEFHILMNORSX"
_CONSONANT = re.compile(r"(?:uni|use|usu|ur[ei]|eu|one\b|once|ubi|utili|uter)", re.IGNORECASE)
_SILENT_H = re.compile(r"(?:hour|honest|honor|heir)", re.IGNORECASE)
_VERB = re.compile(
    r"^(?:the|it|this|these|he|she|his|her|a|an|there|all|no)\b[^,;]*?"
    r"\b(?:is|are|was|were|has|have|can|does|do|should|will|must|may|occurs?|causes?)\b",
    re.IGNORECASE,
)
_NOUNS = word_set(
    "evening morning spring string sterling hearing nursing nothing developing existing"
)
_FEWEST, _LEAST_WORDS, _LONGER_BY = 3, 4, 10
_LONGER = Fraction(5, 4)


def _longest(view: View) -> Iterator[Found]:
    key = view.key
    if key is None or len(key.words) < _LEAST_WORDS:
        return
    rest = max(len(one.text) for one in view.distractors)
    if len(key.text) > _LONGER * rest and len(key.text) - rest >= _LONGER_BY:
        message = f"The key has {len(key.text)} characters, the longest distractor {rest}."
        yield Found(message, key.place)


def _clue(view: View) -> Iterator[Found]:
    key = view.key
    if key is None or not key.stems:
        return
    elsewhere = frozenset[str]().union(*(one.stems for one in view.distractors))
    only = key.stems - elsewhere
    if only and (shared := only & (view.stem_stems | stems(view.lead_words))):
        said = [one for one in dict.fromkeys(key.words) if one[:STEM] in shared]
        yield Found(f"Only the key repeats {listed(said)} from the question.", key.place)


def _converge(view: View) -> Iterator[Found]:
    key = view.key
    if key is None:
        return
    if sum(bool(_SPLIT.search(one.text)) for one in view.choices) < _FEWEST:
        return
    parts = {one: _parts(one.text) for one in view.choices}
    if sum(len(one) > 1 for one in parts.values()) < _FEWEST:
        return
    count = Counter(part for one in parts.values() for part in one)
    mean = {one: Fraction(sum(count[part] for part in own), len(own)) for one, own in parts.items()}
    if all(mean[key] > mean[one] for one in view.distractors):
        message = "The key alone is made of the parts that most options share."
        yield Found(message, key.place)


def _parts(text: str) -> frozenset[str]:
    return frozenset(one.lower() for one in _SPLIT.split(text) if one) or frozenset({text})


def _article(view: View) -> Iterator[Found]:
    words = view.lead_in.rstrip(" :.…_?").split()
    # A capital "A" names a vitamin or a type.
    if not words or words[-1] not in {"a", "an"} or not view.choices:
        return
    wants = words[-1] == "an"
    fitting = [one for one in view.choices if _takes_an(one.text) == wants]
    if len(fitting) < len(view.choices):
        message = f'The lead-in ends with "{words[-1]}", which does not fit every option.'
        yield Found(message, ("lead_in",))


def _takes_an(text: str) -> bool:
    first = text.split(maxsplit=1)[0] if text.split() else ""
    if len(first) > 1 and first.isupper():
        return first[0] in _LETTERS_WITH_AN
    if _SILENT_H.match(first) or first[:2] in {"8", "11", "18"}:
        return True
    return first[:1].lower() in "aeiou8" and not _CONSONANT.match(first)


def _parallel(view: View) -> Iterator[Found]:
    if len(view.choices) < _FEWEST:
        return
    for what, holds in _FORMS:
        marks = [holds(one) for one in view.choices]
        if sum(marks) == 1:
            odd = view.choices[marks.index(True)]
            yield Found(f'Of all options only "{odd.text}" {what}.', odd.place)
        elif sum(marks) == len(marks) - 1:
            odd = view.choices[marks.index(False)]
            yield Found(f'Every option but "{odd.text}" {what}.', odd.place)


def _is_ing(one: Choice) -> bool:
    first = one.words[0] if one.words else ""
    return first.endswith("ing") and len(first) > len("being") and first not in _NOUNS


def _is_sentence(one: Choice) -> bool:
    return len(one.words) > 4 and bool(_VERB.match(one.text))  # noqa: PLR2004 - "Has no effect"


def _is_number(one: Choice) -> bool:
    return one.amount is not None and len(one.words) <= 4  # noqa: PLR2004 - "5 mg twice daily"


_FORMS: tuple[tuple[str, Callable[[Choice], bool]], ...] = (
    ("begins with a verb in -ing", _is_ing),
    ("is a sentence", _is_sentence),
    ("is a number", _is_number),
    ("ends with a full stop", lambda one: one.full_stop),
)

RULES = (
    ItemRule(
        id="key-longest", number=6, severity="warning",
        title="The key is much longer than every distractor",
        why=(
            "Authors qualify what must be right, and test-wise readers choose the longest option:"
            " one of few flaws shown to raise scores."
        ),
        source=f"{NBME}; {PHAM}",
        fix="Move qualifications into the rationale, or give a distractor the same detail.",
        find=_longest,
    ),
    ItemRule(
        id="clue-word", number=7, severity="warning",
        title="Only the key repeats a word of the question",
        why="The echo points at the key without any knowledge of the subject.",
        source=f"{NBME}; {PHAM}",
        fix="Say it in other words in the question, or let a distractor use the word, too.",
        find=_clue,
    ),
    ItemRule(
        id="key-converges", number=8, severity="warning",
        title="The key alone is made of the parts that most options share",
        why="Authors vary the key to make distractors, so the most common parts add up to it.",
        source=NBME,
        fix="Let each part occur equally often, or use options of one part.",
        find=_converge,
    ),
    ItemRule(
        id="article-cue", number=9, severity="warning",
        title='The lead-in ends with "a" or "an", which fits only some options',
        why="Grammar rules options out that knowledge should.",
        source=f"{NBME}; {HDR}",
        fix="End with a whole question, or put the article into the options.",
        find=_article,
    ),
    ItemRule(
        id="options-not-parallel", number=10, severity="info",
        title="One option differs from the rest in form",
        why="What stands out is chosen, or ruled out, for its form.",
        source=f"{NBME}; {HDR}",
        fix="Write all options in the same grammatical form.",
        find=_parallel,
    ),
)  # fmt: skip
