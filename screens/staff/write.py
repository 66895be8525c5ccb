"""Write: the questions of a bank by form, without the files behind it."""

from __future__ import annotations

import streamlit as st

from quizzes.bank import ACTIVITY
from screens.door import enter, go
from screens.staff.own_disclosure import own_disclosure
from screens.staff.writing.editor import editor
from screens.staff.writing.shelf import shelf
from screens.staff.writing.terms import terms
from workflows.content.writing.listing import choices


def write() -> None:
    """Show the banks, the questions of one, or the form of a question, as the address says."""
    actor = enter()
    slug, item = st.query_params.get("bank", ""), st.query_params.get("item", "")
    if slug and item:
        if st.button(
            "All questions of the bank",
            type="tertiary",
            icon=":material/arrow_back:",
            key=f"{actor.public_id}-all",
        ):
            go("write", bank=slug)
        if item == ACTIVITY:
            terms(actor, slug)
        else:
            editor(actor, slug, item)
        return
    st.title("Write", anchor=False)
    own_disclosure(actor)
    titles = {one.slug: one.title for one in choices(actor)}
    if not titles:
        st.info("There is no bank here. Banks are written where their folder is.")
        return
    chosen = st.selectbox(
        "Bank",
        list(titles),
        index=list(titles).index(slug) if slug in titles else None,
        format_func=lambda one: titles[one],
        placeholder="Choose the bank",
        key=f"{actor.public_id}-bank",
    )
    if chosen and chosen != slug:
        st.query_params["bank"] = chosen
    if chosen:
        shelf(actor, chosen)
