"""The options of a typed question: where they begin, what they hold, what is wrong with them."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.draft import FEWEST, Draft, Part, joined, options_by_letter
from quizzes.formats.lines import Line, as_typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def options_of(draft: Draft) -> tuple[list[Part], str]:
    """Return the options of a question and the text before them."""
    for find in (_by_letter, _by_bullet, _by_number, _by_line):
        start = find(draft)
        if start is not None:
            return _parts(draft, start), _stem(draft.body[:start])
    return [], _stem(draft.body)


def _stem(lines: Sequence[Line]) -> str:
    return joined([one.text if one.kind == "head" else as_typed(one) for one in lines])


def _by_letter(draft: Draft) -> int | None:
    found = options_by_letter(draft.body)
    return (
        draft.body.index(found[0]) if len(found) >= FEWEST or (found and not draft.inline) else None
    )


def _by_bullet(draft: Draft) -> int | None:
    return _run_at_end(draft.body, "bullet")


def _by_number(draft: Draft) -> int | None:
    start = _run_at_end(draft.body, "number")
    return start if start is None or start > 0 else None


def _by_line(draft: Draft) -> int | None:
    """Find options that have no mark: the short lines after the question mark."""
    lines = [at for at, one in enumerate(draft.body) if one.kind != "blank"]
    asks = [at for at in lines if draft.body[at].text.rstrip().endswith(("?", ":"))]
    after = [at for at in lines if asks and at > asks[-1]]
    marked = any(draft.body[at].bold or draft.body[at].ticked for at in after)
    known = marked or "answer" in draft.sections
    short = all(len(draft.body[at].text) <= 200 for at in after)  # noqa: PLR2004 - an option's length
    return after[0] if known and short and FEWEST <= len(after) <= len(ascii_lowercase) else None


def _run_at_end(body: Sequence[Line], kind: str) -> int | None:
    last = max((at for at, one in enumerate(body) if one.kind == kind), default=None)
    if last is None:
        return None
    start = last
    while start and body[start - 1].kind in {kind, "blank"}:
        start -= 1
    while body[start].kind == "blank":
        start += 1
    count = sum(one.kind == kind for one in body[start:])
    return start if count >= FEWEST else None


def _parts(draft: Draft, start: int) -> list[Part]:
    lettered = draft.body[start].kind == "letter"
    kind = draft.body[start].kind
    parts: list[Part] = []
    for at, one in enumerate(draft.body[start:], start):
        expected = ascii_lowercase[len(parts)] if len(parts) < len(ascii_lowercase) else ""
        begins = one.kind == kind and (not lettered or one.label == expected)
        if begins and expected:
            parts.append(Part(expected, [one.text], one.ticked, one.bold))
        elif one.kind != "blank" and parts:
            parts[-1].texts.append(as_typed(one))
        if parts:
            parts[-1].images += one.images
        if at in draft.inline and parts:
            parts[-1].rationale += draft.inline[at]
    return parts if kind != "plain" else _bare(parts)


def _bare(parts: list[Part]) -> list[Part]:
    """Take letters off that stand before options without a sign: A x, B y, C z."""
    if all(one.texts[0].startswith(f"{one.label.upper()} ") for one in parts):
        for one in parts:
            one.texts[0] = one.texts[0][2:]
    return parts


def option(part: Part, draft: Draft) -> Mapping[str, object]:
    """Return an option's fields."""
    rationale = joined([*part.rationale, *draft.by_letter.get(part.label, [])])
    return {"text": part.text} | ({"rationale": rationale} if rationale else {})


def texts(parts: Sequence[Part]) -> dict[str, str]:
    """Return the options' texts by letter."""
    return {one.label: one.text for one in parts}


def are_counted(draft: Draft) -> bool:
    """Whether the options have numbers in place of letters."""
    return not draft.letters and any(one.kind == "number" for one in draft.body)


def fault_of_options(draft: Draft, parts: Sequence[Part]) -> str | None:
    """Say why the options are not those that the author sees, or None."""
    if pictured := [one.label for one in parts if one.images and not one.text.strip(" .")]:
        return (
            f"Option {capitals(pictured)} is a picture. Put all pictures into one figure that "
            "letters them, and write what each option is."
        )
    if empty := [one.label for one in parts if not one.text]:
        return f"Option {capitals(empty)} has no text. Write it, or delete its letter."
    after = ascii_lowercase[len(parts) : len(parts) + 1]
    held = [one.label for one in parts if after and _holds(one, after)]
    if draft.letters and held:
        return (
            f"Option {capitals(held)} seems to hold option {after.upper()}, too. "
            "Put each option on a line of its own."
        )
    return None


def _holds(part: Part, letter: str) -> bool:
    """Whether an option holds the next one, too; "E. coli" is a name, and no option E."""
    either = f"(?:{letter}|{letter.upper()})"
    own = (
        rf"\S(?:\t\s*|\s{{2,}})\*?\(?{either}[.)]\s*\S|\S\s\*?\(?{either}(?:\)\s*\S|\.\s+[^\Wa-z])"
    )
    return any(re.search(own, text) for text in part.texts)


def of_pictures(parts: Sequence[Part]) -> tuple[str, ...]:
    """Say where pictures of options went."""
    shown = [one.label for one in parts if one.images]
    return (f"the picture of option {capitals(shown)} stands below the question",) if shown else ()


def capitals(letters: Sequence[str]) -> str:
    """Return letters as people name options: "A, C"."""
    return ", ".join(one.upper() for one in letters)
