"""Ask the office: a question or an idea, and what was answered to those before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts import inquiry_said
from screens.parts.words import plain
from workflows.desk.inquire import add, inquire, own, withdraw
from workflows.desk.inquiry import DAYS, KINDS, LONGEST
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.desk.inquiry import Inquiry


def office() -> None:
    """Show the form and the person's own questions and ideas with their answers."""
    actor = enter()
    st.title("Ask the office", anchor=False)
    st.markdown(
        "Ask what you could not find, or say what would make this better. The office answers"
        f" within {DAYS} days, here and by mail. On one question of a self-assessment,"
        " *Comment* beside it reaches its authors. Who sits in the office, and where, stands under"
        " [Contact](/contact)."
    )
    sent = f"{actor.public_id}-office-sent"
    mine = own(actor)
    if st.session_state.pop(sent, False):
        st.success("Sent. The answer will stand on this page, and a mail tells you of it.")
    with st.expander("A new question or idea", expanded=not mine):
        _new(actor, sent, len(mine))
    for one in mine:
        with st.container(border=True, key=f"{one.id}-inquiry"):
            _one(actor, one)


def _new(actor: Actor, sent: str, many: int) -> None:
    """Draw the form; what was sent leaves an empty one, so that nobody sends twice."""
    key = f"{actor.public_id}-office-{many}"
    with st.form(key, border=False):
        kind = st.radio(
            "What is it?", list(KINDS), format_func=KINDS.__getitem__, horizontal=True,
            key=f"{key}-kind",
        )  # fmt: skip
        subject = st.text_input("Subject", key=f"{key}-subject", max_chars=200)
        text = st.text_area(
            "Your words", key=f"{key}-text", max_chars=LONGEST, height=140,
            placeholder="No patient details, please.",
        )  # fmt: skip
        if not st.form_submit_button("Send", type="primary"):
            return
    try:
        inquire(actor, kind, subject, text)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.session_state[sent] = True
        st.rerun()


def _one(actor: Actor, one: Inquiry) -> None:
    st.markdown(f"**{plain(one.written.subject)}** {inquiry_said.badge(one)}")
    st.caption(inquiry_said.when(one))
    inquiry_said.said(one)
    if one.state == "withdrawn":
        return
    with st.expander("Add something" if one.state == "asked" else "Ask further"):
        _go_on(actor, one)


def _go_on(actor: Actor, one: Inquiry) -> None:
    key = f"{one.id}-{one.seq}"
    with st.form(f"{key}-more", border=False):
        text = st.text_area("Your words", key=f"{key}-text", max_chars=LONGEST, height=80)
        with st.container(horizontal=True):
            sent = st.form_submit_button("Send")
            taken = one.state == "asked" and st.form_submit_button("Withdraw it")
    try:
        if sent:
            add(actor, one.id, text, one.seq)
        elif taken:
            withdraw(actor, one.id, one.seq)
        else:
            return
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()
