"""The answers of each type of question, as an author fills them in."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import opening
from screens.staff.writing.pad import fresh
from screens.staff.writing.words import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from quizzes.editing.opened import Fields
    from screens.staff.writing.pad import Pad

TRUTH = {"true": "True", "false": "False"}
TOLERANCES = {
    "absolute": "so much above or below", "relative_percent": "percent of the number",
    "range": "from … to …", "significant_figures": "to so many significant figures",
    "relative": "a share of the number",
}  # fmt: skip
EVERY, COUNT = "all that apply", "as many as are keyed"
_NUMBERED = tuple(f"s{one}" for one in range(1, 1_000))
_LETTERS = (*ascii_lowercase, *(f"a{one}" for one in range(1, 1_000)))


def answers(pad: Pad, base: Fields) -> None:
    """Draw the answers; `base` is what the file says, whose ids are not used again."""
    _DRAWN[pad.text("type")](pad, base)


def _single(pad: Pad, base: Fields) -> None:
    ids = [str(one["id"]) for one in pad.entries("options")]
    keyed = next((str(one["id"]) for one in pad.entries("options") if one.get("correct")), None)
    picked = st.segmented_control(
        "Key", ids, default=keyed, format_func=_lettered(ids), key=f"{pad.key}-keyed"
    )
    _mark(pad, {picked} if picked else set())
    _options(pad, base)
    pad.tick("Shuffle the options", "shuffle", default=True)


def _multiple(pad: Pad, base: Fields) -> None:
    ids = [str(one["id"]) for one in pad.entries("options")]
    keyed = [str(one["id"]) for one in pad.entries("options") if one.get("correct")]
    picked = st.segmented_control(
        "Keys",
        ids,
        default=keyed,
        selection_mode="multi",
        format_func=_lettered(ids),
        key=f"{pad.key}-keyed",
    )
    _mark(pad, set(picked))
    exact = isinstance(pad.value("select"), int)
    how = st.radio(
        "Physicians choose",
        [EVERY, COUNT],
        index=int(exact),
        horizontal=True,
        key=f"{pad.key}-select",
    )
    # What the file says in so many words stays said.
    whole = "all_that_apply" if isinstance(pad.value("select"), str) else None
    pad.put(("select",), len(picked) if how == COUNT and picked else whole)
    _options(pad, base)
    pad.tick("Shuffle the options", "shuffle", default=True)


def _mark(pad: Pad, keyed: set[str]) -> None:
    for at, one in enumerate(pad.entries("options")):
        other = False if one.get("correct") is False else None
        pad.put(("options", at, "correct"), True if one["id"] in keyed else other)


def _options(pad: Pad, base: Fields, *, reasons: bool = True) -> None:
    pad.room("options")
    for at in range(len(pad.entries("options"))):
        letter = _letter(at)
        pad.line(f"Option {letter}", "options", at, "text")
        if reasons:
            pad.area(f"Why {letter} is right or wrong", "options", at, "rationale", height=80)
        pad.room("options", at)
        pad.arrange("options", at, letter, 2)
    _more(pad, base, "options", "Add an option", _LETTERS)


def _matching(pad: Pad, base: Fields) -> None:
    pad.line("Theme", "theme", help_="What the options have in common: Acid–base disturbances")
    _options(pad, base, reasons=False)
    ids = [str(one["id"]) for one in pad.entries("options")]
    said = {
        str(one["id"]): f"{_letter(at)}. {one.get('text', '')}"
        for at, one in enumerate(pad.entries("options"))
    }
    pad.room("stems")
    for at in range(len(pad.entries("stems"))):
        pad.area(f"Line {at + 1}", "stems", at, "text", height=90)
        pad.choose(
            f"Key of line {at + 1}",
            ids,
            "stems",
            at,
            "correct",
            words=lambda one: said.get(one, one),
        )
        pad.area(f"Why, for line {at + 1}", "stems", at, "rationale", height=80)
        pad.room("stems", at)
        pad.arrange("stems", at, f"line {at + 1}", 1)
    _more(pad, base, "stems", "Add a line", _NUMBERED)


def _ordered(pad: Pad, base: Fields) -> None:
    st.caption("Write the steps in the right order; physicians see them in another.")
    pad.room("items_in_order")
    for at in range(len(pad.entries("items_in_order"))):
        pad.line(f"Step {at + 1}", "items_in_order", at, "text")
        pad.area(
            f"Why step {at + 1} comes here (may be left out)",
            "items_in_order",
            at,
            "rationale",
            height=80,
        )
        pad.room("items_in_order", at)
        pad.arrange("items_in_order", at, f"step {at + 1}", 2)
    _more(pad, base, "items_in_order", "Add a step", _LETTERS)


def _cluster(pad: Pad, base: Fields) -> None:
    pad.room("statements")
    for at in range(len(pad.entries("statements"))):
        pad.area(f"Statement {at + 1}", "statements", at, "text", height=80)
        held = pad.text("statements", at, "correct") or None
        said = st.segmented_control(
            f"Statement {at + 1} is",
            list(TRUTH),
            default=held,
            format_func=named(TRUTH),
            key=f"{pad.key}-statements.{at}.correct",
        )
        pad.put(("statements", at, "correct"), said)
        pad.area(f"Why, for statement {at + 1}", "statements", at, "rationale", height=80)
        pad.room("statements", at)
        pad.arrange("statements", at, f"statement {at + 1}", 2)
    _more(pad, base, "statements", "Add a statement", _NUMBERED)


def _numeric(pad: Pad, base: Fields) -> None:
    del base
    first, second = st.columns(2)
    with first:
        pad.line("Right number", "answer", "value", hint="0.5")
    with second:
        pad.line("Unit", "answer", "unit", help_="As it is written on an order: mg, mL/h, mEq/L")
    units = pad.text("answer", "unit")
    accepted = [str(one) for one in _tuple(pad, "answer", "accepted_units")]
    typed = st.text_input(
        "Other units that are accepted, with commas",
        value=", ".join(accepted),
        key=f"{pad.key}-answer.accepted_units",
        disabled=not units,
    )
    pad.put(
        ("answer", "accepted_units"), tuple(one.strip() for one in typed.split(",") if one.strip())
    )
    pad.tick(
        "The unit is part of the answer, to be typed by the physician", "answer", "unit_required"
    )
    pad.room("answer")
    _tolerance(pad)
    _errors(pad)


def _tolerance(pad: Pad) -> None:
    pad.choose(
        "How near is near enough",
        list(TOLERANCES),
        "answer",
        "tolerance",
        "kind",
        words=lambda one: TOLERANCES.get(one, one),
    )
    kind = pad.text("answer", "tolerance", "kind")
    if kind == "range":
        low, high = st.columns(2)
        with low:
            pad.line("Least", "answer", "tolerance", "low")
        with high:
            pad.line("Most", "answer", "tolerance", "high")
        pad.put(("answer", "tolerance", "value"), None)
    elif kind:
        if pad.value("answer", "significant_figures") is None or kind != "significant_figures":
            pad.line("How much", "answer", "tolerance", "value")
        for name in ("low", "high"):
            pad.put(("answer", "tolerance", name), None)
    else:
        pad.put(("answer", "tolerance"), None)
        st.caption("Left open, only the number itself is right.")
    if kind != "significant_figures":
        pad.put(("answer", "significant_figures"), None)


def _errors(pad: Pad) -> None:
    """Ask for wrong numbers that tell what went wrong."""
    errors = pad.entries("answer", "common_errors")
    for at in range(len(errors)):
        pad.line(f"Wrong number {at + 1}", "answer", "common_errors", at, "value")
        pad.area(
            f"The error behind number {at + 1}",
            "answer",
            "common_errors",
            at,
            "rationale",
            height=80,
        )
        pad.room("answer", "common_errors", at)
        if pad.press(f"Remove wrong number {at + 1}", "answer", "common_errors", at, act="out"):
            pad.remove(at, "answer", "common_errors")
    if pad.press(
        "Add a wrong number and the error behind it", "answer", "common_errors", act="add"
    ):
        pad.add({"value": "", "rationale": ""}, "answer", "common_errors")


def _more(pad: Pad, base: Fields, name: str, label: str, ids: Iterable[str]) -> None:
    if pad.press(label, name, act="add"):
        before = base.get(name)
        old = (
            tuple(one for one in before if isinstance(one, dict))
            if isinstance(before, tuple)
            else ()
        )
        pad.add({"id": fresh(ids, (*old, *pad.entries(name))), "text": ""}, name)


def _tuple(pad: Pad, *place: str | int) -> tuple[object, ...]:
    found = pad.value(*place)
    return found if isinstance(found, tuple) else ()


def _letter(at: int) -> str:
    return chr(ord("A") + at)


def _lettered(ids: list[str]) -> Callable[[str], str]:
    return lambda one: _letter(ids.index(one)) if one in ids else one


def first_words(pad: Pad) -> str:
    """Return how the item begins, for its heading."""
    return opening(pad.text("stem") or pad.text("lead_in") or "A new question")


_DRAWN: Mapping[str, Callable[[Pad, Fields], None]] = {
    "single_best_answer": _single,
    "multiple_response": _multiple,
    "extended_matching": _matching,
    "ordered": _ordered,
    "numeric": _numeric,
    "true_false_cluster": _cluster,
}
