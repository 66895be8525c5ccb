"""Flaws that show only between items: one bank's keys, cues, and items that are there twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import ratio, token_sort_ratio

from quizzes.flaws.chance import at_least, at_most
from quizzes.flaws.rule import InBank, Rule
from quizzes.flaws.sources import HDR, NBME, OWN
from quizzes.flaws.words import stems, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizzes.flaws.view import Choice, View

UNLIKELY = Fraction(1, 100)
OFTEN = Fraction(2, 5)
_ALIKE = 90
_START, _HINGE, _CUE, _SHOWN = 7, 2, 2, 3
_LEAST_LETTERS = 12


def keys_that_are_longest(views: Iterable[View]) -> Iterator[InBank]:
    """The key is the longest option more often than 40% and than chance, by number of options."""
    longest: dict[int, list[bool]] = defaultdict(list)
    for view in views:
        if view.key:
            rest = max(len(one.text) for one in view.distractors)
            longest[len(view.choices)].append(len(view.key.text) > rest)
    for options, those in sorted(longest.items()):
        hits, trials = sum(those), len(those)
        if hits > OFTEN * trials and at_least(hits, trials, options) < UNLIKELY:
            message = (
                f"The key is the longest option in {hits} of {trials} questions with {options}"
                f" options; chance would make that about {round(Fraction(trials, options))}."
            )
            yield InBank(None, message, ("blueprint",))


def keys_in_one_place(views: Iterable[View]) -> Iterator[InBank]:
    """Where options keep their order, keys stand in one place, or change it, beyond chance."""
    places: dict[int, list[int]] = defaultdict(list)
    for view in views:
        if view.key and view.item.fixed_order:
            places[len(view.choices)].append(view.choices.index(view.key))
    for options, those in sorted(places.items()):
        yield from _pattern(options, those)


def _pattern(options: int, those: Sequence[int]) -> Iterator[InBank]:
    place, hits = Counter(those).most_common(1)[0]
    # Any place could have stood out, so the probability is that of one, times their number.
    if options * at_least(hits, len(those), options) < UNLIKELY:
        message = f"Of {len(those)} keys in a fixed order, {hits} stand in place {place + 1}."
        yield InBank(None, message, ("blueprint",))
        return
    again, pairs = sum(a == b for a, b in pairwise(those)), len(those) - 1
    if pairs and min(at_least(again, pairs, options), at_most(again, pairs, options)) < (
        UNLIKELY / 2
    ):
        message = f"Of {pairs} keys in a fixed order, {again} stand where the one before stands."
        yield InBank(None, message, ("blueprint",))


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    item: str
    place: int


def hinged(views: Sequence[View]) -> Iterator[InBank]:
    """The stem of one item says, word for word, the key of another."""
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    for number, view in enumerate(views):
        if (key := view.key) and len(key.stems) >= _HINGE and len(key.text) >= _LEAST_LETTERS:
            phrases[key.words[0]].append(_Phrase(key.words, view.item.id, number))
    for number, view in enumerate(views):
        words = view.stem_words
        said = [
            one
            for position, word in enumerate(words)
            for one in phrases.get(word, ())
            if one.place != number and words[position : position + len(one.words)] == one.words
        ]
        for one in dict.fromkeys(said):
            if _alone(views[one.place], view.stem_stems):
                message = f'The stem says "{" ".join(one.words)}", which is the key of {one.item}.'
                yield InBank(view.item.id, message, ("stem",))


def _alone(view: View, said: frozenset[str]) -> bool:
    """Whether no distractor of an item is said, too."""
    return not any(one.stems and one.stems <= said for one in view.distractors)


def cued(views: Sequence[View], *, at_once: bool) -> Iterator[InBank]:
    """Another item says all content words of the key and those of no distractor.

    `at_once`: feedback is read after each answer, so that a rationale is a cue, too.
    """
    texts = [_texts(view, at_once=at_once) for view in views]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, those in enumerate(texts):
        for word in frozenset[str]().union(*those):
            holders[word].append(number)
    for number, view in enumerate(views):
        if (key := view.key) is None or len(key.stems) < _CUE:
            continue
        rarest = min(key.stems, key=lambda word: (len(holders.get(word, ())), word))
        found = [
            views[one].item.id
            for one in holders.get(rarest, ())
            if one != number and _tells(view, texts[one]) and not _says(views[one], key)
        ]
        if found:
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            message = f'The key "{key.text}" is told by {", ".join(found[:_SHOWN])}{more}.'
            yield InBank(view.item.id, message, ("options",))


def _says(view: View, key: Choice) -> bool:
    """Whether a stem says a key word for word, which `hinged` reports."""
    return f" {' '.join(key.words)} " in f" {' '.join(view.stem_words)} "


def _texts(view: View, *, at_once: bool) -> tuple[frozenset[str], ...]:
    feedback = view.feedback if at_once else ()
    return (view.stem_stems, *(stems(tokens(text)) for _, text in feedback))


def _tells(view: View, texts: Iterable[frozenset[str]]) -> bool:
    key = view.keys[0].stems
    return any(
        key <= said and not any(one.stems and one.stems <= said for one in view.distractors)
        for said in texts
    )


class Copy(NamedTuple):
    """An item as it is compared with others, and where it stands."""

    item: str
    bank: str
    asked: str
    options: tuple[str, ...]
    figures: tuple[str, ...]


def copy_of(view: View, bank: str) -> Copy:
    """Return an item in the form in which it is compared."""
    asked = " ".join((*view.stem_words, *view.lead_words))
    options = tuple(sorted(" ".join(one.words) for one in view.choices))
    return Copy(view.item.id, bank, asked, options, tuple(one.file for one in view.item.media))


class Seen:
    """The items met so far; each new one is compared with those that begin, end or choose alike."""

    def __init__(self) -> None:
        self._whole: dict[tuple[object, ...], Copy] = {}
        self._blocks: dict[tuple[str, ...], list[Copy]] = defaultdict(list)

    def add(self, new: Copy) -> tuple[Copy | None, Copy | None]:
        """Add an item; return the one that is the same, else the one it nearly repeats."""
        same = self._whole.setdefault((new.asked, new.options, new.figures), new)
        if same is not new:
            return same, None
        near = None
        for block in _blocks(new):
            others = self._blocks[block]
            near = near or next((one for one in others if _nearly(one, new)), None)
            if len(others) < _SHOWN:
                others.append(new)
        return None, near


def met(new: Copy, others: Sequence[Copy]) -> tuple[Copy | None, Copy | None]:
    """Return the item that is the same as a new one, else the one it nearly repeats."""
    whole = (new.asked, new.options, new.figures)
    same = next((one for one in others if (one.asked, one.options, one.figures) == whole), None)
    if same is not None:
        return same, None
    return None, next((one for one in others if _nearly(one, new)), None)


_NUMBERS = re.compile(r"\d+")


def _blocks(one: Copy) -> Iterator[tuple[str, ...]]:
    words = _NUMBERS.sub("#", one.asked).split()
    yield ("begins", *words[:_START])
    yield ("ends", *words[-_START:])
    yield ("options", *(_NUMBERS.sub("#", option) for option in one.options))


def _nearly(one: Copy, other: Copy) -> bool:
    """Whether two items ask nearly the same with the same options, but for one at most."""
    # The same words below another figure are another question.
    if one.figures != other.figures or not ratio(one.asked, other.asked, score_cutoff=_ALIKE):
        return False
    shared = len({*one.options} & {*other.options})
    return shared >= max(len(one.options), len(other.options)) - 1 or bool(
        token_sort_ratio("\n".join(one.options), "\n".join(other.options), score_cutoff=_ALIKE)
    )


KEY_LONGEST = Rule(
    id="keys-longest", number=6, severity="warning",
    title="In the bank the key is the longest option too often",
    why=(
        "Whoever notices gains on every question. Reported above 40% where chance (one in the"
        " number of options) would do so less than once in a hundred banks."
    ),
    source=NBME,
    fix="Shorten keys, or give distractors the same detail.",
)  # fmt: skip
KEY_PLACE = Rule(
    id="keys-in-place", number=20, severity="info",
    title="Where options keep their order, the place of the key follows a pattern",
    why=(
        "Guessers profit from a favored place. Shuffled questions are not counted; an exact"
        " binomial test at one in a hundred decides, for places and for repeats."
    ),
    source=HDR,
    fix=(
        "Choose other distractors, so that the key stands elsewhere in the order of some"
        " questions."
    ),
)  # fmt: skip
HINGED = Rule(
    id="item-hinged", number=26, severity="warning",
    title="The stem of one question says the key of another that may be drawn with it",
    why="One question answers the other, or a miss is counted twice.",
    source=f"{NBME}; {HDR}",
    fix="Reword the stem, or let a pool hold only one of the two.",
)  # fmt: skip
CUED = Rule(
    id="item-cued", number=27, severity="info",
    title="The key of a question can be read in another that may be drawn with it",
    why=(
        "What one question teaches, the next should not ask. Rationales count where feedback"
        " follows each answer; otherwise only stems do."
    ),
    source=HDR,
    fix="Look at both, and put them into pools that are not drawn together if one tells the other.",
)  # fmt: skip
TWICE = Rule(
    id="item-twice", number=None, severity="error",
    title="Two questions of a bank are the same",
    why="A physician would meet the same question twice in one attempt, and it would count twice.",
    source=OWN,
    fix="Retire one of the two.",
)  # fmt: skip
SIMILAR = Rule(
    id="item-similar", number=None, severity="warning",
    title="Two questions nearly repeat each other, in one bank or across banks",
    why="One answers the other; across banks, one evidence change must be made in both.",
    source=OWN,
    fix="Retire one of the two, or waive it where the difference is the point.",
)  # fmt: skip
RULES: tuple[Rule, ...] = (KEY_LONGEST, KEY_PLACE, HINGED, CUED, TWICE, SIMILAR)
