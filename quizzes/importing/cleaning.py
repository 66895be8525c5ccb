"""Characters that no bank file may hold: put right where their meaning is known, else a fault."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.formats.foreign import Fields

_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
_CP1252 = re.compile("[\x80-\x9f]")
_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class ControlCharacterError(Exception):
    """A text holds a character that is no text."""

    def __init__(self, character: str) -> None:
        super().__init__(
            f"The text holds a control character (U+{ord(character):04X}); "
            "delete it in the source and type the text anew."
        )


def cleaned(fields: Fields) -> tuple[Fields, tuple[str, ...]]:
    """Return the fields with texts as bank files have them, and a sentence for each change.

    Raises ControlCharacterError.
    """
    cleaner = _Cleaner()
    clean = {name: cleaner.value(one) for name, one in fields.items()}
    return clean, tuple(sorted(cleaner.changed))


class _Cleaner:
    def __init__(self) -> None:
        self.changed: set[str] = set()

    def value(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {name: self.value(one) for name, one in value.items()}
        if isinstance(value, Sequence):
            return tuple(self.value(one) for one in value)
        return value

    def text(self, text: str) -> str:
        if found := _CONTROLS.search(text):
            raise ControlCharacterError(found[0])
        text = _LINE_ENDS.sub("\n", text)
        if _CP1252.search(text):
            text = _CP1252.sub(_meant, text)
            self.changed.add("Characters in the encoding of old Windows programs were put right.")
        if _MARKS.search(text):
            text = _MARKS.sub("", text)
            self.changed.add("Invisible marks that turn the direction of text were left out.")
        return unicodedata.normalize("NFC", text)


def _meant(found: re.Match[str]) -> str:
    """Return the character that a byte between 0x80 and 0x9F is in Windows' encoding, if any."""
    try:
        return found[0].encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        raise ControlCharacterError(found[0]) from None
