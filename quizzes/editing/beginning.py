"""A new item: the empty form of its type, or another item's form under an id of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.importing.numbering import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from quizzes.editing.opened import Fields
    from quizzes.models import Type
    from quizzes.notation import Value

_WORK = ("reviews", "history", "waivers", "review_due", "origin")
"""Fields about the work on an item, which a copy of it does not take along."""


def next_id(folder: Path, taken: Iterable[str]) -> str:
    """Return the id that follows in the bank's own pattern, used by no bank beside it."""
    own = folder.resolve()
    files = sorted(own.parent.glob("*/items/*.yaml"))
    inside = [one.stem for one in files if one.parent.parent == own]
    beside = [one.stem for one in files if one.parent.parent != own]
    return Numbers(own.name, [*inside, *taken], beside).give()


def empty(item_id: str, kind: Type, author: str | None) -> Fields:
    """Return the fields with which an item of a type begins."""
    own: Fields = {"id": item_id, "type": kind, "version": 1, "revision": 1, "status": "draft"}
    if author is not None:
        own["authors"] = (author,)
    return {**own, **_PARTS[kind]}


def duplicate(item_id: str, fields: Mapping[str, Value]) -> Fields:
    """Return the fields of a new item that begins as another one, and says so."""
    kept = {name: one for name, one in fields.items() if name not in _WORK}
    own: Fields = {"id": item_id, "version": 1, "revision": 1, "status": "draft"}
    return {**kept, **own, "variant_of": fields["id"]}


def _options(letters: str) -> Value:
    return tuple({"id": one, "text": ""} for one in letters)


_PARTS: Mapping[Type, Fields] = {
    "single_best_answer": {"options": _options("abcd")},
    "multiple_response": {"options": _options("abcde")},
    "extended_matching": {
        "options": _options("abcde"),
        "stems": ({"id": "s1", "text": ""}, {"id": "s2", "text": ""}),
    },
    "ordered": {"items_in_order": _options("abcd")},
    "numeric": {"answer": {"value": ""}},
    "true_false_cluster": {
        "lead_in": "Mark each statement true or false.",
        "statements": tuple({"id": f"s{one}", "text": ""} for one in (1, 2, 3)),
    },
}
