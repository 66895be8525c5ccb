"""That one's own disclosure is due, with the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import day, plain
from workflows.content.own_disclosure import due, own_link
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.own_disclosure import Due


def own_disclosure(actor: Actor) -> None:
    """Say so, and make the link when it is asked for."""
    found = due(actor)
    if found is None:
        return
    with st.container(border=True, key=f"{actor.public_id}-own-disclosure"):
        st.markdown(f":orange-badge[your disclosure is due] {_why(found)}")
        if not st.button("Disclose now", key=f"{actor.public_id}-disclose"):
            return
        try:
            made = own_link(actor)
        except Refused as refused:
            st.info(str(refused))
        else:
            st.link_button("Open the form", made.link, type="primary")
            st.caption(f"It works until {day(made.good_until)}. A link sent before does no more.")


def _why(one: Due) -> str:
    title = plain(one.title)
    until = day(one.good_until) if one.good_until is not None else ""
    return {
        "missing": f"You are named in {title}, which is not published without it.",
        "asked": f"The office asked you for a new one, for {title}.",
        "expired": f"It held until {until}; where nothing changed, one click renews it.",
        "soon": f"It holds until {until}; where nothing changed, one click renews it.",
    }[one.why]
