"""What a new self-assessment begins with: nothing, or what another one says without its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzes.models import Activity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.editing.opened import Fields
    from quizzes.notation import Value

POOL = "all"
_TERMS = ("title", "accreditation", "boards", "status", "id")
"""What belongs to one activity alone. The day, the credit and the points are set anew for each."""
_OF_STANDARD = ("passing_percent", "passing_rationale")
"""A standard is set for the questions that are asked: whoever changes them sets it again."""
_OF_PERSON = ("disclosure",)
"""Disclosed for one role; for another it is asked again, by link."""


def blank() -> Fields:
    """Return the fields of a self-assessment of which nothing is said yet."""
    return {
        "schema_version": 1,
        "id": "",
        "status": "draft",
        "objectives": ({"id": "OBJ-1", "text": ""},),
        "faculty": ({"id": "fac-1", "name": "", "roles": ("author",)},),
        "pools": ({"id": POOL, "select": {"topics": ()}},),
        "blueprint": ({"pool": POOL, "draw": 10},),
    }


def cleared(fields: Mapping[str, Value]) -> Fields:
    """Return what a new self-assessment takes over of another one: all but its terms.

    The credit's basis goes with them, since testers were timed on the other's questions.
    """
    kept = {name: one for name, one in fields.items() if name not in _TERMS}
    kept["rules"] = _without(fields.get("rules"), _OF_STANDARD)
    kept["planning"] = _without(fields.get("planning"), ("credit_basis",))
    people = fields.get("faculty")
    if isinstance(people, tuple):
        kept["faculty"] = tuple(_without(one, _OF_PERSON) for one in people)
    return {**kept, "schema_version": 1, "id": "", "status": "draft"}


def renamed(fields: Mapping[str, Value], ids: Mapping[str, str]) -> Fields:
    """Return an activity's fields with its pools naming items by their new ids.

    An item that was not taken over is named no more.
    """
    pools = fields.get("pools")
    listed = pools if isinstance(pools, tuple) else ()
    return {**fields, "pools": tuple(_renamed(one, ids) for one in listed)}


def in_order(fields: Mapping[str, Value]) -> Fields:
    """Return an activity's fields in the order in which its file has them."""
    return {name: fields[name] for name in Activity.model_fields if name in fields}


def _without(value: Value, names: tuple[str, ...]) -> Value:
    if not isinstance(value, dict):
        return value
    return {name: one for name, one in value.items() if name not in names}


def _renamed(pool: Value, ids: Mapping[str, str]) -> Value:
    select = pool.get("select") if isinstance(pool, dict) else None
    items = select.get("items") if isinstance(select, dict) else None
    if not isinstance(pool, dict) or not isinstance(select, dict) or not isinstance(items, tuple):
        return pool
    kept = tuple(ids[str(one)] for one in items if str(one) in ids)
    return {**pool, "select": {**select, "items": kept}}
