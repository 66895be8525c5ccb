"""The items of a bank: found by what they are about, begun, copied, opened."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.bank import ACTIVITY
from quizzes.models import METHODS
from screens.door import go, place
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number, plain
from screens.staff.item_tasks import task_list
from screens.staff.writing.doubles import doubles
from screens.staff.writing.filters import filtered, state_in
from screens.staff.writing.many import together
from screens.staff.writing.plan import matrix
from screens.staff.writing.steps import again
from screens.staff.writing.words import STATES, TYPES, named
from workflows.content.states import standing
from workflows.content.writing.begin import begin
from workflows.content.writing.listing import bench
from workflows.content.writing.new import begin_plan

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.states import Standing
    from workflows.content.writing.listing import Bench, Listed

COLUMNS = (
    Column("Question"),
    Column("Type", phone=False),
    Column("Topic", phone=False),
    Column("State"),
    Column("Review by", phone=False, line=True),
)
WORDS = 110  # letters of a question in the list
MOST = 300  # rows on a page


def shelf(actor: Actor, slug: str) -> None:
    """Draw the list of a bank's items with its filters."""
    desk = bench(actor, slug)
    done = st.empty()  # a place also without a word, or the tabs jump back to the first one
    said = st.session_state.pop(f"{actor.public_id}-said", None)
    if said is not None:
        done.success(said)
    stand = standing(actor, slug)
    labels = ("Questions", "Coverage", "Change many at once", "Alike in all banks")
    questions, plan, many, alike = st.tabs(labels)
    with questions:
        _tasks(actor, desk, stand)
        _new(actor, desk)
        _whole(actor, slug)
        rows = _questions(actor, desk, stand)
    with plan:
        matrix(actor, desk)
    with many:
        together(
            actor, desk, [one for one in rows if one.objectives or one.topic or not one.unsaved]
        )
    with alike:
        doubles(actor, desk)


def _questions(actor: Actor, desk: Bench, stand: Standing) -> list[Listed]:
    """Draw the questions that the filters let pass, and return them."""
    for file in desk.broken:
        st.warning(f"{plain(file)} cannot be shown as a form; see Problems.")
    if not desk.items:
        st.info("There is no question yet. Begin one above, or bring some in:")
        st.page_link(place("import"), label="Import", icon=":material/upload_file:")
        return []
    rows = filtered(actor, desk, stand)
    st.caption(f"{len(rows)} of {number(len(desk.items), 'question')}")
    shown = [_row(desk, stand, one) for one in rows[:MOST]]
    st.html(table("Questions of the bank", COLUMNS, shown))
    return rows


def _tasks(actor: Actor, desk: Bench, stand: Standing) -> None:
    """Fold what is to be done about single questions away, unless some of it is the person's."""
    every = [one for those in stand.tasks.values() for one in those]
    if not every:
        return
    every.sort(key=lambda one: (not one.mine, one.due, one.item_id))
    mine = sum(one.mine for one in every)
    head = f"To do: {number(len(every), 'task')}" + (f", {mine} for you" if mine else "")
    names = {one.id: one.name for one in desk.people}
    with st.expander(head, expanded=bool(mine), icon=":material/task:"):
        if task_list(actor, every, names, named=True):
            st.rerun()


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


def _row(desk: Bench, stand: Standing, one: Listed) -> list[str]:
    begins = textwrap.shorten(one.begins, WORDS, placeholder=" …") or "A new question"
    unsaved = " · not saved yet" if one.unsaved else ""
    names = {each.id: each.name for each in desk.people}
    asked = ", ".join(names.get(each, each) for each in stand.reviewers(one.id))
    tasks, remarks = len(stand.tasks.get(one.id, ())), desk.remarks.get(one.id, 0)
    below = " · ".join(
        part
        for part in (
            f"for {asked}" if asked else "",
            number(tasks, "task") if tasks else "",
            number(remarks, "open comment") if remarks else "",
        )
        if part
    )
    return [
        small(link(begins, "write", bank=desk.slug, item=one.id), f"{one.id}{unsaved}"),
        TYPES.get(one.type, one.type),
        one.topic,
        small(STATES[state_in(stand, one)], below),
        day(date.fromisoformat(one.review_due)) if one.review_due else "–",
    ]
