"""A correction of a published question: another key, a second one, no marks, another rationale.

The frozen item stays as it is; corrections stand beside it, numbered, and the last word is what
they come to in their order. An undo takes one of them out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, Field, ValidationError

from quizzes.answer import Answer
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.numeric import Numeric, Tolerance
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.single_best_answer import SingleBestAnswer
from quizzes.kinds.true_false_cluster import TrueFalseCluster
from quizzes.numbers import Typed
from quizzes.text import Closed, Line, NumberText, Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quizzes.kinds.item import Explained
    from quizzes.models import AnyItem

Kind = Literal["rekey", "also", "drop", "rationale", "undo"]
Choosing = TypeVar("Choosing", SingleBestAnswer, MultipleResponse)
SCORING: frozenset[Kind] = frozenset({"rekey", "also", "drop"})
EXPLANATION = "explanation"


class Correction(Closed):
    """What is corrected, in the words and with the source that people are told."""

    schema_version: Literal[1] = 1
    kind: Kind
    key: Answer | None = Field(default=None, description="rekey, also: the answer that is right.")
    low: NumberText | None = Field(default=None, description="A number's range: the least.")
    high: NumberText | None = Field(default=None, description="A number's range: the most.")
    place: Line = Field(default=EXPLANATION, description="rationale: of which option or part.")
    text: Prose | None = Field(default=None, description="rationale: what it says now.")
    of: int | None = Field(default=None, ge=1, description="undo: the number of what is undone.")
    now: Prose = Field(description="What is right now, for those who were told otherwise.")
    source: Line = Field(description="What that rests on.")


class Numbered(NamedTuple):
    """A correction with its number among those of its item."""

    seq: int
    correction: Correction


def in_force(numbered: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """Return what is left when everything that was undone is taken out; undos are gone too."""
    held: dict[int, Numbered] = {}
    for one in sorted(numbered, key=lambda each: each.seq):
        if one.correction.kind != "undo":
            held[one.seq] = one
        elif one.correction.of is not None:
            held.pop(one.correction.of, None)
    return tuple(held.values())


def is_dropped(corrections: Iterable[Correction]) -> bool:
    """Whether the item is marked no more."""
    return any(one.kind == "drop" for one in corrections)


def keyings(item: AnyItem, corrections: Iterable[Correction]) -> tuple[AnyItem, ...]:
    """Return the item under each key that counts, the one in force first.

    A new key replaces all that were accepted before it.
    """
    held = [item]
    for one in corrections:
        if one.kind == "rekey":
            held = [_keyed(held[0], one)]
        elif one.kind == "also":
            held.append(_keyed(held[0], one))
    return tuple(held)


def corrected(item: AnyItem, corrections: Iterable[Correction]) -> AnyItem:
    """Return the item as it is explained now: its key, accepted options, rationales."""
    told = tuple(corrections)
    first, *others = keyings(item, told)
    if isinstance(first, SingleBestAnswer) and others:
        first = _with_options(first, {str(one.keyed_answer) for one in (first, *others)})
    for one in told:
        if one.kind == "rationale":
            first = _explained(first, one)
    return first


def fault_of(item: AnyItem, before: Iterable[Numbered], new: Correction) -> str | None:
    """Say why a correction does not fit an item with what is in force of it, or None."""
    held = in_force(before)
    if new.kind == "undo":
        known = {one.seq for one in held}
        return None if new.of in known else "That is not in force, so there is nothing to undo."
    told = [one.correction for one in held]
    if new.kind == "drop":
        return "It is not marked any more already." if is_dropped(told) else None
    if new.kind == "rationale":
        return _text_fault(item, told, new)
    return _key_fault(item, told, new)


def _text_fault(item: AnyItem, told: list[Correction], new: Correction) -> str | None:
    if new.text is None:
        return "Write what it says now."
    if new.place != EXPLANATION and new.place not in {one.id for one in _explainable(item)}:
        return "Choose what is explained: one of the question's own lines, or the whole."
    same = corrected(item, told) == corrected(item, [*told, new])
    return "It says that already." if same else None


def _key_fault(item: AnyItem, told: list[Correction], new: Correction) -> str | None:
    if not new.key:
        return "Say which answer is right."
    if fault := item.fault_of(new.key):
        return fault
    if isinstance(item, Numeric) and (fault := _number_fault(item, new)):
        return fault
    held = keyings(item, told)
    changed = _keyed(held[0], new)
    # A new key alone takes back what else was accepted beside it.
    accepted = held if new.kind == "also" or len(held) == 1 else ()
    if any(one.key == changed.key for one in accepted):
        return "That is right already. Choose another answer."
    return None


def _number_fault(item: Numeric, new: Correction) -> str | None:
    typed, unit = item.read(str(new.key)), item.answer.unit
    if unit and isinstance(typed, Typed) and typed.unit not in {"", unit}:
        return f"Write the number in {unit}, the unit of the key."
    if (item.answer.tolerance.kind == "range") != (new.low is not None and new.high is not None):
        return "This number is right within a range: give its least and its most, too."
    try:
        _number(item, new)
    except ValidationError:
        return "The least is above the most; exchange the two."
    return None


def _keyed(item: AnyItem, new: Correction) -> AnyItem:
    answer = new.key
    if isinstance(item, SingleBestAnswer):
        return _with_options(item, {str(answer)})
    if isinstance(item, MultipleResponse):
        return _with_options(item, set(answer or ()))
    if isinstance(item, Numeric):
        return _number(item, new)
    if isinstance(item, Ordered):
        by_id = {one.id: one for one in item.items_in_order}
        steps = tuple(by_id[one] for one in answer or ())
        return item.model_copy(update={"items_in_order": steps})
    given = answer if isinstance(answer, dict) else {}
    parts: list[BaseModel] = [
        one.model_copy(update={"correct": given.get(one.id, one.correct)}) for one in item.parts
    ]
    return item.model_copy(update={_parts_of(item): tuple(parts)})


def _parts_of(item: AnyItem) -> str:
    return "stems" if isinstance(item, ExtendedMatching) else "statements"


def _with_options(item: Choosing, keyed: set[str]) -> Choosing:
    options = tuple(one.model_copy(update={"correct": one.id in keyed}) for one in item.options)
    return item.model_copy(update={"options": options})


def _number(item: Numeric, new: Correction) -> Numeric:
    """Return a numeric item with another number, in its own unit and with its tolerance."""
    typed = item.read(str(new.key))
    value = f"{typed.value:f}" if isinstance(typed, Typed) else item.answer.value
    changes: dict[str, object] = {"value": value, "common_errors": ()}
    if new.low is not None and new.high is not None:
        changes["tolerance"] = Tolerance(kind="range", low=new.low, high=new.high)
    return item.model_copy(update={"answer": item.answer.model_copy(update=changes)})


def _explained(item: AnyItem, new: Correction) -> AnyItem:
    if new.place == EXPLANATION:
        return item.model_copy(update={"explanation": new.text})
    field = _explained_field(item)
    lines = tuple(
        one.model_copy(update={"rationale": new.text}) if one.id == new.place else one
        for one in _explainable(item)
    )
    return item.model_copy(update={field: lines})


def _explained_field(item: AnyItem) -> str:
    if isinstance(item, ChoiceItem):
        return "options"
    return "items_in_order" if isinstance(item, Ordered) else _parts_of(item)


def _explainable(item: AnyItem) -> Iterator[Explained]:
    """Give the lines of an item that have a rationale each."""
    if isinstance(item, ChoiceItem):
        yield from item.options
    elif isinstance(item, Ordered):
        yield from item.items_in_order
    elif isinstance(item, ExtendedMatching | TrueFalseCluster):
        yield from item.parts
