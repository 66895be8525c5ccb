"""The list of answers at the end of a draft (1. B, 2. A), held against its questions' numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.formats.lines import Line, as_typed, letters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = re.compile(r"(?:answer\s+key|answers|key|correct answers)\s*:?", re.IGNORECASE)
_SURE = re.compile(r"answer\s+key\s*:?|correct answers\s*:?", re.IGNORECASE)
_PAIR = re.compile(r"(\d{1,4})\s*[.):=-]*\s*([A-Za-z](?:\s*(?:,|and|&)\s*[A-Za-z]\b)*)(?![A-Za-z])")
_PART = re.compile(r"(?:section|part|block|chapter|unit|module)\b.{0,60}", re.IGNORECASE)
_HEAD_AND_MORE = re.compile(r"answer\s+key\s*:\s*(\d.*)", re.IGNORECASE | re.DOTALL)
_FEWEST = 2
Keys = tuple[tuple[str, ...] | str, ...]
"""For each question the letters of its key, none, or why the list says nothing of it."""


@dataclass(frozen=True)
class KeyList:
    """The answers of a list, in its order."""

    pairs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Number and letters."""
    unread: str = ""
    """The beginning of a list that could not be read."""

    def of(self, numbers: Sequence[str]) -> tuple[Keys, tuple[str, ...]]:
        """Return the key of each question, and what the list says of questions that are not there.

        Numbers that come again are taken in order if questions and answers come in the same;
        otherwise nobody can tell which answer is meant.
        """
        if self.unread:
            fault = f'The list of answers at the end could not be read: "{self.unread}".'
            return tuple(fault for _ in numbers), ()
        listed = [number for number, _ in self.pairs]
        if listed and listed == list(numbers):
            return tuple(letters for _, letters in self.pairs), ()
        known = dict(self.pairs)
        missing = [one for one in dict.fromkeys(listed) if one not in numbers]
        said = (f"the list of answers names {', '.join(missing)}, but no such question is here",)
        keys = tuple(self._key(one, listed, numbers, known) for one in numbers)
        return keys, said if missing else ()

    @staticmethod
    def _key(
        number: str,
        listed: Sequence[str],
        numbers: Sequence[str],
        known: dict[str, tuple[str, ...]],
    ) -> tuple[str, ...] | str:
        if number in known and (listed.count(number) > 1 or numbers.count(number) > 1):
            return (
                f"The number {number} comes more than once among the questions or in the list of "
                "answers, so the key is in doubt. Number the questions through."
            )
        return known.get(number, ())


def parted_from_key(lines: Sequence[Line]) -> tuple[list[Line], KeyList]:
    """Return the lines before a list of answers at the end, and that list."""
    typed = [as_typed(one).strip() for one in lines]
    headed = [at for at, one in enumerate(lines) if _is_head(one)]
    said = [
        "" if at in set(headed) or _PART.fullmatch(one) else one for at, one in enumerate(typed)
    ] if headed else []  # fmt: skip
    for at in headed:
        texts = [_on_its_line(lines[at]), *said[at + 1 :]]
        if not _PAIR.match(next((one for one in texts if one), "")):
            continue
        rest = " ".join(texts)
        pairs = _PAIR.findall(rest)
        if pairs and not re.sub(r"[\s,;.|]", "", _PAIR.sub("", rest)):
            return list(lines[:at]), KeyList(tuple((one, letters_of(key)) for one, key in pairs))
        begun = sum(bool(_PAIR.match(one)) for one in texts)
        sure = _SURE.match(typed[at]) and not any(one.kind == "letter" for one in lines[at:])
        if sure and begun >= _FEWEST:
            return list(lines[:at]), KeyList(unread=" ".join(rest.split())[:60])
    return list(lines), KeyList()


def _on_its_line(head: Line) -> str:
    """Return the answers that stand beside the head of a list: "Answer key: 1. A 2. B"."""
    if head.kind == "head":
        return head.text
    found = _HEAD_AND_MORE.fullmatch(head.text.strip())
    return found[1] if found else ""


def _is_head(line: Line) -> bool:
    """Whether a line stands above the answers to all questions, or begins with their first."""
    text = line.text.strip()
    if line.kind == "head":
        pairs = _PAIR.sub("", text)
        several = len(_PAIR.findall(text)) >= _FEWEST and not re.sub(r"[\s,;.|]", "", pairs)
        return line.label == "answer" and (not text or several)
    return line.kind == "plain" and bool(_HEAD.fullmatch(text) or _HEAD_AND_MORE.fullmatch(text))
