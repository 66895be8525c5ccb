"""An item as a row of our own template, and whether the row holds all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzes.formats.columns import FIGURE, LETTERS, TYPES
from quizzes.formats.foreign import Rejected
from quizzes.formats.rows import LINKS, question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quizzes.models import AnyItem

_TITLES = {kind: title for title, kind in TYPES.items()}
_NOT_IN_ROWS = frozenset({
    "version", "revision", "status", "reviews", "review_due", "history", "waivers", "origin",
    "shared",
})  # fmt: skip
"""What belongs to the work on an item, or to the bank that it is in."""


def row_of(item: AnyItem) -> dict[str, str] | None:
    """Return an item as a row, or None where its type does not fit into one."""
    if item.type not in _TITLES:
        return None
    fields = item.model_dump(mode="json", exclude_defaults=True)
    row = {"id": item.id, "type": _TITLES[item.type]}
    row |= {
        name: str(fields[name])
        for name in ("stem", "lead_in", "explanation", "key_point")
        if fields.get(name)
    }
    row |= dict(_parts_of(item.type, fields))
    row |= dict(_plan_of(fields))
    for number, one in enumerate(fields.get("media", ()), 1):
        row |= dict(_figure_of(one, "" if number == 1 else f":{number}"))
    return row


def is_whole(item: AnyItem, row: Mapping[str, str]) -> bool:
    """Whether reading a row again gives the item, but for the work on it."""
    again = question(row, "", {})
    if isinstance(again, Rejected):
        return False
    fields = item.model_dump(mode="json", exclude_defaults=True)
    kept = {name: one for name, one in fields.items() if name not in {*_NOT_IN_ROWS, "id", "media"}}
    read = {name: one for name, one in again.fields.items() if name != "media"}
    return bool(_plain(kept) == _plain(read))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field
    """Return a value in one form, to compare: lists as lists, nothing that is empty."""
    if isinstance(value, dict):
        return {
            name: _plain(one)
            for name, one in value.items()
            if one not in (None, False, "all_that_apply", "1")
        }
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.strip() if isinstance(value, str) else value


def _parts_of(kind: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if kind == "numeric":
        yield from _numeric_of(fields["answer"])
        return
    names = ("options", "items_in_order", "statements")
    parts = next(fields[name] for name in names if name in fields)
    letters = [_column(one["id"], at) for at, one in enumerate(parts)]
    for letter, one in zip(letters, parts, strict=True):
        yield f"option:{letter}", str(one["text"])
        if one.get("rationale"):
            yield f"rationale:{letter}", str(one["rationale"])
    right = [
        letter
        for letter, one in zip(letters, parts, strict=True)
        if one.get("correct") in (True, "true")
    ]
    if kind != "ordered":
        yield "correct", ", ".join(one.upper() for one in right) or "none"
    if kind == "multiple_response":
        yield "select", str(fields.get("select", ""))
    if fields.get("shuffle") is False:
        yield "keep_order", "yes"


def _column(own: str, at: int) -> str:
    """Return the letter of the column of an option: its id where that is a letter."""
    return own if len(own) == 1 else LETTERS[at].lower()


def _numeric_of(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "correct", str(answer["value"])
    if answer.get("unit"):
        yield "unit", str(answer["unit"])
    if answer.get("accepted_units"):
        yield "accepted_units", ", ".join(answer["accepted_units"])
    if answer.get("unit_required"):
        yield "unit_required", "yes"
    if near := answer.get("tolerance"):
        yield "tolerance", _tolerance_of(near)
    if answer.get("significant_figures"):
        yield "figures", str(answer["significant_figures"])
    errors = [
        f"{one['value']} | {one.get('rationale') or ''}" for one in answer.get("common_errors", ())
    ]
    if errors:
        yield "errors", "\n".join(errors)


def _tolerance_of(near: Mapping[str, str]) -> str:
    if near["kind"] == "range":
        return f"{near['low']} to {near['high']}"
    return f"{near['kind']} {near.get('value') or ''}".strip()


def _plan_of(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    blueprint, scoring = fields.get("blueprint") or {}, fields.get("scoring") or {}
    difficulty = fields.get("difficulty") or {}
    yield from _told({"topic": blueprint.get("topic"), "level": blueprint.get("cognitive_level")})
    yield from _told({"setting": blueprint.get("setting"), "method": scoring.get("method")})
    yield from _told({"points": scoring.get("points"), "difficulty": difficulty.get("intended")})
    yield from _told({"angoff": difficulty.get("angoff")})
    for name in ("objectives", "authors"):
        yield from _told({name: ", ".join(fields.get(name, ()))})
    boards = [f"{one['board']}: {one['code']}" for one in fields.get("boards", ())]
    yield from _told({"boards": "\n".join(boards)})
    cited = [_reference_of(one) for one in fields.get("references", ())]
    yield from _told({"references": "\n".join(cited)})


def _told(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    yield from ((name, str(one)) for name, one in row.items() if one)


def _reference_of(one: Mapping[str, Any]) -> str:
    links = [f"{name}: {one[name]}" for name in (*LINKS, "id") if one.get(name)]
    return " | ".join([one["cite"], *links, *(["superseded"] if one.get("superseded") else [])])


def _figure_of(one: Mapping[str, Any], end: str) -> Iterator[tuple[str, str]]:
    yield f"figure{end}", str(one["file"])
    yield f"figure_id{end}", str(one["id"])
    yield from ((f"{name}{end}", str(one[name])) for name in FIGURE[2:] if one.get(name))
