"""Import, export, import again: the items before and after."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quizzes.formats.foreign import Paper, Taken
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.models import ITEM
from scoring.marking import mark, method_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from quizzes.formats.foreign import Format, Question, Written
    from quizzes.models import AnyItem


def item_of(question: Taken, number: int, format_name: str) -> AnyItem:
    """Return the draft that a question becomes."""
    origin = {"format": format_name, "id": question.origin, "digest": "0"}
    media = tuple({**one, "file": f"media/{one['file']}"} for one in _media(question))
    fields = {**question.fields, **({"media": media} if media else {})}
    return ITEM.validate_python({"id": f"q-{number}", "origin": origin, **fields})


def written(format_: Format, questions: Sequence[Taken]) -> Written:
    """Return a file with the items that questions became."""
    assert format_.write
    items = [item_of(one, number, format_.name) for number, one in enumerate(questions)]
    images = {f"media/{name}": one for q in questions for name, one in q.images.items()}
    return format_.write(Paper("Round", items, images))


def around(format_: Format, questions: Sequence[Taken]) -> list[tuple[Taken, Question]]:
    """Return each question as it was read, and as it is read from what was written of it."""
    assert format_.read
    found = []
    for one in questions:
        file = written(format_, [one])
        again = format_.read(file.content, "round") if not file.left_out else ()
        found.append((one, again[0] if len(again) == 1 else file.left_out[0]))
    return found


def together(format_: Format, questions: Sequence[Taken]) -> list[tuple[Taken, Question]]:
    """Do the same with one file for all of them; where a bank's own ids are written, by those."""
    assert format_.read
    again = format_.read(written(format_, questions).content, "round")
    found = [replace(one, origin=None) if format_.own_ids else one for one in questions]
    return list(zip(found, again, strict=True))


def same(before: Taken, after: Question) -> bool:
    """Say whether two questions are one: fields, pictures and id."""
    if not isinstance(after, Taken):
        return False
    # What had no id goes out with that of its item.
    ids = before.origin is None or before.origin == after.origin
    return ids and _said(before) == _said(after)


def _said(question: Taken) -> tuple[Any, ...]:
    pictures = [
        (one.get("alt"), hashlib.sha256(question.images[str(one["file"])]).hexdigest())
        for one in _media(question)
    ]
    rest = {name: one for name, one in question.fields.items() if name != "media"}
    return rest, pictures


def _media(question: Taken) -> Sequence[dict[str, Any]]:
    media: Any = question.fields.get("media", ())
    return [dict(one) for one in media]


def scores(item: AnyItem) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    """Return the score of every set of options of a choice item."""
    assert isinstance(item, ChoiceItem)
    ids = item.choice_ids
    several = isinstance(item, MultipleResponse)
    sizes = range(1, (item.limit or len(ids)) + 1) if several else (1,)
    for size in sizes:
        for chosen in itertools.combinations(ids, size):
            answer = list(chosen) if isinstance(item, MultipleResponse) else chosen[0]
            yield chosen, mark(item, answer, method_of(item, {})).score
