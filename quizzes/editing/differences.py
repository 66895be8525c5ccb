"""What differs between two states of a file, field by field and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzes.notation import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_COUNTED = frozenset({"version", "revision", "history", "schema_version"})
"""Saving writes these itself."""
_NAMES = {
    "lead_in": "question", "stem": "vignette", "key_point": "key point", "blueprint": "topic",
    "items_in_order": "steps", "media": "figures", "select": "number to choose",
    "review_due": "day of the next review", "shuffle": "order on screen", "stems": "lines to match",
    "variant_of": "question it is a variant of", "answer": "number", "value": "number",
    "waivers": "kept findings",
}  # fmt: skip
_ONE = {
    "options": "option", "stems": "line", "items_in_order": "step", "statements": "statement",
    "references": "reference", "media": "figure", "objectives": "objective", "faculty": "person",
    "pools": "pool",
}  # fmt: skip
_LETTERED = frozenset({"options", "items_in_order"})
_LESS, _OF = 4, 5
"""A text of at most four fifths of its length before was shortened."""
SHORT = 30  # letters: what is longer is told by how it changed


@dataclass(frozen=True)
class Difference:
    """One field that is not the same: its name in the file, and what changed, in words."""

    field: str
    words: tuple[str, ...]
    before: Value
    after: Value


def differences(before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[Difference, ...]:
    """Return the fields in which two states of a file differ, in the order of the later one."""
    names = dict.fromkeys((*after, *before))
    return tuple(
        Difference(name, tuple(_words(name, before.get(name), after.get(name))), *pair)
        for name in names
        if name not in _COUNTED and not _alike(*(pair := (before.get(name), after.get(name))))
    )


def in_words(before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
    """Return all differences as one sentence: "Key B → C; rationale of option A shortened"."""
    said = "; ".join(word for one in differences(before, after) for word in one.words)
    return f"{said[:1].upper()}{said[1:]}"


def label(name: str) -> str:
    """Return the name of a field as a form has it."""
    return _NAMES.get(name, name.replace("_", " "))


def part_name(field: str, entry: str, ids: Sequence[str]) -> str:
    """Return the name of an entry of a list as a form has it: option B, statement s2."""
    return f"{_ONE.get(field, field)} {_letter(field, entry, dict.fromkeys(ids))}"


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other or (not one and not other)


def _words(name: str, before: Value, after: Value) -> Iterator[str]:
    if _is_entries(before) and _is_entries(after):
        yield from _of_entries(name, before, after)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _of_group(name, before, after)
    else:
        yield f"{label(name)} {_how(before, after)}"


def _of_group(name: str, before: dict[str, Value], after: dict[str, Value]) -> Iterator[str]:
    for field in dict.fromkeys((*after, *before)):
        if not _alike(before.get(field), after.get(field)):
            own = (
                label(field)
                if name in {"blueprint", "answer"}
                else f"{label(name)}: {label(field)}"
            )
            yield f"{own} {_how(before.get(field), after.get(field))}"


def _how(before: Value, after: Value) -> str:
    """Say how a value changed: from what to what where both are short, else in which direction."""
    if not before and before is not False and before != 0:
        return f"added ({_shown(after)})" if _is_short(after) else "added"
    if not after and after is not False and after != 0:
        return "removed"
    if _is_short(before) and _is_short(after):
        return f"{_shown(before)} → {_shown(after)}"
    if isinstance(before, str) and isinstance(after, str):
        return _how_text(before, after)
    return "changed"


def _how_text(before: str, after: str) -> str:
    if _OF * len(after) <= _LESS * len(before):
        return "shortened"
    return "extended" if _OF * len(before) <= _LESS * len(after) else "reworded"


def _is_short(value: Value) -> bool:
    return not isinstance(value, dict) and len(_shown(value)) <= SHORT


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def _is_entries(value: Value) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, dict) and "id" in one for one in value)


def _of_entries(name: str, before: Value, after: Value) -> Iterator[str]:
    was, now = _by_id(before), _by_id(after)
    if name == "options" and _key(was) != _key(now):
        yield f"key {_named(_key(was), was)} → {_named(_key(now), now)}"
    yield from _of_each(name, was, now)
    kept = [one for one in now if one in was]
    if kept != [one for one in was if one in now]:
        yield f"{label(name)} in another order"


def _of_each(
    name: str, was: Mapping[str, dict[str, Value]], now: Mapping[str, dict[str, Value]]
) -> Iterator[str]:
    one = _ONE.get(name, name)
    for entry in (entry for entry in was if entry not in now):
        yield f"{one} {_letter(name, entry, was)} removed"
    for entry in now:
        if entry not in was:
            yield f"{one} {_letter(name, entry, now)} added"
        else:
            yield from _of_entry(f"{one} {_letter(name, entry, now)}", was[entry], now[entry], name)


def _of_entry(
    which: str, was: Mapping[str, Value], now: Mapping[str, Value], name: str
) -> Iterator[str]:
    for field in dict.fromkeys((*now, *was)):
        told = name == "options" and field == "correct"  # the key was told with its letters
        if not told and not _alike(was.get(field), now.get(field)):
            yield f"{_part(field, name)} of {which} {_how(was.get(field), now.get(field))}"


def _part(field: str, name: str) -> str:
    return (
        "key"
        if field == "correct"
        else "alt text"
        if field == "alt"
        else ("text" if field == "text" and name else label(field))
    )


def _by_id(entries: Value) -> dict[str, dict[str, Value]]:
    listed = entries if isinstance(entries, tuple) else ()
    return {str(one["id"]): one for one in listed if isinstance(one, dict)}


def _key(entries: Mapping[str, Mapping[str, Value]]) -> tuple[str, ...]:
    return tuple(name for name, one in entries.items() if one.get("correct") is True)


def _named(key: tuple[str, ...], entries: Mapping[str, object]) -> str:
    return ", ".join(_letter("options", one, entries) for one in key) or "none"


def _letter(name: str, entry: str, entries: Mapping[str, object]) -> str:
    """Return the letter by which a form shows an entry; people and references have names."""
    if name not in _LETTERED:
        return entry
    return chr(ord("A") + list(entries).index(entry))
