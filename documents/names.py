"""Names on paper: how they are spelled, and which of their characters cannot be printed."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from documents.faces import Face, covers


def spelled(text: str) -> str:
    """Return `text` composed (NFC) and on one line, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters that certificates have no glyph for, each once, in order.

    An accent that Unicode cannot compose with its letter counts as one of them, because it
    would be printed beside the letter.
    """
    return tuple(
        character
        for character in dict.fromkeys(spelled(text))
        if not (covers(Face.REGULAR, character) and covers(Face.BOLD, character))
    )


def _spelled(value: object) -> object:
    return spelled(value) if isinstance(value, str) else value


Name = Annotated[str, BeforeValidator(_spelled), StringConstraints(min_length=1, max_length=250)]
Title = Annotated[str, BeforeValidator(_spelled), StringConstraints(min_length=1, max_length=500)]
Statement = Annotated[
    str, BeforeValidator(_spelled), StringConstraints(min_length=1, max_length=4000)
]
