"""A pilot: a tester takes a self-assessment by a link of their own, and tells how long it took."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.walk import walk
from screens.parts.words import number, plain
from workflows.refusals import Refused
from workflows.trying.pilot import LONGEST, MOST_MINUTES, opened, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflows.act import Actor
    from workflows.trying.pilot import Opened
    from workflows.trying.trial import Trial


def pilot() -> None:
    """Draw what a tester's link opened: what is asked, then the questions, then the time."""
    actor = enter()
    held = f"{actor.public_id}-pilot"
    one: Opened | None = st.session_state.get(held)
    if one is None:
        st.query_params.pop("q", None)
        one = st.session_state[held] = opened(actor)
    if not st.session_state.get(f"{one.trial.name}-begun"):
        _asked(actor, one)
        return
    st.info(
        "**A pilot.** Only the time you tell at the end is kept, with your comment; none of your"
        " answers is, and it gives no credit.",
        icon=":material/timer:",
    )
    walk(actor, one.trial)
    if one.trial.submitted_at is not None:
        _tell(actor, one)


def _asked(actor: Actor, one: Opened) -> None:
    trial = one.trial
    st.title(plain(trial.title), anchor=False)
    st.markdown(
        f"{plain(one.name)}, you are asked to take these"
        f" **{number(len(trial.form.items), 'question')}** as you would for yourself, and to read"
        " the feedback. How long testers take is what the amount of credit rests on.\n\n"
        "Take it in one go, in this window: nothing is recorded on the way, so nothing is there to"
        " come back to. At the end you tell how many minutes it took."
    )
    if one.minutes is not None:
        st.info(f"You told {one.minutes} minutes before. Taking it again corrects that.")
    if st.button("Begin", type="primary", key=f"{trial.name}-begin"):
        trial.begun_at = actor.service.now()
        st.session_state[f"{trial.name}-begun"] = True
        st.rerun()


def _tell(actor: Actor, one: Opened) -> None:
    trial = one.trial
    name = trial.name
    st.subheader("How long it took", anchor=False)
    if st.session_state.get(f"{name}-told"):
        st.success("Thank you. Your time is kept; you can close this page.")
        return
    passed = int((actor.service.now() - trial.begun_at).total_seconds())
    with st.form(f"{name}-time"):
        st.markdown("Read the feedback above first: reading it is part of the time.")
        minutes = st.number_input(
            "Minutes it took you, without interruptions",
            min_value=1,
            max_value=MOST_MINUTES,
            value=None,
            step=1,
            placeholder=f"{max(1, round(passed / 60))} by the clock so far",
        )
        comment = st.text_area("A comment to the authors (may be left out)", max_chars=LONGEST)
        if st.form_submit_button("Send my time", type="primary"):
            told = partial(tell, actor, seconds=passed, seen=one.seq)
            _send(trial, partial(told, minutes=minutes or 0, comment=comment))


def _send(trial: Trial, told: Callable[[], int]) -> None:
    try:
        told()
    except Refused as refused:
        st.error(str(refused))
    else:
        st.session_state[f"{trial.name}-told"] = True
        st.rerun()
