"""Many questions changed at once: those that the filters show, or some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import DAYS, number, opening, plain
from screens.staff.writing.words import STATUSES, named
from workflows.content.writing.retag import Tags, retag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor
    from workflows.content.writing.listing import Bench, Listed


def together(actor: Actor, desk: Bench, rows: Sequence[Listed]) -> None:
    """Ask for the questions and what is to be set, and set it."""
    me = actor.public_id
    begins = {one.id: f"{one.id}: {opening(one.begins)}" for one in rows}
    st.caption("The filters under Questions say what can be chosen here.")
    every = st.checkbox(f"All {len(rows)} that are shown", key=f"{me}-every")
    chosen = list(begins)
    if not every:
        chosen = st.multiselect(
            "Questions", list(begins), format_func=named(begins), key=f"{me}-chosen"
        )
    tags = _tags(me, desk)
    label = f"Change {number(len(chosen), 'question')}"
    if st.button(label, type="primary", disabled=not chosen or tags == Tags(), key=f"{me}-retag"):
        done = retag(actor, desk.slug, chosen, tags, by=desk.own)
        said = f"Changed: {number(len(done.done), 'question')}."
        if done.same:
            said += f" Were so already: {len(done.same)}."
        if done.unfiled:
            said += f" {plain(done.unfiled)}"
        for item, why in done.refused.items():
            st.warning(f"{item}: {plain(why)}")
        if done.refused:
            st.success(said)
            return
        st.session_state[f"{me}-said"] = said
        st.rerun()


def _tags(me: str, desk: Bench) -> Tags:
    topic = st.selectbox(
        "Topic",
        desk.topics,
        index=None,
        accept_new_options=True,
        placeholder="As it is",
        key=f"{me}-set-topic",
    )
    words = named(desk.objectives)
    add = st.multiselect(
        "Objectives to add", list(desk.objectives), format_func=words, key=f"{me}-set-add"
    )
    remove = st.multiselect(
        "Objectives to take away", list(desk.objectives), format_func=words, key=f"{me}-set-remove"
    )
    status = st.selectbox(
        "Status",
        [one for one in STATUSES if one != "approved"],
        index=None,
        format_func=named(STATUSES),
        placeholder="As it is",
        key=f"{me}-set-status",
    )
    due = st.date_input("Next review by", value=None, format=DAYS, key=f"{me}-set-due")
    return Tags(topic, tuple(add), tuple(remove), status, due.isoformat() if due else None)
