"""What the office decides about a project: begin, approve the report, close, another lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.done import attempt
from screens.parts.words import DAYS
from workflows.part4.decide import approve, begin, close, name_lead

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.part4.opened import Opened


def decision(actor: Actor, page: Opened) -> None:
    """Draw what can be decided at this stage."""
    one = page.project
    if one.state == "closed":
        return
    st.subheader("Decide", anchor=False)
    key = f"{one.id}-{one.seq}"
    if one.state == "draft" and st.button("Let it begin", type="primary", key=f"{key}-begin"):
        attempt(one.id, "It is under way.", lambda: begin(actor, one.id, one.seq))
    if one.state == "under_way":
        _approve(actor, page, key)
    with st.expander("Close it, or name another lead"):
        _close(actor, page, key)
        _lead(actor, page, key)


def _approve(actor: Actor, page: Opened, key: str) -> None:
    one = page.project
    on = st.date_input("Report approved on", page.today, format=DAYS, key=f"{key}-approved-on")
    if not st.button("Approve the report", type="primary", key=f"{key}-approve"):
        return
    if on is None:
        st.error("Choose the day on which the report was approved.")
    else:
        attempt(one.id, "The report is approved.", lambda: approve(actor, one.id, one.seq, on))


def _close(actor: Actor, page: Opened, key: str) -> None:
    one = page.project
    reason = st.text_input("Why it is closed, or declined", key=f"{key}-reason", max_chars=500)
    if st.button("Close the project", key=f"{key}-close"):
        attempt(one.id, "It is closed.", lambda: close(actor, one.id, one.seq, reason))


def _lead(actor: Actor, page: Opened, key: str) -> None:
    one = page.project
    address = st.text_input("Sign-in address of another lead", key=f"{key}-lead")
    if st.button("Name the lead", key=f"{key}-name-lead"):
        attempt(
            one.id, "Another lead is named.", lambda: name_lead(actor, one.id, one.seq, address)
        )
