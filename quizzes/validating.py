"""From plain values to models: all faults of a file in one pass, in plain words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from quizzes.problem import Fault
from quizzes.text import Closed
from quizzes.wording import words_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from quizzes.notation import Sheet, Value
    from quizzes.problem import Place

Model = TypeVar("Model", bound=Closed)
_NOTHING_WRITTEN = Fault("empty-file", "The file says nothing.", "Write it or delete it.")


def validated(adapter: TypeAdapter[Model], sheet: Sheet) -> tuple[Model | None, list[Fault]]:
    """Return the model that a sheet describes, or every fault that keeps it from being one."""
    if sheet.value is None:
        return None, [] if sheet.faults else [_NOTHING_WRITTEN]
    try:
        return adapter.validate_python(sheet.value), []
    except ValidationError as error:
        return None, list(_faults(adapter, sheet, error))


def _faults(adapter: TypeAdapter[Any], sheet: Sheet, error: ValidationError) -> Iterator[Fault]:
    errors = error.errors(include_url=False)
    # A field that could not be read has its fault already: "1.5" without quotes, for example.
    told = {fault.place for fault in sheet.faults if fault.severity == "error"}
    known = field_names(adapter)
    own = {_place(sheet.value, one) for one in errors} | told
    for one in (*errors, *_of_the_whole(adapter, sheet.value, errors)):
        place = _place(sheet.value, one)
        if place not in told and not (_about_all(one) and _inside(place, own)):
            told.add(place)
            message, fix = words_for(one, known)
            yield Fault("schema", message, fix, place)


def _of_the_whole(
    adapter: TypeAdapter[Any], value: Value, errors: list[ErrorDetails]
) -> list[ErrorDetails]:
    """Return what is wrong with the fields together, which pydantic says only of good fields.

    The value is read once more without its faulty parts; only what the validators of whole models
    say about the rest is new.
    """
    good = value
    # From the last to the first, so that positions in lists stay what they were.
    for place in sorted({_place(value, one) for one in errors}, key=str, reverse=True):
        good = _without(good, place)
    try:
        adapter.validate_python(good)
    except ValidationError as error:
        again = error.errors(include_url=False)
        return [one for one in again if one["type"] == "value_error"]
    return []


def _about_all(error: ErrorDetails) -> bool:
    """Whether an error counts what is in a list, which means nothing while parts are faulty."""
    return error["type"] in {"value_error", "too_short"}


def _inside(place: Place, others: Iterable[Place]) -> bool:
    return any(len(one) > len(place) and one[: len(place)] == place for one in others)


def _without(value: Value, place: Place) -> Value:
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(value, dict) and isinstance(step, str) and step in value:
        inside = {step: _without(value[step], rest)} if rest else {}
        return {**{name: one for name, one in value.items() if name != step}, **inside}
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        inside_list = (_without(value[step], rest),) if rest else ()
        return (*value[:step], *inside_list, *value[step + 1 :])
    return value


def _place(value: Value, error: ErrorDetails) -> Place:
    """Return the place of an error in the file: pydantic's own, less the names of union members."""
    place: list[str | int] = []
    for step in error["loc"]:
        if isinstance(step, int) and isinstance(value, tuple) and step < len(value):
            place.append(step)
            value = value[step]
        elif isinstance(value, dict) and step in value:
            place.append(step)
            value = value[str(step)]
    if error["type"] == "missing":
        place.append(error["loc"][-1])
    elif error["type"].startswith("union_tag"):
        place.append("type")
    elif error["type"] == "value_error" and isinstance(value, dict):
        place += _named(value, str(error["ctx"]["error"]))
    return tuple(place)


def _named(value: dict[str, Value], sentence: str) -> list[str]:
    """Return the field that a sentence about a whole model names first, in singular or plural."""
    found = (
        (word.start(), name)
        for name in value
        if (word := re.search(rf"\b{re.escape(name.removesuffix('s'))}s?\b", sentence))
    )
    return [name for _at, name in sorted(found)[:1]]


@cache
def field_names(adapter: TypeAdapter[Any]) -> tuple[str, ...]:
    """Return the name of every field anywhere in a model, for "did you mean"."""
    schema = adapter.json_schema()
    groups = [schema, *schema.get("$defs", {}).values()]
    return tuple(sorted({name for group in groups for name in group.get("properties", ())}))
