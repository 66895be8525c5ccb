"""What was just done about reports, said after the page is drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflows.act import Actor


def tell(actor: Actor) -> None:
    """Say once what the click before this run did."""
    said = st.session_state.pop(f"{actor.public_id}-reported", None)
    ill = st.session_state.pop(f"{actor.public_id}-reported-ill", False)
    if said is not None:
        (st.warning if ill else st.success)(said)


def done(actor: Actor, said: str) -> NoReturn:
    """Draw the page anew: all of it stands on what was just changed."""
    st.session_state[f"{actor.public_id}-reported"] = said
    st.rerun()


def attempt(actor: Actor, act: Callable[[], object], said: str) -> None:
    """Act and draw the page anew, or say in its place why not."""
    try:
        act()
    except Refused as refused:
        st.error(str(refused))
        return
    done(actor, said)
