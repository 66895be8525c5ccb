"""Which question of a file is which item of a bank: known by id, by content, or merely alike."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from quizzes.formats.question_text import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quizzes.formats.foreign import Taken
    from quizzes.models import AnyItem

_SAME_QUESTION = 50
"""Of 100: two questions of one id that are less alike are two questions."""
_RESEMBLES = 85
"""Of 100: a new question that is as much like another is worth a look."""

_ASKS_ALIKE = 65
"""Of 100: the same for a question whose options are the very same."""


def source_digest(question: Taken) -> str:
    """Return the SHA-256 of a question as its source has it, pictures included."""
    pictures = {name: hashlib.sha256(one).hexdigest() for name, one in question.images.items()}
    said = json.dumps([question.fields, pictures], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


class Known:
    """The items of a bank, each of which one question of a file can be."""

    def __init__(self, format_name: str, items: Iterable[AnyItem], *, by_own_id: bool) -> None:
        """`by_own_id`: the ids in the file are the bank's own, as in its template."""
        self._format = format_name
        self._items = {one.id: one for one in items}
        self._by_own_id = by_own_id
        self._options = {
            own: _answers(one.model_dump(mode="json", exclude_none=True))
            for own, one in self._items.items()
        }
        self._texts = {one.id: joined(one) for one in self._items.values()}

    def match(self, questions: Sequence[Taken]) -> list[AnyItem | None]:
        """Return the item that each question is already, or None for a new one.

        Identical questions of a file are different items, and so are questions that share an id but
        nothing else: files from different hands number theirs alike.
        """
        found: list[AnyItem | None] = [None] * len(questions)
        free = dict(self._items)
        for exactly in (True, False):
            candidates = self._candidates(free.values(), exactly=exactly)
            for number, one in enumerate(questions):
                if found[number] is None and (exactly or one.origin):
                    left = [item for item in candidates[self._key(one, exactly)] if item.id in free]
                    found[number] = left[0] if exactly and left else _best(one, left)
                    if item := found[number]:
                        del free[item.id]
        return found

    def resembled(self, question: Taken) -> str | None:
        """Return the id of the item that a new question is nearly the same as."""
        best = process.extractOne(
            _text(question.fields), self._texts, scorer=fuzz.ratio, score_cutoff=_RESEMBLES
        )
        return str(best[2]) if best else self._same_answers(question)

    def _same_answers(self, question: Taken) -> str | None:
        """Return the id of an item with the very same options that asks nearly the same."""
        answers, asked = _answers(question.fields), _text(question.fields)
        alike = {
            own: fuzz.ratio(asked, self._texts[own])
            for own, one in self._options.items()
            if answers and one == answers
        }
        best = max(alike, key=lambda own: alike[own], default=None)
        return best if best and alike[best] >= _ASKS_ALIKE else None

    def _candidates(
        self, items: Iterable[AnyItem], *, exactly: bool
    ) -> Mapping[tuple[str | None, str], list[AnyItem]]:
        by_key: dict[tuple[str | None, str], list[AnyItem]] = defaultdict(list)
        for item in items:
            came = item.origin if item.origin and item.origin.format == self._format else None
            if came and (exactly or came.id):
                by_key[came.id, came.digest if exactly else ""].append(item)
            elif self._by_own_id and not exactly:
                by_key[item.id, ""].append(item)
        return by_key

    @staticmethod
    def _key(question: Taken, exactly: bool) -> tuple[str | None, str]:  # noqa: FBT001 - internal
        return question.origin, source_digest(question) if exactly else ""


def _best(question: Taken, items: Sequence[AnyItem]) -> AnyItem | None:
    likeness = {item.id: _likeness(question.fields, item) for item in items}
    best = max(items, key=lambda item: likeness[item.id], default=None)
    return best if best and likeness[best.id] >= _SAME_QUESTION else None


def _likeness(fields: Mapping[str, object], item: AnyItem) -> float:
    """Return how alike the questions or their answers are, of 100; one of the two is enough."""
    answers = _answers(item.model_dump(mode="json", exclude_none=True))
    alike = fuzz.ratio(_answers(fields), answers) if answers else 0
    return max(fuzz.ratio(_text(fields), joined(item)), alike)


def _text(fields: Mapping[str, object]) -> str:
    return "\n\n".join(str(fields[name]) for name in ("stem", "lead_in") if fields.get(name))


def _answers(fields: Mapping[str, Any]) -> str:
    parts = (fields.get(name) for name in ("options", "items_in_order", "statements"))
    return "\n".join(str(one["text"]) for listed in parts for one in listed or ())
