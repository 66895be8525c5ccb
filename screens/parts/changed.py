"""Answers that were changed after somebody was taught them: told, with a source, until read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import local
from screens.parts.words import day, plain, prose
from workflows.corrections.notices import acknowledge, notices

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.corrections.notices import Notice


def changed_answers(actor: Actor) -> None:
    """Draw each notice that the person has not acknowledged yet, with one button."""
    for one in notices(actor):
        place = st.empty()
        with place.container(border=True, key=f"{one.attempt}-{one.id}-changed"):
            changed_answer(one)
            read = st.button("I have read this", key=f"{one.attempt}-{one.id}-read")
        if read:
            acknowledge(actor, one.id)
            place.empty()


def changed_answer(one: Notice) -> None:
    """Say what the person was told, and what is right now."""
    when = day(local(one.at))
    st.markdown(f"**An answer was changed** in [{plain(one.title)}](/result?attempt={one.attempt})")
    st.markdown(
        f"- You were told: {_line(one.before)}\n- Right now: **{_line(one.after)}**\n"
        f"- {_line(one.now)}\n- Source: {plain(one.source)}"
    )
    with st.expander("The question"):
        st.markdown(prose(one.question))
    st.caption(
        f"Corrected on {when}. What you claimed stays as it is, unless the office tells you."
    )


def _line(text: str) -> str:
    """Return a text of several paragraphs as one line of a list."""
    return prose(" ".join(text.split()))
