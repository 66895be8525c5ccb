"""The explanation behind a number: a small button that opens it, step by step with the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.words import statement
from workflows.credit.planned import planned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credit.why import Reason
    from workflows.credit.reasons import Explained


def why(question: str, reasons: Iterable[Reason], key: str) -> None:
    """Let a button of a few words open why a number is what it is."""
    steps = tuple(reasons)
    if steps:
        with st.popover(question, type="tertiary", icon=":material/help:", key=key):
            st.markdown(_steps(steps))


def why_all(question: str, amounts: Iterable[Explained], key: str) -> None:
    """Let one button open why each of several amounts is what it is."""
    every = tuple(amounts)
    if every:
        with st.popover(question, type="tertiary", icon=":material/help:", key=key):
            _each(every)


def why_planned(activity: str, key: str) -> None:
    """Let a button open why an activity gives what it says; nobody else's page pays for that."""
    question, icon = "Why these amounts?", ":material/help:"
    with st.popover(question, type="tertiary", icon=icon, key=key, on_change="rerun") as asked:
        if asked.open:
            _each(planned(enter(), activity))


def _each(amounts: Iterable[Explained]) -> None:
    for one in amounts:
        st.markdown(f"**{statement(one.what)}**\n{_steps(one.reasons)}")


def _steps(steps: Iterable[Reason]) -> str:
    return "\n".join(_step(one) for one in steps)


def _step(one: Reason) -> str:
    if one.source is None:
        return f"- {statement(one.sentence)}"
    return f"- {statement(one.sentence)}  \n  :small[Source: {statement(one.source)}]"
