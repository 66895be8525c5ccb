"""Choice questions as most files have them: lettered options, and the letters of the key."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizzes.formats.foreign import Fields, Question, Rejected, Taken

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MAX_OPTIONS = len(ascii_lowercase)


def choice(  # noqa: PLR0913 - one argument for each part of a question, by name
    *,
    place: str,
    origin: str | None,
    text: Mapping[str, object],
    options: Sequence[tuple[str, Mapping[str, object]]],
    correct: Collection[str],
    more: Mapping[str, object],
    images: Mapping[str, bytes] | None = None,
    warnings: Sequence[str] = (),
    several: bool = False,
) -> Question:
    """Return a question with one key as single best answer, with several as multiple response.

    Options come as their letter in the file and their fields; `several` says that the file asks for
    several answers though one alone is keyed.
    """
    if fault := _fault(options, correct):
        return Rejected(place, fault, origin)
    keyed = [own in correct for own, _ in options]
    kind = "multiple_response" if several or sum(keyed) > 1 else "single_best_answer"
    fields: Fields = {"type": kind, **text}
    fields["options"] = tuple(
        {"id": letter, "text": one["text"], **({"correct": True} if right else {}), **_rest(one)}
        for letter, (_, one), right in zip(ascii_lowercase, options, keyed, strict=False)
    )
    return Taken(place, fields | dict(more), origin, images or {}, tuple(warnings))


def _rest(option: Mapping[str, object]) -> Mapping[str, object]:
    return {name: one for name, one in option.items() if name != "text"}


def _fault(
    options: Sequence[tuple[str, Mapping[str, object]]], correct: Collection[str]
) -> str | None:
    if not options:
        return "The question has no options."
    if len(options) > MAX_OPTIONS:
        return f"The question has {len(options)} options; {MAX_OPTIONS} is the most."
    own = [one for one, _ in options]
    if len(set(own)) < len(own):
        return f"Two options have the letter {next(one for one in own if own.count(one) > 1)}."
    if not correct:
        return "No option is marked as correct."
    if unknown := sorted(set(correct) - set(own)):
        return f"The key names {', '.join(unknown)}, but the options are {', '.join(own)}."
    return None
