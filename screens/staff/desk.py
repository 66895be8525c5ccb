"""The desk: what is published, who is under way in it, and whether it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go
from screens.parts.words import day, plain
from workflows.content.editions import editions
from workflows.reports.roster import roster

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.editions import Published

STOPPED = {"paused": " · :orange-badge[Paused]", "withdrawn": " · :orange-badge[Withdrawn]"}


def desk() -> None:
    """Show each activity with its counts; what waits for somebody stands on Today."""
    actor = enter()
    st.title("Desk", anchor=False)
    published = editions(actor)
    if not published:
        st.info("Nothing is published yet. Check a bank under Problems, then publish it.")
    for one in published:
        _activity(actor, one)


def _activity(actor: Actor, one: Published) -> None:
    counts = roster(actor, one.key)
    with st.container(border=True):
        st.markdown(f"**{plain(one.title)}**{STOPPED.get(one.halt, '')}")
        closed = "" if one.is_open or one.halt != "open" else " · not open today"
        st.caption(
            f"{one.key} · edition {one.editions[0].number} · {day(one.released)} to"
            f" {day(one.expires)}{closed}"
        )
        st.markdown(
            f"{counts.started} started · {counts.passed} passed · {counts.completed} completed"
            f" · {counts.claimed} claimed"
        )
        with st.container(horizontal=True):
            if st.button("Roster", key=f"{one.key}-roster"):
                go("roster", id=one.key)
            if st.button("Links and arrivals", key=f"{one.key}-share"):
                go("share", id=one.key)
            label = "Pause or withdraw" if one.halt == "open" else "Open again"
            if st.button(label, key=f"{one.key}-halt"):
                go("halt", id=one.key)
