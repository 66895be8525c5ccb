"""The desk: what is published, who is under way, and what needs a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go, place
from screens.parts.words import day, number, plain
from screens.staff.appeals import clock as days_left
from workflows.content.editions import editions
from workflows.content.problems import banks
from workflows.corrections.appeals import waiting as comments
from workflows.desk.answer import queue
from workflows.pars.clock import clock
from workflows.reports.roster import roster

if TYPE_CHECKING:
    from workflows.act import Actor


def desk() -> None:
    """Show each activity with its counts, and the banks that have problems."""
    actor = enter()
    st.title("Desk", anchor=False)
    faulty = sum(bool(one.errors) for one in banks(actor))
    if faulty:
        st.warning(f"{number(faulty, 'bank')} cannot be published as the files are now.")
        st.page_link(place("problems"), label="See Problems")
    _requests(actor)
    _reports(actor)
    _comments(actor)
    published = editions(actor)
    if not published:
        st.info("Nothing is published yet. Check a bank under Problems, then publish it.")
    for one in published:
        counts = roster(actor, one.key)
        with st.container(border=True):
            st.markdown(f"**{plain(one.title)}**")
            st.caption(
                f"{one.key} · edition {one.editions[0].number} · {day(one.released)} to"
                f" {day(one.expires)}{'' if one.is_open else ' · not open today'}"
            )
            st.markdown(
                f"{counts.started} started · {counts.passed} passed · {counts.completed} completed"
                f" · {counts.claimed} claimed"
            )
            if st.button("Roster", key=f"{one.key}-roster"):
                go("roster", id=one.key)


def _reports(actor: Actor) -> None:
    """Say what of the reports to PARS wants a look today."""
    left = clock(actor)
    if not left.presses:
        return
    said = (
        (left.overdue, "overdue"),
        (left.due_in_7, "due within 7 days"),
        (left.rejected, "rejected"),
        (left.undecided, "with answers that contradict each other"),
    )
    st.warning(f"Reports to PARS: {', '.join(f'{many} {what}' for many, what in said if many)}.")
    st.page_link(place("reporting"), label="See Reporting")


def _comments(actor: Actor) -> None:
    """Say how many comments on questions wait, and by when the first is to be answered."""
    waiting = comments(actor)
    if waiting:
        said = number(len(waiting), "comment")
        st.info(f"{said} on questions to answer, the first {days_left(waiting[0])}.")
        st.page_link(place("correct"), label="See Put right")


def _requests(actor: Actor) -> None:
    """Say how many requests for points wait for the office, and how long the oldest does."""
    waiting = [one.age for one in queue(actor) if one.state == "asked"]
    if waiting:
        oldest = f", the oldest for {number(max(waiting), 'day')}" if max(waiting) else ""
        st.info(f"{number(len(waiting), 'request')} for MOC points to answer{oldest}.")
        st.page_link(place("requests"), label="See Requests")
