"""Try it: a bank or an edition taken exactly as a physician takes it, with nothing recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go
from screens.parts.walk import walk
from screens.parts.words import plain
from workflows.trying.beginning import try_draft, try_edition
from workflows.trying.pilot import editions_of

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.trying.trial import Trial


def trying() -> None:
    """Draw the try of what the address names, begun on the way where this tab has none of it."""
    actor = enter()
    asked = st.query_params.to_dict()
    slug, key, every = asked.get("bank", ""), asked.get("activity", ""), asked.get("all") == "1"
    held = f"{actor.public_id}-trial"
    what = (slug, key, every)
    known: tuple[tuple[str, str, bool], Trial] | None = st.session_state.get(held)
    if known is None or known[0] != what:
        known = st.session_state[held] = (what, _begun(actor, *what))
    trial = known[1]
    st.warning(
        "**Trying: nothing is recorded.** No attempt, no answer, no credit.",
        icon=":material/science:",
    )
    question = st.container()  # the buttons stand below it and are read before it is drawn
    with st.container(horizontal=True):
        if st.button("Begin anew", key=f"{trial.name}-anew"):
            del st.session_state[held]
            st.query_params.pop("q", None)
            st.rerun()
        if slug and not key:
            _of_files(actor, slug, trial, every=every)
    with question:
        walk(actor, trial)


def _begun(actor: Actor, slug: str, key: str, every: bool) -> Trial:  # noqa: FBT001 - as in the address
    st.query_params.pop("q", None)
    return try_edition(actor, key) if key else try_draft(actor, slug, every=every)


def _of_files(actor: Actor, slug: str, trial: Trial, *, every: bool) -> None:
    other = "Only approved questions" if every else "With drafts and questions in review"
    if st.button(other, key=f"{trial.name}-all"):
        go("try", bank=slug, **({} if every else {"all": "1"}))
    published = editions_of(actor, slug) if actor.has("staff", "author") else ()
    if published and st.button("The published edition", key=f"{trial.name}-edition"):
        go("try", activity=published[-1])
    if st.button("Back to the bank", type="tertiary", key=f"{trial.name}-bank"):
        go("write", bank=slug)
    if trial.short:
        st.caption(plain(" ".join(trial.short)))
