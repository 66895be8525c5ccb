"""What a bank still needs before it is published: a page of ticks, each with who and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.plainer import sentence
from screens.door import place
from screens.parts.words import plain
from workflows.content.gate import gate, tick
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from quizzes.problem import Problem
    from workflows.act import Actor
    from workflows.content.gate import Gate, OwnLine, Tick

FEW = 3  # problems that a tick names
SIGNS = {
    "done": ":green[:material/check_circle:]",
    "look": ":orange[:material/error:]",
    "stops": ":red[:material/cancel:]",
}
LABELS = {
    "problems": "Problems", "review": "Review", "disclosures": "Disclosures", "approve": "Approval",
}  # fmt: skip


def gate_of(actor: Actor, slug: str, listed: Collection[Problem]) -> None:
    """Draw the ticks of a bank, unfolded while one of them stops it.

    What is `listed` beside them is only counted here.
    """
    found = gate(actor, slug)
    stops = sum(one.state == "stops" for one in found.ticks)
    head = f"Before publication: {found.done} of {len(found.ticks)}"
    with st.expander(head, expanded=bool(stops), icon=":material/checklist:"):
        st.markdown("  \n".join(_line(one, listed) for one in found.ticks))
        _links(found)
        _own(actor, found)


def _line(one: Tick, listed: Collection[Problem]) -> str:
    head = f"{SIGNS[one.state]} **{one.name}**"
    if one.state == "done":
        return f"{head}: {plain(one.said)}"
    if not one.problems:
        return f"{head}: {plain(one.said)} :small[:gray[{one.who}]]"
    others = [each for each in one.problems if each not in listed]
    named = [f":small[– {_problem(each)}]" for each in others[:FEW]]
    if len(others) > FEW:
        named.append(f":small[– and {len(others) - FEW} more]")
    said = f"{len(one.problems)} to see to"
    return "  \n".join((f"{head}: {said} :small[:gray[{one.who}]]", *named))


def _problem(one: Problem) -> str:
    item = f"{plain(one.item)}: " if one.item else ""
    return f"{item}{plain(sentence(one))}"


def _links(found: Gate) -> None:
    """Lead to each screen on which something is put right."""
    places = dict.fromkeys(
        one.place for one in found.ticks if one.state != "done" and one.place in LABELS
    )
    if not places:
        return
    with st.container(horizontal=True):
        for path in places:
            query = {} if path == "problems" else {"bank": found.slug}
            st.page_link(place(path), label=f"To {LABELS[path]}", query_params=query)


def _own(actor: Actor, found: Gate) -> None:
    if not found.lines:
        return
    st.markdown(f"**The office's own, for period {found.period}**")
    for at, one in enumerate(found.lines):
        _checkbox(actor, found, at, one)


def _checkbox(actor: Actor, found: Gate, at: int, one: OwnLine) -> None:
    key = f"{found.slug}-{found.period}-{at}-{one.seq}"
    done = st.checkbox(plain(one.text), value=one.done, key=key)
    if done == one.done:
        return
    try:
        tick(actor, found.slug, one.text, done=done, seen=one.seq)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()
