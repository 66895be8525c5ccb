"""The form that corrects one published question: what is right, why, and what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from pydantic import ValidationError

from quizzes.correction import EXPLANATION, Correction
from quizzes.kinds.choice import ChoiceItem
from quizzes.kinds.extended_matching import ExtendedMatching
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordered import Ordered
from quizzes.kinds.true_false_cluster import TRUTH, TrueFalseCluster
from screens.door import place
from screens.parts.question import vignette
from screens.parts.words import plain, prose
from screens.staff.ripple_table import KINDS, percent, ripple_table
from workflows.corrections import desk
from workflows.corrections.correct import propose
from workflows.corrections.preview import preview
from workflows.corrections.words import explained
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzes.answer import Answer
    from quizzes.correction import Kind
    from workflows.act import Actor
    from workflows.corrections.desk import Page
    from workflows.corrections.preview import Person, Preview


def correct_form(actor: Actor, item: str, appeal: str | None) -> None:
    """Show the question as it is now, the form, the dry run, and then the proposal."""
    page = desk.page(actor, item)
    st.page_link(place("correct"), label="All of Put right", icon=":material/arrow_back:")
    _question(page)
    if page.waiting:
        st.info("A proposal about this question waits for a second person under *Put right*.")
        return
    new = _filled(page)
    if new is None:
        return
    asked = st.session_state.get(f"{item}-dry")
    if st.button("Show what would change", key=f"{item}-look"):
        asked = st.session_state[f"{item}-dry"] = new.model_dump_json()
    if asked != new.model_dump_json():
        return
    try:
        _proposed(actor, page, new, appeal)
    except Refused as refused:
        st.error(plain(str(refused)))


def _question(page: Page) -> None:
    item = page.published
    with st.container(border=True):
        head = f"**{plain(page.item)}** · {plain(item.type.replace('_', ' '))}"
        vignette(head, item.full_stem, item.figures())
        st.markdown(f"**{prose(item.lead_in)}**")
        if isinstance(item, ChoiceItem):
            st.markdown("\n".join(f"- {prose(one.text)}" for one in item.options))
        st.markdown(f"Key now: **{prose(page.right)}**")


def _filled(page: Page) -> Correction | None:
    """Draw the fields, and return what they say, or None where something is missing."""
    kinds: list[Kind] = ["rekey", "also", "drop", "rationale", *(("undo",) if page.held else ())]
    wanted = st.query_params.get("undo", "")
    kind: Kind = st.radio(
        "What is put right",
        kinds,
        index=kinds.index("undo") if wanted and page.held else 0,
        format_func=lambda one: KINDS[one],
        key=f"{page.item}-kind",
    )
    fields = _fields(page, kind, wanted)
    now = st.text_area(
        "What is right now, for those who were told otherwise", key=f"{page.item}-now"
    )
    source = st.text_input("Source", key=f"{page.item}-source")
    if not now.strip() or not source.strip():
        st.caption("Fill in what is right now and its source: everybody who was told reads both.")
        return None
    try:
        return Correction.model_validate({"kind": kind, "now": now, "source": source, **fields})
    except ValidationError as error:
        st.error("; ".join(f"{one['loc'][0]}: {one['msg']}" for one in error.errors()))
        return None


def _fields(page: Page, kind: Kind, wanted: str) -> dict[str, Any]:
    if kind == "undo":
        held = dict(page.held)
        numbers = list(held)
        at = numbers.index(int(wanted)) if wanted.isdecimal() and int(wanted) in held else 0
        said = st.selectbox(
            "Which", numbers, index=at, format_func=lambda one: f"{one}: {held[one]}",
            key=f"{page.item}-of",
        )  # fmt: skip
        return {"of": said}
    if kind == "rationale":
        return _rationale(page)
    return _key(page) if kind in {"rekey", "also"} else {}


def _rationale(page: Page) -> dict[str, Any]:
    lines = {EXPLANATION: "The whole explanation"}
    for own in page.now.lists.values():
        lines |= {one.id: one.text for one in own if hasattr(one, "rationale")}
    chosen = st.selectbox(
        "Of what", lines, format_func=lambda one: lines[one], key=f"{page.item}-place"
    )
    text = st.text_area(
        "What it says now", explained(page.now, chosen), key=f"{page.item}-{chosen}-text"
    )
    return {"place": chosen, "text": text or None}


def _key(page: Page) -> dict[str, Any]:
    """Draw what is right, in the way of the question's type."""
    item, key = page.now, f"{page.item}-key"
    if isinstance(item, Numeric):
        return _number(item, key)
    if isinstance(item, Ordered):
        steps = {one.id: one.text for one in item.items_in_order}
        chosen: Answer = st.multiselect(
            "Choose all steps, the first one first",
            steps,
            format_func=lambda one: steps[one],
            key=key,
        )
    elif isinstance(item, MultipleResponse):
        texts = _texts(item)
        chosen = st.multiselect("Right are", texts, format_func=lambda one: texts[one], key=key)
    elif isinstance(item, ChoiceItem):
        texts = _texts(item)
        chosen = st.selectbox(
            "Right is", texts, index=None, format_func=lambda one: texts[one],
            placeholder="Choose", key=key,
        ) or ""  # fmt: skip
    elif isinstance(item, ExtendedMatching | TrueFalseCluster):
        chosen = _parts(item, key)
    return {"key": chosen or None}


def _texts(item: ChoiceItem) -> dict[str, str]:
    return {one.id: one.text for one in item.options}


def _parts(item: ExtendedMatching | TrueFalseCluster, key: str) -> dict[str, str]:
    """Draw a choice for each line of an item; only what is changed is said."""
    texts: Mapping[str, str] = (
        {one: one.capitalize() for one in TRUTH}
        if isinstance(item, TrueFalseCluster)
        else {one.id: one.text for one in item.options}
    )
    changed = {}
    for one in item.parts:
        chosen = st.selectbox(
            one.text, texts, index=list(texts).index(one.correct),
            format_func=lambda each: texts[each], key=f"{key}-{one.id}",
        )  # fmt: skip
        if chosen != one.correct:
            changed[one.id] = str(chosen)
    return changed


def _number(item: Numeric, key: str) -> dict[str, Any]:
    unit = f" in {item.answer.unit}" if item.answer.unit else ""
    typed = st.text_input(f"Right is{unit}", key=key)
    if typed and item.answer.unit and item.answer.unit_required and item.answer.unit not in typed:
        typed = f"{typed} {item.answer.unit}"
    found: dict[str, Any] = {"key": typed or None}
    if item.answer.tolerance.kind == "range":
        found["low"] = st.text_input("The least that is right", key=f"{key}-low") or None
        found["high"] = st.text_input("The most that is right", key=f"{key}-high") or None
    return found


def _proposed(actor: Actor, page: Page, new: Correction, appeal: str | None) -> None:
    """Draw the dry run, the choice for each person, the reason, and the button."""
    found = preview(actor, page.item, new, seen=page.seen)
    st.subheader("What would change", anchor=False)
    st.caption("Nothing is written yet.")
    lower = _lower(page, found)
    ripple_table(found, frozenset(lower))
    with st.form(f"{page.item}-{page.seen}-propose", border=False):
        reason = st.text_input("Reason, for the office's record", key=f"{page.item}-reason")
        sent = st.form_submit_button("Propose", type="primary")
    if sent:
        propose(actor, page.item, new, seen=page.seen, reason=reason, lower=lower, appeal=appeal)
        st.success("Proposed. It is in force when somebody else of the office confirms it.")


def _lower(page: Page, found: Preview) -> list[str]:
    """Ask who is to lose what they hold; nobody is chosen beforehand."""
    people = {
        each.attempt: each for one in found.editions for each in one.losing if not each.other_pass
    }
    if not people:
        return []
    return st.multiselect(
        "Who loses the pass, and with it what was claimed (everybody else keeps both)",
        people,
        format_func=lambda one: _named(people[one]),
        placeholder="Nobody",
        key=f"{page.item}-lower",
    )


def _named(one: Person) -> str:
    return f"{one.shown or 'No name'}, {percent(one.before)} → {percent(one.after)}"
