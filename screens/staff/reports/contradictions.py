"""Late answers that contradict the one before: staff decide which holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import day, plain
from screens.staff.reports.told import attempt
from workflows.pars import by_hand, rejected

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.pars.rejected import Contradiction


def contradictions(actor: Actor) -> None:
    """Show what waits for a decision."""
    waiting = rejected.contradictions(actor)
    if not waiting:
        return
    st.subheader("Late answers that contradict", anchor=False)
    st.caption("Nothing of these reports goes to PARS until you decide.")
    for one in waiting:
        with st.container(border=True):
            _contradiction(actor, one)


def _contradiction(actor: Actor, one: Contradiction) -> None:
    st.markdown(
        f"**{plain(one.name)}** · {plain(one.title)} · {one.to} · {day(one.completed_on)}  \n"
        f"It is {one.said}. PARS now says {one.now_said}: {plain(one.reason) or 'no reason'}"
    )
    with st.container(horizontal=True):
        if st.button(f"Keep: {one.said}", key=f"{one.record}-keep"):
            attempt(actor, lambda: by_hand.keep(actor, one.record), "What was in force stays.")
        if st.button(f"Take: {one.now_said}", key=f"{one.record}-take"):
            reason = one.reason or "A later answer of PARS."
            attempt(
                actor,
                lambda: by_hand.enter(actor, one.record, one.now, reason, one.state),
                "The later answer is in force.",
            )
