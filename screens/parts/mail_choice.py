"""What a person wants to be told of by mail, each kept as it is switched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from workflows.messages.choice import TOPICS, choices, set_choice

if TYPE_CHECKING:
    from workflows.act import Actor


def mail_choice(actor: Actor) -> None:
    """Show the switches, and keep what is switched."""
    now = choices(actor)
    st.subheader("Messages by mail", anchor=False)
    st.markdown(
        "Reminders of credit that is not claimed yet, and of reports that have to be corrected,"
        " always come. Choose what else does:"
    )
    for one in TOPICS:
        switch = st.toggle(one.said, now[one.name], key=f"{actor.public_id}-mail-{one.name}")
        wanted = bool(switch)  # None, if a client of somebody's own sent what is no switch
        if wanted != now[one.name]:
            set_choice(actor, one.name, wanted=wanted)
            st.caption("Saved.")
