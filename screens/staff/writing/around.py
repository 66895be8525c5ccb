"""What lies around a question: its history, what is like it, and a copy of it to go on from."""

from __future__ import annotations

from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import go
from screens.parts.table import link
from screens.parts.words import day, plain
from screens.staff.writing.many import noted_by, retire_reason
from workflows.content.writing.begin import copy
from workflows.content.writing.past import past
from workflows.content.writing.retire import retire
from workflows.content.writing.surveying import alike
from workflows.refusals import NotFound

if TYPE_CHECKING:
    from quizzes.models import AnyItem
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench

WORDS = 110  # letters of a question


def around(actor: Actor, desk: Bench, item: str, shown: AnyItem | None, key: str) -> None:
    """Draw what is asked for only now and then, below the form."""
    slug = desk.slug
    st.subheader("Around this question", anchor=False)
    if st.toggle("History", key=f"{key}-history"):
        _history(actor, slug, item)
    if shown is not None and st.toggle("Similar questions in all banks", key=f"{key}-alike"):
        _alike(actor, slug, shown)
    if st.button("Begin a new question as a copy of this one", type="tertiary", key=f"{key}-copy"):
        _copy(actor, slug, item)
    saved = next((one for one in desk.items if one.id == item), None)
    if saved is not None and saved.status != "retired":
        with st.expander("Retire this question", icon=":material/inventory_2:"):
            _retire(actor, desk, item, key)


def _retire(actor: Actor, desk: Bench, item: str, key: str) -> None:
    reason = retire_reason(key)
    by = noted_by(desk, f"{key}-retire-by")
    if not st.button("Retire", disabled=not (reason.strip() and by), key=f"{key}-retire"):
        return
    done = retire(actor, desk.slug, (item,), reason, by)
    if done.refused:
        st.error(plain(done.refused[item]))
        return
    st.session_state[f"{actor.public_id}-said"] = f"Retired: {item}. {plain(done.unfiled)}".strip()
    go("write", bank=desk.slug)


def _copy(actor: Actor, slug: str, item: str) -> None:
    try:
        new = copy(actor, slug, item)
    except NotFound:
        st.warning("Save this question first: a copy is made of what is saved.")
    else:
        go("write", bank=slug, item=new)


def _history(actor: Actor, slug: str, item: str) -> None:
    steps = past(actor, slug, item)
    if not steps:
        st.caption("It was not published yet, and the bank keeps no history of saves.")
    for one in steps:
        where = f" · published: {plain(one.published)}" if one.published else ""
        by = f" · {plain(one.by)}" if one.by else ""
        st.markdown(
            f"**{day(one.on)}**{by}{where}  \n{plain(one.what or 'No change that is told')}"
        )


def _alike(actor: Actor, slug: str, shown: AnyItem) -> None:
    found = alike(actor, slug, shown)
    if not found:
        st.caption("No question of any bank asks much the same.")
    for one in found:
        begins = shorten(one.begins, WORDS, placeholder=" …")
        st.html(
            f"{link(begins, 'write', bank=one.bank, item=one.item)}"
            f"<br><small>{escape(one.title)} · {one.item} · {one.likeness}% alike</small>"
        )
