"""What was done at a place: said once, when the page is drawn anew by what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


def tell(place: str) -> None:
    """Say what the click before this run did; `place` is an id of the page's own."""
    if said := st.session_state.pop(_key(place), ""):
        st.success(said)


def say(place: str, said: str) -> NoReturn:
    """Draw the page anew, with what was done on top."""
    st.session_state[_key(place)] = said
    st.rerun()


def attempt(place: str, said: str, act: Callable[[], object]) -> None:
    """Act and draw the page anew, or say here why not."""
    try:
        act()
    except Refused as refused:
        st.error(str(refused))
    else:
        say(place, said)


def _key(place: str) -> str:
    return f"{place}-said"
