"""The offer, after an activity is completed, that what was missed in it is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import place
from screens.parts.words import number
from workflows.recall.choose import choose, offer
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor

WHAT = (
    "Each is asked again when you are about to forget it: five a week at most, and nothing piles"
    " up. It changes neither credit nor result; you can stop or pause it at any time."
)


def offer_return(actor: Actor, completion: str) -> None:
    """Draw the offer until it is answered, and afterwards the way to what returns."""
    one = offer(actor, completion)
    if one.wish == "on":
        _way()
    elif one.wish is None and one.questions:
        ask_return(
            actor, completion, f" You missed or guessed {number(one.questions, 'question')}."
        )


def ask_return(actor: Actor, completion: str, missed: str = "") -> None:
    """Ask whether what was missed shall return, do what is answered, and say it there."""
    asked = st.empty()
    with asked.container():
        st.markdown(f"**Shall what you missed return?**{missed} {WHAT}")
        with st.container(horizontal=True):
            yes = st.button("Yes, ask me again", key=f"{completion}-return")
            no = st.button("No, thanks", key=f"{completion}-stay")
    if not yes and not no:
        return
    try:
        choose(actor, completion, "on" if yes else "off")
    except Refused as refused:
        st.error(str(refused))
        return
    with asked.container():
        if yes:
            _way()
        else:
            st.caption("It does not return. *Questions that return*, in Records, can change that.")


def _way() -> None:
    st.page_link(place("recall"), label="What you missed returns", icon=":material/replay:")
