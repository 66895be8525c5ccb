"""What saving a changed item does by itself: version, revision, status and a line of history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quizzes.changes import stepped
from quizzes.digest import body
from quizzes.editing.published import as_published
from quizzes.models import ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from quizzes.bank import Draft
    from quizzes.editing.opened import Fields
    from quizzes.models import AnyItem
    from quizzes.notation import Value

_SHOWN = frozenset({"in_review", "approved"})
"""Once others have looked at an item, each change of it is a revision of its own."""


class Before(NamedTuple):
    """What an item was: in its file, and in the newest edition that holds it."""

    saved: AnyItem | None
    published: AnyItem | None


def numbered(fields: Mapping[str, Value], before: Before, draft: Draft) -> Fields:
    """Return the fields of a valid item with the version, revision and status they have to bear.

    A change of meaning makes a version, one of wording a revision, once others saw what was there.
    What was approved is to be reviewed again.
    """
    item = ITEM.validate_python(fields)
    version, revision = _numbers(as_published(draft, item), before, draft)
    same = before.saved is not None and _body(draft, before.saved) == _body(draft, item)
    status = "in_review" if item.status == "approved" and not same else item.status
    return {**fields, "version": version, "revision": revision, "status": status}


def told(fields: Fields, change: str, by: str, today: date) -> Fields:
    """Return the fields with a line of history, where the last one is of an earlier revision."""
    history = fields.get("history")
    lines = history if isinstance(history, tuple) else ()
    number = (fields["version"], fields["revision"])
    if any((one["version"], one["revision"]) == number for one in lines if isinstance(one, dict)):
        return fields
    line: Value = {
        "version": number[0],
        "revision": number[1],
        "date": today.isoformat(),
        "by": by,
        "change": change or "First draft",
    }
    return {**fields, "history": (*lines, line)}


def _numbers(item: AnyItem, before: Before, draft: Draft) -> tuple[int, int]:
    saved, published = before
    numbers = (1, 1) if saved is None else (saved.version, saved.revision)
    if published is not None:
        numbers = max(numbers, stepped(published, item))
    if saved is not None and saved.status in _SHOWN:
        numbers = max(numbers, stepped(as_published(draft, saved), item))
    return numbers


def _body(draft: Draft, item: AnyItem) -> str:
    return body(as_published(draft, item).model_copy(update={"version": 1, "revision": 1}))
