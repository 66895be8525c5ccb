"""Names on paper: how they are spelled, and which of their characters cannot be printed."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from documents.faces import Face, covers


def spelled(text: str) -> str:
    """Return `text` composed (NFC) and on one line, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def visible(text: str) -> str:
    """Return `text` spelled, without characters that nobody sees: they could only deceive."""
    if text.isascii() and text.isprintable():  # as nearly always: nothing to leave out
        return spelled(text)
    return spelled("".join(one for one in spelled(text) if not _is_other(one)))


def has_letters(text: str) -> bool:
    """Whether there is anything in `text` that a person could be called by."""
    return any(unicodedata.category(one)[0] == "L" for one in text)


def _is_other(character: str) -> bool:
    """Whether it is a control, a mark of direction or none, half of one, or not assigned."""
    return unicodedata.category(character)[0] == "C"


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters that certificates have no glyph for, each once, in order.

    Characters that nobody sees are among them, whatever the typeface holds in their place. An
    accent that Unicode cannot compose with its letter counts as one of them, because it
    would be printed beside the letter.
    """
    return tuple(
        character
        for character in dict.fromkeys(spelled(text))
        if _is_other(character)
        or not (covers(Face.REGULAR, character) and covers(Face.BOLD, character))
    )


def _spelled(value: object) -> object:
    return spelled(value) if isinstance(value, str) else value


Name = Annotated[str, BeforeValidator(_spelled), StringConstraints(min_length=1, max_length=250)]
Title = Annotated[str, BeforeValidator(_spelled), StringConstraints(min_length=1, max_length=500)]
Statement = Annotated[
    str, BeforeValidator(_spelled), StringConstraints(min_length=1, max_length=4000)
]
