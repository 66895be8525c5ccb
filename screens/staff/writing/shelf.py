"""The items of a bank: found by what they are about, begun, copied, opened."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.models import METHODS
from screens.door import go
from screens.parts.table import Column, link, small, table
from screens.parts.words import number
from screens.staff.writing.words import STATUSES, TYPES, named
from workflows.content.writing.begin import begin
from workflows.content.writing.listing import bench

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench, Listed

COLUMNS = (
    Column("Question"),
    Column("Type", phone=False),
    Column("Topic", phone=False),
    Column("Status"),
)
WORDS = 110  # letters of a question in the list
MOST = 300  # rows on a page


def shelf(actor: Actor, slug: str) -> None:
    """Draw the list of a bank's items with its filters."""
    desk = bench(actor, slug)
    _new(actor, desk)
    rows = _filtered(actor, desk)
    st.caption(f"{len(rows)} of {number(len(desk.items), 'question')}")
    for file in desk.broken:
        st.warning(f"{file} cannot be shown as a form; see Problems.")
    st.html(table("Questions of the bank", COLUMNS, [_row(slug, one) for one in rows[:MOST]]))


def _new(actor: Actor, desk: Bench) -> None:
    with st.expander("New question"):
        kind = st.selectbox(
            "Type", list(METHODS), format_func=named(TYPES), key=f"{actor.public_id}-new-type"
        )
        if st.button("Begin", type="primary", key=f"{actor.public_id}-begin"):
            go("write", bank=desk.slug, item=begin(actor, desk.slug, kind))


def _filtered(actor: Actor, desk: Bench) -> list[Listed]:
    me = actor.public_id
    words = st.text_input("Find", placeholder="Words of the question, or its id", key=f"{me}-find")
    first, second, third = st.columns(3)
    statuses = first.multiselect(
        "Status", list(STATUSES), format_func=named(STATUSES), key=f"{me}-statuses"
    )
    types = second.multiselect("Type", list(TYPES), format_func=named(TYPES), key=f"{me}-types")
    topics = third.multiselect("Topic", desk.topics, key=f"{me}-topics")
    asked = words.casefold().split()
    return [
        one
        for one in desk.items
        if (not statuses or one.status in statuses)
        and (not types or one.type in types)
        and (not topics or one.topic in topics)
        and all(word in f"{one.id} {one.begins}".casefold() for word in asked)
    ]


def _row(slug: str, one: Listed) -> list[str]:
    begins = textwrap.shorten(one.begins, WORDS, placeholder=" …") or "A new question"
    unsaved = " · not saved yet" if one.unsaved else ""
    return [
        small(link(begins, "write", bank=slug, item=one.id), f"{one.id}{unsaved}"),
        TYPES.get(one.type, one.type),
        one.topic,
        STATUSES.get(one.status, one.status),
    ]
