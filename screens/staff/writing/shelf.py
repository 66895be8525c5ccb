"""The items of a bank: found by what they are about, begun, copied, opened."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.bank import ACTIVITY
from quizzes.models import METHODS
from screens.door import go
from screens.parts.table import Column, link, small, table
from screens.parts.words import number
from screens.staff.writing.many import together
from screens.staff.writing.plan import matrix
from screens.staff.writing.steps import again
from screens.staff.writing.words import STATUSES, TYPES, named
from workflows.content.writing.begin import begin
from workflows.content.writing.listing import bench
from workflows.content.writing.new import begin_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    said = st.session_state.pop(f"{actor.public_id}-said", None)
    if said is not None:
        st.success(said)
    questions, plan, many = st.tabs(["Questions", "Coverage", "Change many at once"])
    with questions:
        _new(actor, desk)
        _whole(actor, slug)
        rows = _filtered(actor, desk)
        st.caption(f"{len(rows)} of {number(len(desk.items), 'question')}")
        for file in desk.broken:
            st.warning(f"{file} cannot be shown as a form; see Problems.")
        st.html(table("Questions of the bank", COLUMNS, [_row(slug, one) for one in rows[:MOST]]))
    with plan:
        matrix(actor, desk)
    with many:
        together(
            actor, desk, [one for one in rows if one.objectives or one.topic or not one.unsaved]
        )


def _whole(actor: Actor, slug: str) -> None:
    """Offer what is done with the self-assessment as a whole."""
    me = actor.public_id
    with st.container(horizontal=True):
        if st.button("Title, people, terms and rules", key=f"{me}-terms"):
            go("write", bank=slug, item=ACTIVITY)
        if st.button("Try it", icon=":material/play_arrow:", key=f"{me}-try"):
            go("try", bank=slug)
        if st.button("Pilot", icon=":material/timer:", key=f"{me}-pilot"):
            go("write", bank=slug, pilot="1")
        if st.button("Duplicate", icon=":material/content_copy:", key=f"{me}-duplicate"):
            begin_plan(actor, slug)
            again(actor)
            go("write", new="1", step="1")
        if st.button("Renew", icon=":material/event_repeat:", key=f"{me}-renew"):
            go("write", bank=slug, renew="1")


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
    with st.expander("Filter"):
        kept = [*_choices(me, desk), *_ages(me, actor.service.now().year)]
    asked = words.casefold().split()
    return [
        one
        for one in desk.items
        if all(keeps(one) for keeps in kept)
        and all(word in f"{one.id} {one.begins}".casefold() for word in asked)
    ]


def _choices(me: str, desk: Bench) -> Iterator[Callable[[Listed], bool]]:
    first, second = st.columns(2)
    statuses = first.multiselect(
        "Status", list(STATUSES), format_func=named(STATUSES), key=f"{me}-statuses"
    )
    types = second.multiselect("Type", list(TYPES), format_func=named(TYPES), key=f"{me}-types")
    topics = first.multiselect("Topic", desk.topics, key=f"{me}-topics")
    objectives = second.multiselect(
        "Objective",
        list(desk.objectives),
        format_func=named(desk.objectives),
        key=f"{me}-objectives",
    )
    yield lambda one: not statuses or one.status in statuses
    yield lambda one: not types or one.type in types
    yield lambda one: not topics or one.topic in topics
    yield lambda one: not objectives or not set(objectives).isdisjoint(one.objectives)


def _ages(me: str, year: int) -> Iterator[Callable[[Listed], bool]]:
    first, second = st.columns(2)
    figure = first.segmented_control("Figure", ["With", "Without"], key=f"{me}-figure")
    age = second.selectbox(
        "Oldest reference",
        [5, 10, 15],
        index=None,
        format_func=lambda years: f"More than {years} years old",
        placeholder="Any age",
        key=f"{me}-age",
    )
    replaced = first.checkbox("A reference is replaced by a newer edition", key=f"{me}-replaced")
    unsaved = second.checkbox("With a draft of mine that is not saved", key=f"{me}-unsaved")
    yield lambda one: figure is None or one.figure == (figure == "With")
    yield lambda one: age is None or (one.oldest is not None and year - one.oldest > age)
    yield lambda one: not replaced or one.superseded
    yield lambda one: not unsaved or one.unsaved is not None


def _row(slug: str, one: Listed) -> list[str]:
    begins = textwrap.shorten(one.begins, WORDS, placeholder=" …") or "A new question"
    unsaved = " · not saved yet" if one.unsaved else ""
    return [
        small(link(begins, "write", bank=slug, item=one.id), f"{one.id}{unsaved}"),
        TYPES.get(one.type, one.type),
        one.topic,
        STATUSES.get(one.status, one.status),
    ]
