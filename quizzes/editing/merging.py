"""Two versions of a file put together: part by part, as its authors choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quizzes.editing.differences import differences, label, part_name
from quizzes.notation import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzes.editing.opened import Fields

Side = Literal["theirs", "mine"]


@dataclass(frozen=True)
class Part:
    """What can be chosen by itself: a field, or an entry of a list that both versions have."""

    field: str
    entry: str | None
    label: str
    words: tuple[str, ...]  # what makes mine of theirs, for a field
    theirs: Value
    mine: Value
    suggested: Side | None  # what only one of the two changed; None: both did

    @property
    def key(self) -> str:
        """A name that no other part has."""
        return self.field if self.entry is None else f"{self.field}.{self.entry}"


def parts(base: Mapping[str, Value], theirs: Mapping[str, Value], mine: Fields) -> tuple[Part, ...]:
    """Return the parts in which two versions of a file differ that both began from `base`."""
    found: list[Part] = []
    for one in differences(theirs, mine):
        was, other, own = base.get(one.field), theirs.get(one.field), mine.get(one.field)
        if _ids(other) and _ids(other) == _ids(own):
            found += _entries(one.field, was, other, own)
        else:
            side = _suggested(was, other, own)
            found.append(Part(one.field, None, label(one.field), one.words, other, own, side))
    return tuple(found)


def merged(theirs: Mapping[str, Value], mine: Fields, taken: Iterable[Part]) -> Fields:
    """Return my version with those parts of theirs that were taken."""
    made: Fields = dict(mine)
    for part in taken:
        if part.entry is not None:
            made[part.field] = _with(made.get(part.field), part.entry, part.theirs)
        elif part.field in theirs:
            made[part.field] = theirs[part.field]
        else:
            made.pop(part.field, None)
    return made


def _entries(field: str, was: Value, theirs: Value, mine: Value) -> Iterator[Part]:
    before, other, own = _by_id(was), _by_id(theirs), _by_id(mine)
    for entry in other:
        if other[entry] != own[entry]:
            name = part_name(field, entry, list(other))
            side = _suggested(before.get(entry), other[entry], own[entry])
            yield Part(field, entry, name, (), other[entry], own[entry], side)


def _suggested(base: Value, theirs: Value, mine: Value) -> Side | None:
    if base == mine:
        return "theirs"
    return "mine" if base == theirs else None


def _with(entries: Value, entry: str, value: Value) -> Value:
    listed = entries if isinstance(entries, tuple) else ()
    return tuple(
        value if isinstance(one, dict) and one.get("id") == entry else one for one in listed
    )


def _ids(value: Value) -> list[str]:
    return list(_by_id(value))


def _by_id(value: Value) -> dict[str, dict[str, Value]]:
    listed = value if isinstance(value, tuple) else ()
    return {str(one["id"]): one for one in listed if isinstance(one, dict) and "id" in one}
