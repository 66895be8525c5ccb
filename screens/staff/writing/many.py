"""Many questions changed at once: those that the filters show, or some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import DAYS, number, opening, plain
from screens.staff.writing.words import STATUSES, named
from workflows.content.writing.retag import Tags, retag
from workflows.content.writing.retire import LONGEST, retire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor
    from workflows.content.writing.listing import Bench, Listed
    from workflows.content.writing.many import Changed


def together(actor: Actor, desk: Bench, rows: Sequence[Listed]) -> None:
    """Ask for the questions and what is to be set, and set it."""
    if not rows:
        st.info("There is no question to change, or the filters under Questions show none.")
        return
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
        _told(me, "Changed", retag(actor, desk.slug, chosen, tags, by=desk.own))
    with st.expander("Retire them", icon=":material/inventory_2:"):
        _retire(actor, desk, chosen)


def _retire(actor: Actor, desk: Bench, chosen: Sequence[str]) -> None:
    reason = retire_reason(actor.public_id)
    by = noted_by(desk, f"{actor.public_id}-retire-by")
    label = f"Retire {number(len(chosen), 'question')}"
    ready = bool(chosen and reason.strip() and by)
    if st.button(label, disabled=not ready, key=f"{actor.public_id}-retire"):
        _told(actor.public_id, "Retired", retire(actor, desk.slug, chosen, reason, by))


def retire_reason(key: str) -> str:
    """Say what retiring does, and ask why."""
    st.caption(
        "A retired question is never drawn again. Editions that are published keep it, and what"
        " was answered and earned stays. By its form it can come back, to be reviewed again."
    )
    return st.text_input("Why", max_chars=LONGEST, key=f"{key}-retire-why")


def noted_by(desk: Bench, key: str) -> str | None:
    """Return under whose name a decision is noted: the person's own, else whom they choose."""
    if desk.own is not None:
        return desk.own
    names = {one.id: one.name for one in desk.people}
    return st.selectbox(
        "Noted under the name of",
        list(names),
        index=None,
        format_func=named(names),
        placeholder="Choose whose decision it is",
        key=key,
    )


def _told(me: str, what: str, done: Changed) -> None:
    """Say what came of it, question by question where something was refused."""
    said = f"{what}: {number(len(done.done), 'question')}."
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
        "Move to",
        ["draft", "in_review"],
        index=None,
        format_func=named(STATUSES),
        placeholder="As it is",
        key=f"{me}-set-status",
    )
    due = st.date_input("Next review by", value=None, format=DAYS, key=f"{me}-set-due")
    names = {one.id: one.name for one in desk.people if one.reviews}
    reviewer = st.selectbox(
        "Ask for a review",
        list(names),
        index=None,
        format_func=named(names),
        placeholder="Nobody new",
        help="Within 14 days. Whoever was asked before is not asked any more.",
        key=f"{me}-set-reviewer",
    )
    day = due.isoformat() if due else None
    return Tags(topic, tuple(add), tuple(remove), status, day, reviewer)
