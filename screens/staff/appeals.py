"""Comments on questions as staff meet them: a list with its clock, and the answer to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import go, place
from screens.parts.words import day, number, plain, prose
from workflows.corrections import appeals
from workflows.corrections.appeals import LONGEST
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.corrections.appeals import Appeal


def appeal_list(actor: Actor) -> None:
    """Draw the comments that wait, the longest due first."""
    waiting = appeals.waiting(actor)
    st.subheader("Comments to answer", anchor=False)
    if not waiting:
        st.markdown("No comment waits for an answer.")
    for one in waiting:
        with st.container(border=True):
            st.markdown(f"**{plain(one.item)}** · {plain(one.title)}  \n{plain(one.text)}")
            st.caption(f"{plain(one.by)} · {clock(one)}")
            if st.button("Answer", key=f"{one.id}-open"):
                go("correct", appeal=one.id)


def clock(one: Appeal) -> str:
    """Say by when somebody is to be answered."""
    if one.days_left < 0:
        return f"was due {day(one.due)}, {number(-one.days_left, 'day')} ago"
    return (
        f"due {day(one.due)}, in {number(one.days_left, 'day')}" if one.days_left else "due today"
    )


def appeal_form(actor: Actor, appeal: str) -> None:
    """Draw one comment with its question, the way to its replay, and the form of the answer."""
    st.page_link(place("correct"), label="All of Put right", icon=":material/arrow_back:")
    one = appeals.one(actor, appeal)
    st.markdown(f"**{plain(one.item)}** · {plain(one.title)}")
    st.markdown(prose(one.question))
    st.markdown(f"Key, as it was published: **{prose(one.key)}**")
    st.info(f"{plain(one.text)}\n\n{plain(one.by)} · {clock(one)}", icon=":material/comment:")
    if st.button("See the attempt as they saw it", key=f"{one.id}-replay"):
        go("replay", attempt=one.attempt)
    if one.state is not None:
        _answered(one)
        return
    if one.own:
        st.caption("You wrote this yourself: somebody else of the office answers it.")
        return
    with st.form(f"{one.id}-answer", border=False):
        text = st.text_area("Answer", max_chars=LONGEST, key=f"{one.id}-text")
        upheld = st.checkbox("They are right: the question is corrected", key=f"{one.id}-upheld")
        if not st.form_submit_button("Send the answer", type="primary"):
            return
    try:
        appeals.answer(actor, one.id, text, upheld=upheld)
    except Refused as refused:
        st.error(plain(str(refused)))
        return
    if upheld:
        go("correct", item=one.item, appeal=one.id)
    st.success("Sent: they read it with the question, and hear of it by mail.")


def _answered(one: Appeal) -> None:
    said = "They were right" if one.state == "upheld" else "Answered"
    st.success(f"{said}: {plain(one.answer or '')}")
    if one.state == "upheld" and st.button("Correct the question", key=f"{one.id}-correct"):
        go("correct", item=one.item, appeal=one.id)
