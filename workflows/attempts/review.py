"""One item as it was seen, with everything that may only be shown after the answer."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from quizzes.correction import corrected, is_dropped, keyings
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.public import PublicFigure
from quizzes.kinds.true_false_cluster import TrueFalseCluster
from quizzes.numbers import Typed, shown
from quizzes.text import Reference
from scoring.numeric import accepted, judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizzes.answer import Answer
    from quizzes.correction import Correction
    from quizzes.edition import FormItem
    from quizzes.kinds.extended_matching import Stem
    from quizzes.kinds.true_false_cluster import Statement
    from quizzes.models import AnyItem

TRUTH = {"true": "True", "false": "False"}
Need = Literal["sure_and_wrong", "guessed", "missed", "known"]
NEEDS: tuple[Need, ...] = ("sure_and_wrong", "guessed", "missed", "known")
"""In the order of a review: an error made with certainty is not looked up, nor is a lucky guess."""


@dataclass(frozen=True)
class ReviewedOption:
    """An option with its letter in this attempt, its key and its rationale."""

    letter: str
    text: str
    keyed: bool
    chosen: bool
    rationale: str | None


@dataclass(frozen=True)
class ReviewedPart:
    """A stem, statement or step with what was answered, what is right, and why."""

    id: str
    text: str
    given: str | None  # as it is read: "C. Chronic …", "True", "3"; None: not answered
    right: str
    mark: Fraction | None  # None for a step of an order, which is marked as a whole
    rationale: str | None


@dataclass(frozen=True)
class ReviewedNumber:
    """A number with its key and what is accepted."""

    given: str | None  # as it was read: "0.18 g"; None: not answered
    key: str
    accepted: str
    note: str | None  # the error behind a wrong value, or what is wrong with its unit


@dataclass(frozen=True)
class Corrected:
    """What was corrected since the question was published."""

    now: str
    source: str


@dataclass(frozen=True)
class Reviewed:
    """An item after its answer: single and multiple have options, the others parts or a number."""

    position: int
    item_id: str
    type: str
    theme: str | None
    stem: str | None
    figures: tuple[PublicFigure, ...]
    lead_in: str
    options: tuple[ReviewedOption, ...]
    listed: tuple[str, ...]  # the options that lines are matched with: "A. Acute …"
    parts: tuple[ReviewedPart, ...]
    number: ReviewedNumber | None
    key: str  # in words: "A and C", "180 mg"
    mark: Fraction
    answered: bool
    confidence: str | None
    carried: bool
    explanation: str | None
    key_point: str | None
    references: tuple[Reference, ...]
    corrections: tuple[Corrected, ...] = ()
    dropped: bool = False  # it is not marked any more

    @property
    def right(self) -> bool:
        """Whether the answer earned the full mark."""
        return self.mark == 1

    @property
    def outcome(self) -> str:
        """How the answer was, in a word or two."""
        if self.dropped:
            return "Not counted"
        if self.right:
            return "Correct"
        if self.mark:
            return "Partly correct"
        return "Not correct" if self.answered else "Not answered"

    @property
    def need(self) -> Need:
        """How much it is worth another look: most where somebody was sure and wrong."""
        if self.right or self.dropped:
            return "guessed" if self.confidence == "guess" and not self.dropped else "known"
        return "sure_and_wrong" if self.confidence == "sure" else "missed"

    @property
    def rank(self) -> tuple[int, int]:
        """Where it stands in a review."""
        return NEEDS.index(self.need), self.position


def reviewed(
    position: int,
    one: FormItem,
    item: AnyItem,
    value: Answer | None,
    confidence: str | None,
    mark: Fraction,
    told: Sequence[Correction] = (),
) -> Reviewed:
    """Return the item at `position` as it is shown after the answer, under some corrections."""
    accepted_keys = keyings(item, told)
    item = corrected(item, told)
    options = _options(one, item, value)
    parts = _parts(one, item, value, accepted_keys)
    number = _number(item, value) if isinstance(item, Numeric) else None
    return Reviewed(
        position=position,
        item_id=item.id,
        type=item.type,
        theme=item.theme if isinstance(item, ExtendedMatching) else None,
        stem=item.full_stem,
        figures=item.figures(),
        lead_in=item.lead_in,
        options=options,
        listed=_listed(one, item),
        parts=parts,
        number=number,
        key=_key(options, parts, number, " or " if item.type == "single_best_answer" else " and "),
        mark=mark,
        answered=value is not None,
        confidence=confidence,
        carried=one.carried is not None,
        explanation=item.explanation,
        key_point=item.key_point,
        references=item.references,
        corrections=tuple(Corrected(each.now, each.source) for each in told),
        dropped=is_dropped(told),
    )


def _options(one: FormItem, item: AnyItem, value: Answer | None) -> tuple[ReviewedOption, ...]:
    if not isinstance(item, ChoiceItem):
        return ()
    chosen = {value} if isinstance(value, str) else set(value or ())
    by_id = {option.id: option for option in item.options}
    return tuple(
        ReviewedOption(
            letter=_letter(index),
            text=by_id[option_id].text,
            keyed=by_id[option_id].correct,
            chosen=option_id in chosen,
            rationale=by_id[option_id].rationale,
        )
        for index, option_id in enumerate(one.order)
    )


def _listed(one: FormItem, item: AnyItem) -> tuple[str, ...]:
    if not isinstance(item, ExtendedMatching):
        return ()
    text = {option.id: option.text for option in item.options}
    return tuple(f"{_letter(at)}. {text[each]}" for at, each in enumerate(one.order))


def _parts(
    one: FormItem, item: AnyItem, value: Answer | None, keys: Sequence[AnyItem]
) -> tuple[ReviewedPart, ...]:
    if isinstance(item, ExtendedMatching):
        text = {option.id: option.text for option in item.options}
        words = {each: f"{_letter(at)}. {text[each]}" for at, each in enumerate(one.order)}
        return _judged(item.stems, value, words, keys)
    if isinstance(item, TrueFalseCluster):
        return _judged(item.statements, value, TRUTH, keys)
    if isinstance(item, Ordered):
        place = {each: str(at) for at, each in enumerate(value or (), start=1)}
        return tuple(
            ReviewedPart(each.id, each.text, place.get(each.id), str(at), None, each.rationale)
            for at, each in enumerate(item.items_in_order, start=1)
        )
    return ()


def _judged(
    parts: Sequence[Stem | Statement],
    value: Answer | None,
    words: Mapping[str, str],
    keys: Sequence[AnyItem],
) -> tuple[ReviewedPart, ...]:
    given = value if isinstance(value, dict) else {}
    right = {one.id: dict.fromkeys(_right_of(each, one.id) for each in keys) for one in parts}
    return tuple(
        ReviewedPart(
            id=one.id,
            text=one.text,
            given=words.get(given.get(one.id, "")),
            right=" or ".join(words[each] for each in right[one.id]),
            mark=Fraction(given.get(one.id) in right[one.id]),
            rationale=one.rationale,
        )
        for one in parts
    )


def _right_of(item: AnyItem, part: str) -> str:
    answer = item.keyed_answer
    return answer[part] if isinstance(answer, dict) else ""


def _number(item: Numeric, value: Answer | None) -> ReviewedNumber:
    typed = item.read(value) if isinstance(value, str) else None
    read = typed if isinstance(typed, Typed) else None
    return ReviewedNumber(
        given=shown(read.value, read.unit or item.answer.unit) if read else None,
        key=item.keyed_answer,
        accepted=accepted(item.answer),
        note=judged(item, read).note if read else None,
    )


def _key(
    options: tuple[ReviewedOption, ...],
    parts: tuple[ReviewedPart, ...],
    number: ReviewedNumber | None,
    between: str,
) -> str:
    if number:
        return number.key
    keyed = [one.letter for one in options if one.keyed]
    return between.join(keyed) if keyed else "; ".join(f"{one.text}: {one.right}" for one in parts)


def _letter(index: int) -> str:
    return chr(ord("A") + index)
