"""Options: each can be read alone, in any order, and differs from the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzes.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.models import AnyItem
    from quizzes.problem import Place

_ABOVE = re.compile(
    r"(?:all|none|both|any|either|neither)(?: of)?(?: the| these)? (?:above|below|options|choices)"
    r"|(?:all|none|both|any|either|neither) of (?:these|them)"
    r"|(?:both )?[a-h] (?:and|&|or) [a-h](?: only)?",
    re.IGNORECASE,
)
# A capital letter, or a small one that is not the article "a".
_LETTER = re.compile(
    r"\b(?i:options?|choices?|answers?)\s+(?i:is\s+|are\s+)?\(?(?:[A-H]|[b-h])\b(?![-'’])"
)

_FORGIVING = ("ps1m_pickn", "ps50_pickn")


def no_option_points_at_others(item: AnyItem) -> Iterator[Fault]:
    """No option is "all of the above" or "A and B": options are shuffled."""
    for field, entries in item.lists.items():
        for number, one in enumerate(entries):
            if _ABOVE.fullmatch(one.text.strip(" .")):
                message = f'"{one.text}" points at other options, whose order changes.'
                fix = "Write an option that can be read alone."
                yield Fault("option-above", message, fix, (field, number, "text"))


def options_differ(item: AnyItem) -> Iterator[Fault]:
    """No two options, stems, steps or statements say the same."""
    for field, entries in item.lists.items():
        seen: dict[str, str] = {}
        for number, one in enumerate(entries):
            words = " ".join(one.text.casefold().strip(" .").split())
            if words in seen:
                message = f"{seen[words]} and {one.id} say the same."
                yield Fault("option-twice", message, "Change one.", (field, number, "text"))
            seen.setdefault(words, one.id)


def no_text_names_a_letter(item: AnyItem) -> Iterator[Fault]:
    """No rationale names an option by its letter: the letter depends on the shuffle."""
    for place, text in _feedback(item):
        if text and (found := _LETTER.search(text)):
            message = f'"{found[0]}" names an option by a letter, but options are shuffled.'
            yield Fault("letter-named", message, "Name the option by its words.", place)


def scoring_is_known(item: AnyItem) -> Iterator[Fault]:
    """The marking rule is one that this type of item has."""
    method = item.scoring.method
    if method and method not in item.methods:
        message = f'"{method}" is no marking rule of {item.type}.'
        fix = f"Write one of: {', '.join(item.methods)}."
        yield Fault("scoring-unknown", message, fix, ("scoring", "method"))


def picks_are_limited(item: AnyItem, defaults: Mapping[str, str]) -> Iterator[Fault]:
    """Under a rule that forgives wrong picks, the question says how many to pick."""
    method = item.scoring.method or defaults.get(item.type)
    if item.limit is None and method in _FORGIVING:
        message = f"Under {method} wrong picks cost nothing, so choosing everything pays."
        fix = "Write select: with the number of options to choose, or take another rule."
        yield Fault("picks-unlimited", message, fix, ("scoring",), severity="warning")


def _feedback(item: AnyItem) -> Iterator[tuple[Place, str | None]]:
    yield from item.rationales()
    yield ("explanation",), item.explanation
    yield ("key_point",), item.key_point
