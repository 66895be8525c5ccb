"""People from elsewhere: a list is looked at, then each of them is enrolled as a learner."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.table import Column, small, table
from screens.parts.table_in import SHOWN, faults, listed, table_in
from screens.parts.words import number
from workflows.people.bring import bring, look
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.people.bring import Preview

COLUMNS = (Column("Name"), Column("Affiliation", line=True))
SAID = {"own": "Own faculty", "partner": "Care partner", "outside": "From outside"}


def enrolment() -> None:
    """Take a list, show whom it would enroll, and enroll them."""
    actor = enter()
    st.title("Enroll people from a list", anchor=False)
    st.markdown(
        "For care partners and courses. Each new address becomes a learner with name and"
        " affiliation; degree, board numbers and licenses are asked of the people themselves."
        " Somebody who is known by the address stays as they are."
    )
    done = st.container()
    name = f"{actor.public_id}-enrol"
    content = table_in(name, "email, name, affiliation", "ada@example.org, Ada Whitfield, partner")
    st.caption("Affiliation: own, partner or outside.")
    if content is None:
        return
    seen = look(actor, content)
    if seen.faults:
        faults(seen.faults)
        return
    _told(seen)
    if seen.new and st.button("Enroll them", type="primary", key=f"{name}-write"):
        try:
            made = bring(actor, content)
        except Refused as refused:
            done.error(str(refused))
        else:
            done.success(f"{number(made.enrolled, 'person', 'people')} enrolled.")


def _told(seen: Preview) -> None:
    st.markdown(f"**{len(seen.new)} new** · {len(seen.known)} known already")
    if seen.known:
        st.caption(f"Known: {listed(seen.known)}")
    if not seen.new:
        st.info("Everybody in the list is known already.")
        return
    rows = [
        (small(escape(name), address), escape(SAID[affiliation]))
        for address, name, affiliation in seen.new[:SHOWN]
    ]
    st.html(table("Who would be enrolled", COLUMNS, rows))
    if len(seen.new) > SHOWN:
        st.caption(f"and {len(seen.new) - SHOWN} more")
