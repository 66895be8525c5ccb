"""What is to be done before a question goes to review, and what its authors keep with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.editing.looked import ordered
from quizzes.flaws.registry import RULES
from screens.parts.words import number, plain
from screens.staff.writing.pad import LONGEST_LINE, sentence

if TYPE_CHECKING:
    from datetime import date

    from quizzes.editing.looked import Finding, Looked
    from quizzes.editing.opened import Fields
    from screens.staff.writing.state import State


def todo(looked: Looked, state: State, by: str | None, today: date) -> None:
    """List every point, the gravest first; a finding that is no error may be kept."""
    every = ordered(looked)
    if not every:
        st.success("Nothing is to be done before review.", icon=":material/check:")
    else:
        with st.expander(f"To do before review: {number(len(every), 'point')}"):
            st.markdown("\n\n".join(sentence(one) for one in every))
    open_ = {one.rule: one for one in every if one.severity != "error" and one.rule in RULES}
    kept = _kept(state)
    if open_ or kept:
        with st.expander("Kept with a reason" + (f": {len(kept)}" if kept else "")):
            _keep(open_, state, by, today)
            for one in kept:
                _give_up(one, state)


def _keep(found: dict[str, Finding], state: State, by: str | None, today: date) -> None:
    """Ask for the reason why a finding does not apply here."""
    if not found:
        return
    if by is None:
        st.caption("Choose first under whose name changes are noted, at the end of the form.")
        return
    rule = st.selectbox(
        "Finding",
        list(found),
        format_func=lambda one: found[one].message,
        key=f"{state.widgets}-waived",
    )
    reason = st.text_input(
        "Why it does not apply here", max_chars=LONGEST_LINE, key=f"{state.widgets}-reason"
    )
    if st.button("Keep it", disabled=not reason.strip(), key=f"{state.widgets}-keep"):
        line: Fields = {"rule": rule, "by": by, "date": today.isoformat(), "reason": reason.strip()}
        _put(state, (*_kept(state), line))


def _give_up(one: Fields, state: State) -> None:
    rule = RULES.get(str(one.get("rule")))
    st.markdown(
        f"{plain(rule.title if rule else str(one.get('rule')))}  \n"
        f":gray[{plain(str(one.get('reason')))} · {plain(str(one.get('by')))}]"
    )
    if st.button("Show it again", type="tertiary", key=f"{state.widgets}-{one.get('rule')}-again"):
        _put(state, tuple(each for each in _kept(state) if each != one))


def _kept(state: State) -> tuple[Fields, ...]:
    held = state.form.fields.get("waivers")
    return tuple(one for one in held if isinstance(one, dict)) if isinstance(held, tuple) else ()


def _put(state: State, waivers: tuple[Fields, ...]) -> None:
    state.form = replace(state.form, fields={**state.form.fields, "waivers": waivers})
    state.unkept = True
    state.turn += 1
    st.rerun()
