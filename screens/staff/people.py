"""People: somebody is found by name or address, whatever they began."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, place
from screens.parts.table import Column, link, table
from screens.parts.words import number
from workflows.people.search import search
from workflows.refusals import Faulty

if TYPE_CHECKING:
    from workflows.people.search import Search

COLUMNS = (Column("Name"), Column("Signs in as"), Column("Affiliation", phone=False))


def people() -> None:
    """Show whom the words find; each person that is opened is logged.

    A name stands in no address: addresses are kept by browsers and by the logs of proxies.
    """
    actor = enter()
    st.title("People", anchor=False)
    held = f"{actor.public_id}-people-held"
    with st.form(f"{actor.public_id}-people", border=False):
        words = st.text_input(
            "Name or e-mail address",
            st.session_state.get(held, ""),
            help="Part of it is enough, and marks on letters do not matter.",
            key=f"{actor.public_id}-people-words",
        )
        st.form_submit_button("Find")
    st.session_state[held] = words
    if not words.strip():
        st.page_link(place("enrol"), label="Enroll people from a list")
        return
    try:
        _list(search(actor, words))
    except Faulty as fault:
        st.warning(str(fault))


def _list(found: Search) -> None:
    if not found.people:
        st.info("Nobody is found. Try another part of the name, or the address.")
        return
    rows = [
        (
            link(one.shown or "No name yet", "person", id=one.person),
            escape(", ".join(one.addresses)),
            escape(one.affiliation),
        )
        for one in found.people
    ]
    st.html(table("People who were found", COLUMNS, rows))
    left = found.found - len(found.people)
    st.caption(
        f"{number(found.found, 'person', 'people')}"
        + (f", the first {len(found.people)} are shown: write more of the name." if left else "")
    )
