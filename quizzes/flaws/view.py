"""What the rules see of an item: its texts by part, each split into words once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from quizzes.flaws.amounts import Span, span
from quizzes.flaws.words import stems, tokens
from quizzes.kinds.choice import ChoiceItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from quizzes.models import AnyItem
    from quizzes.problem import Place


class Choice:
    """An option as the rules see it."""

    def __init__(self, place: Place, text: str, *, keyed: bool) -> None:
        self.place = place
        self.text = text.strip().rstrip(".").strip()
        self.full_stop = text.rstrip().endswith(".")
        self.keyed = keyed
        self.words = tokens(text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its content words."""
        return stems(self.words)

    @cached_property
    def amount(self) -> Span | None:
        """The amount or range that it is, if it is one."""
        return span(self.text)


class View:
    """An item as the rules see it; what only some types have is empty for the others."""

    def __init__(self, item: AnyItem, today: date) -> None:
        self.item = item
        self.today = today
        self.stem = item.stem or ""
        self.lead_in = item.lead_in
        self.choices = tuple(_choices(item))
        """The options among which the answer is chosen: distractors and key."""
        self.lists = dict(_lists(item, self.choices))
        """What answers point at, by field: options, stems, steps, statements."""
        self.asked = tuple(_asked(item))
        """What else is read before the answer: stems of a set, statements, things to order."""
        self.feedback = tuple(_feedback(item))
        """What is read after the answer, by place; rationales that are missing are left out."""

    @cached_property
    def stem_words(self) -> tuple[str, ...]:
        """The words of the vignette."""
        return tokens(self.stem)

    @cached_property
    def stem_stems(self) -> frozenset[str]:
        """The content words of the vignette."""
        return stems(self.stem_words)

    @cached_property
    def lead_words(self) -> tuple[str, ...]:
        """The words of the lead-in."""
        return tokens(self.lead_in)

    @cached_property
    def keys(self) -> tuple[Choice, ...]:
        """The options that are keyed."""
        return tuple(one for one in self.choices if one.keyed)

    @cached_property
    def distractors(self) -> tuple[Choice, ...]:
        """The options that are not."""
        return tuple(one for one in self.choices if not one.keyed)

    @cached_property
    def key(self) -> Choice | None:
        """The one best answer; None where several are keyed, and no cue can point at one."""
        return self.keys[0] if len(self.keys) == 1 and self.distractors else None

    @cached_property
    def amounts(self) -> tuple[Span, ...]:
        """The options as amounts or ranges, if all of them are; else nothing."""
        found = []
        for one in self.choices:
            if one.amount is None:
                return ()
            found.append(one.amount)
        return tuple(found)

    @cached_property
    def feedback_words(self) -> frozenset[str]:
        """The words of the feedback, for rules to see at once that none is theirs."""
        return frozenset(tokens("\n".join(text for _, text in self.feedback)))

    @cached_property
    def all_words(self) -> frozenset[str]:
        """The words of the whole item, for the same."""
        asked = tokens("\n".join(text for _, text in self.asked))
        options = (word for one in self.choices for word in one.words)
        own = frozenset((*self.stem_words, *self.lead_words, *asked, *options))
        return own | self.feedback_words

    @cached_property
    def before(self) -> tuple[tuple[Place, str], ...]:
        """Every text that is read before the answer, by place."""
        first = ((("stem",), self.stem), (("lead_in",), self.lead_in))
        options = tuple((one.place, one.text) for one in self.choices)
        return (*(one for one in first if one[1]), *self.asked, *options)


def _choices(item: AnyItem) -> Iterator[Choice]:
    """Return the options of a type that has distractors."""
    if isinstance(item, ChoiceItem):
        for number, one in enumerate(item.options):
            yield Choice(("options", number, "text"), one.text, keyed=one.correct)


def _lists(item: AnyItem, choices: tuple[Choice, ...]) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for field, entries in item.lists.items():
        if choices and field == "options":
            yield field, choices
        else:
            yield (
                field,
                tuple(
                    Choice((field, number, "text"), one.text, keyed=False)
                    for number, one in enumerate(entries)
                ),
            )


def _asked(item: AnyItem) -> Iterator[tuple[Place, str]]:
    """Return what a type asks besides stem, lead-in and the options of a choice."""
    if not isinstance(item, ChoiceItem):
        for field, entries in item.lists.items():
            for number, one in enumerate(entries):
                yield (field, number, "text"), one.text


def _feedback(item: AnyItem) -> Iterator[tuple[Place, str]]:
    for place, text in item.rationales():
        if text:
            yield place, text
    for name in ("explanation", "key_point"):
        if text := getattr(item, name):
            yield (name,), text


def rationales(item: AnyItem) -> tuple[tuple[Place, str], ...]:
    """Return each place of an item where a rationale belongs, and what stands there, or "".

    Of an order the explanation says why it is what it is: its steps may go without.
    """
    found = tuple((place, text or "") for place, text in item.rationales())
    return tuple(one for one in found if one[1]) if item.type == "ordered" else found
