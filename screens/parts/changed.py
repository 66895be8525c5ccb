"""Answers that were changed after somebody was taught them: told, with a source, until read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import service
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
            _said(one)
            read = st.button("I have read this", key=f"{one.attempt}-{one.id}-read")
        if read:
            acknowledge(actor, one.id)
            place.empty()


def _said(one: Notice) -> None:
    when = day(one.at.astimezone(service().settings.zone).date())
    st.markdown(f"**An answer was changed** in [{plain(one.title)}](/result?attempt={one.attempt})")
    st.markdown(prose(one.question))
    st.markdown(
        f"- You were told: {prose(one.before)}\n- Right now: **{prose(one.after)}**\n"
        f"- {prose(one.now)}\n- Source: {plain(one.source)}"
    )
    st.caption(f"Corrected on {when}. Whatever you claimed stays as it is, unless you hear of it.")
