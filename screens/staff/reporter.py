"""Who reports an activity to PARS: chosen on the page of its registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import local
from screens.parts.words import day
from workflows.content.reporter import choose, reporter
from workflows.refusals import Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.content.reporter import Reporter

SAID = {"here": "This service", "elsewhere": "The school's other platform"}


def reporter_of(actor: Actor, key: str) -> None:
    """Say who reports the activity `key`, and let it be changed."""
    spot = st.empty()
    now = reporter(actor, key)
    wanted, sure = _form(spot, key, now)
    if wanted is None:
        return
    try:
        chosen = choose(actor, key, wanted, now.seq, sure=sure)
    except Refused as refused:
        st.error(str(refused))
    else:
        # What stands there now was saved: the next change starts from it.
        _form(spot, key, chosen)
        st.success(f"Saved: {SAID[chosen.who]} reports it.")


def _form(spot: DeltaGenerator, key: str, now: Reporter) -> tuple[str | None, bool]:
    """Draw the choice; return what is to be saved, if that is asked, and what was confirmed."""
    name = f"{key}-reporter-{now.seq}"
    since = f", since {day(local(now.at))}" if now.at is not None else ""
    with spot.container(), st.form(name, border=False):
        wanted = st.radio(
            f"Who reports it to PARS (never both{since})",
            list(SAID),
            format_func=lambda one: SAID[one],
            index=list(SAID).index(now.who),
            horizontal=True,
            key=f"{name}-who",
        )
        sure = now.who == "elsewhere" and st.checkbox(
            "I looked in PARS: the other platform has sent nothing", key=f"{name}-sure"
        )
        return (wanted if st.form_submit_button("Save") else None), sure
