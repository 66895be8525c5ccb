"""Questions and ideas in the office's queue: those that wait, one with its answer, and the year."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from credit.calendar import local_day
from screens.door import place
from screens.parts import inquiry_said
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number, plain
from workflows.desk.ideas import days_text, year_of
from workflows.desk.inquiry import DAYS, KINDS, LONGEST, OF_KIND, OUTCOMES
from workflows.desk.respond import open_inquiry, queue, respond
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.desk.inquiry import Inquiry

YEARS = 4  # that can be chosen: this one and those before
COLUMNS = (
    Column("Subject"),
    Column("Kind", phone=False, line=True),
    Column("State", line=True),
    Column("Due", line=True),
)
COUNTS = (
    Column("Kind", line=True),
    Column("Asked", number=True),
    Column("Answered", number=True),
    Column(f"Within {DAYS} days", number=True, phone=False),
    Column("Median days", number=True, phone=False),
    Column("Waiting", number=True),
)


def inquiries(actor: Actor) -> None:
    """Show the queue, and the year below it."""
    held = queue(actor)
    if held:
        waiting = sum(one.state == "asked" for one in held)
        st.caption(f"{number(waiting, 'thing')} to answer, {len(held)} in all")
        st.html(table("Questions and ideas", COLUMNS, [_row(one) for one in held]))
        _year(actor)
    else:
        st.info("Nobody asked or suggested anything yet. People do under *Ask the office*.")


def _row(one: Inquiry) -> tuple[str, ...]:
    return (
        small(link(one.written.subject, "requests", inquiry=one.id), one.by),
        KINDS[one.kind],
        escape(one.became),
        day(one.due) if one.state == "asked" else "–",
    )


def inquiry(actor: Actor, asked: str) -> None:
    """Show one, and take its answer."""
    one = open_inquiry(actor, asked)
    st.title(plain(one.written.subject), anchor=False)
    st.markdown(f"{inquiry_said.badge(one)} · by {plain(one.by)}")
    st.caption(inquiry_said.when(one))
    st.page_link(place("requests"), label="All questions and ideas", query_params={"of": "office"})
    inquiry_said.said(one)
    if one.own:
        st.info("You wrote this yourself, so somebody else of the office answers it.")
    elif one.state != "withdrawn":
        with st.expander("Answer", expanded=one.state == "asked"):
            _answer(actor, one)


def _answer(actor: Actor, one: Inquiry) -> None:
    key = f"{one.id}-{one.seq}-answer"
    offered = OF_KIND[one.kind]
    with st.form(key, border=False):
        text = st.text_area("Your answer", key=f"{key}-text", max_chars=LONGEST, height=140)
        outcome = offered[0]
        if len(offered) > 1:
            outcome = st.radio(
                "What becomes of it", offered, format_func=OUTCOMES.__getitem__, horizontal=True,
                key=f"{key}-outcome",
            )  # fmt: skip
        st.caption("They read it under *Ask the office*, and a mail tells them that it is there.")
        if not st.form_submit_button("Send the answer", type="primary"):
            return
    try:
        respond(actor, one.id, text, outcome, one.seq)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()


def _year(actor: Actor) -> None:
    """Show a year in figures, and lead to its report."""
    st.subheader("The year", anchor=False)
    this = local_day(actor.service.now(), actor.service.settings.zone).year
    years = list(range(this - YEARS + 1, this + 1))
    chosen = st.segmented_control(
        "Year", years, default=this, required=True, key=f"{actor.public_id}-ideas-year"
    )
    found = year_of(actor, int(chosen or this))
    rows = [
        (
            KINDS[one.kind], str(one.asked), str(one.answered), str(one.in_time),
            days_text(one.median), str(one.waiting),
        )
        for one in found.counts
    ]  # fmt: skip
    st.html(table(f"Questions and ideas of {found.year}", COUNTS, rows))
    if not found.every:
        return
    with st.container(horizontal=True):
        for form, label in (("pdf", "Summary as PDF"), ("csv", "Summary as CSV")):
            query = urlencode({"year": found.year, "as": form})
            st.link_button(label, f"/export/ideas?{query}")
    st.caption("With what was written and what became of it, and without names. Logged.")
