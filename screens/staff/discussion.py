"""The comments on one question: field by field, answered and settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import moment, plain
from workflows.content.remarks import LONGEST, answer, remark
from workflows.content.reviewing import item
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.reviewing import Page, Said, Thread


def discussion(actor: Actor, page: Page) -> Page:
    """Draw the threads and what may be added; return the page as it is afterwards."""
    st.subheader("Comments", anchor=False)
    place, told = st.container(), st.empty()
    if actor.has("staff", "reviewer"):
        with st.form(f"{page.item_id}-remark", clear_on_submit=True):
            field = st.selectbox("About", page.fields)
            text = st.text_area("Comment", max_chars=LONGEST)
            if st.form_submit_button("Comment"):
                try:
                    remark(actor, page.slug, page.item_id, field, text)
                except Refused as refused:
                    told.error(str(refused))
                page = item(actor, page.slug, page.item_id)
    with place:
        if not page.threads:
            st.caption("Nobody has commented yet.")
        if any(_thread(actor, one) for one in page.threads):
            st.rerun()
    return page


def _thread(actor: Actor, one: Thread) -> bool:
    """Draw one thread; return whether something was added to it."""
    zone = actor.service.settings.zone
    with st.container(border=True):
        state = ":orange-badge[open]" if one.open else ":green-badge[settled]"
        earlier = "" if one.present else " :gray-badge[about an earlier text]"
        lines = [_said(said, moment(said.at.astimezone(zone))) for said in one.said]
        st.markdown("\n\n".join((f"**{plain(one.field)}** {state}{earlier}", *lines)))
        with st.popover("Answer" if one.open else "Reopen"):
            return _answer(actor, one)


def _said(said: Said, when: str) -> str:
    words = plain(said.text) or "Settled."
    return f"{words}  \n:small[:gray[{plain(said.by)} · {when}]]"


def _answer(actor: Actor, one: Thread) -> bool:
    name = f"{one.name}-{one.seq}"
    text = st.text_area("Answer", max_chars=LONGEST, key=f"{name}-text")
    settle = one.open and st.button("Settle", key=f"{name}-settle")
    reply = st.button("Answer" if one.open else "Reopen", key=f"{name}-reply")
    if not (settle or reply):
        return False
    try:
        answer(actor, one.name, text, settled=settle, seen=one.seq)
    except Refused as refused:
        st.error(str(refused))
        return False
    return True
