"""Help: the page for learners, of which each reads what is theirs; for staff the office's page."""

from __future__ import annotations

import streamlit as st

from screens.door import enter, place
from screens.parts.document import document
from workflows.people.profile import see

OF_BOARDS = ("Points for your board", "Who you are, and to whom it is told")
OFFICE, PHYSICIAN = document("office.md"), document("physician.md")
OTHERS = document("physician.md", without=OF_BOARDS)


def help_screen() -> None:
    """Show each person the help for what they do here; boards, to whom they give points."""
    actor = enter()
    with st.container(horizontal=True):
        st.page_link(place("office"), label="Ask the office", icon=":material/forum:")
        st.markdown("[Contact](/contact) · [About our program](/about)")
    if actor.has("staff"):
        OFFICE()
    elif see(actor).hears_of_points:
        PHYSICIAN()
    else:
        OTHERS()
