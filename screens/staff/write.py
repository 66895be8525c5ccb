"""Write: the questions of a bank by form, without the files behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.bank import ACTIVITY
from screens.door import enter, go
from screens.staff.own_disclosure import own_disclosure
from screens.staff.writing.editor import editor
from screens.staff.writing.piloting import piloting
from screens.staff.writing.renewing import renewing
from screens.staff.writing.shelf import shelf
from screens.staff.writing.steps import again, steps
from screens.staff.writing.terms import terms
from workflows.content.writing.listing import choices
from workflows.content.writing.new import begin_plan, planned

if TYPE_CHECKING:
    from workflows.act import Actor


def write() -> None:
    """Show the banks, the questions of one, or the form of a question, as the address says."""
    actor = enter()
    slug, item = st.query_params.get("bank", ""), st.query_params.get("item", "")
    if st.query_params.get("new"):
        return steps(actor)
    if slug and item:
        return _form(actor, slug, item)
    if slug and st.query_params.get("renew"):
        return renewing(actor, slug)
    if slug and st.query_params.get("pilot"):
        return piloting(actor, slug)
    return _shelves(actor, slug)


def _form(actor: Actor, slug: str, item: str) -> None:
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


def _shelves(actor: Actor, slug: str) -> None:
    st.title("Write", anchor=False)
    own_disclosure(actor)
    titles = {one.slug: one.title for one in choices(actor)}
    if not titles:
        st.info("There is no bank here. Banks are written where their folder is.")
        return
    _new(actor)
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


def _new(actor: Actor) -> None:
    """Offer to begin a self-assessment, or to go on with the one that is planned."""
    me = actor.public_id
    if planned(actor):
        if st.button("Go on with the new self-assessment", type="primary", key=f"{me}-plan"):
            go("write", new="1", step="1")
    elif st.button("New self-assessment", icon=":material/add:", key=f"{me}-new"):
        begin_plan(actor)
        again(actor)
        go("write", new="1", step="1")
