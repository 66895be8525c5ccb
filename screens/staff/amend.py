"""Amending what a person claimed: the office's proposal, which somebody else confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.amounts import as_text
from credit.calendar import written
from screens.parts.words import plain
from workflows.credit.amend import propose
from workflows.credit.amendable import amendable
from workflows.refusals import Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.credit.amendable import Amendable, Part

PROPOSED = "Proposed. It is in force when somebody else of the office confirms it."


def amend_part(actor: Actor, person: str) -> None:
    """Draw the proposal of an amendment or a withdrawal, where something was claimed."""
    claimed = {one.completion: one for one in amendable(actor, person)}
    if not claimed:
        return
    with st.expander("Amend or withdraw what was claimed"):
        chosen = st.selectbox(
            "Completion",
            claimed,
            format_func=lambda one: _said(claimed[one]),
            key=f"{person}-amend-which",
        )
        place = st.empty()
        if _drawn(place.container(), actor, person, claimed[chosen]):
            place.success(PROPOSED)


def _said(one: Amendable) -> str:
    return f"{one.title}, completed {written(one.completed_on)}"


def _drawn(place: DeltaGenerator, actor: Actor, person: str, one: Amendable) -> bool:
    """Draw the form, and return whether something was proposed."""
    with place:
        if one.waiting:
            st.info("A proposal about this completion waits under *To confirm*.")
            return False
        st.caption(
            "Amounts in force are chosen. Nothing is deleted: there are new claims and a new"
            " certificate, the old one verifies as replaced, and PARS is told."
        )
        # The key counts what was claimed so far: a second click meets a form that is gone.
        form = f"{person}-{one.completion}-{sum(one.seen.values())}"
        with st.form(form, border=False):
            amounts = {part.kind: _amount(form, part) for part in one.parts}
            reason = st.text_input("Reason", key=f"{form}-reason")
            if not st.form_submit_button("Propose"):
                return False
        changed = {part.kind: amounts[part.kind] for part in one.parts if _differs(part, amounts)}
        try:
            propose(actor, one.completion, amounts=changed, seen=one.seen, reason=reason)
        except Refused as refused:
            st.error(plain(str(refused)))
            return False
        return True


def _differs(part: Part, amounts: dict[str, int]) -> bool:
    return amounts[part.kind] != part.now


def _amount(form: str, part: Part) -> int:
    options = sorted({*part.possible, part.now})
    return st.selectbox(
        plain(part.label),
        options,
        index=options.index(part.now),
        format_func=lambda amount: as_text(amount) if amount else _nothing(part),
        key=f"{form}-{part.kind}",
    )


def _nothing(part: Part) -> str:
    return "0.00: take it back" if part.now else "none"
