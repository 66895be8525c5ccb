"""Program: all activities of a year in one report, and responses for analysis elsewhere."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from credit.amounts import as_text
from credit.calendar import local_day
from documents.pars.year_end import others, physicians
from screens.door import enter, service
from screens.parts.table import Column, link, table
from screens.parts.words import day, number
from workflows.reports.outcomes import percent_of
from workflows.reports.program import program as read
from workflows.reports.responses.make import choices

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.reports.program import Line, Program

YEARS = 4  # that can be chosen: this one and those before
ALL = ""
TITLE = 60  # letters of an activity in the table
COLUMNS = (
    Column("Activity"),
    Column("Physicians", number=True),
    Column("Others", number=True, phone=False),
    Column("Completed", number=True),
    Column("Credit", number=True),
    Column("Board points", phone=False),
    Column("First score", number=True, phone=False),
    Column("Content changes", phone=False, line=True),
)


def program() -> None:
    """Show one year of the office, and what can be taken away for analysis."""
    actor = enter()
    st.title("Program", anchor=False)
    page = read(actor, _year(actor))
    _summary(page)
    _activities(page)
    _responses(actor)


def _year(actor: Actor) -> int:
    """Let the person choose a year; the address keeps it."""
    this = local_day(service().now(), service().settings.zone).year
    years = list(range(this - YEARS + 1, this + 1))
    asked = st.query_params.get("year", "")
    default = int(asked) if asked in map(str, years) else this
    chosen = st.segmented_control(
        "Year", years, default=default, required=True, key=f"{actor.public_id}-program-year"
    )
    if str(chosen) != asked:
        st.query_params.from_dict({"year": str(chosen)})
    return int(chosen or this)


def _summary(page: Program) -> None:
    if not page.lines:
        st.info(f"No activity was open in {page.year}.")
        return
    credit = as_text(sum(one.credit for one in page.lines))
    done = sum(one.completions for one in page.lines)
    with st.container(horizontal=True):
        st.metric("Activities", len(page.lines), width=120)
        st.metric("Learners", page.learners, width=120)
        st.metric("Completions", done, width=130)
        st.metric("Credit claimed", credit, width=150)
    until = "" if page.whole else f" Counted up to {day(page.ends)}."
    st.caption(
        f"The year of the office, in its time zone.{until} A learner answered at least one"
        " question; somebody in two activities is one learner here."
    )
    with st.container(horizontal=True):
        query = urlencode({"year": page.year, "as": "pdf"})
        st.link_button("Report as PDF", f"/export/program?{query}", type="primary")
        query = urlencode({"year": page.year, "as": "csv"})
        st.link_button("Report as CSV", f"/export/program?{query}")


def _activities(page: Program) -> None:
    if page.lines:
        rows = [_row(one) for one in page.lines]
        st.html(table(f"Activities of {page.year}", COLUMNS, rows))


def _row(one: Line) -> tuple[str, ...]:
    points = "<br>".join(f"{escape(name)} {as_text(count)}" for name, count in one.points)
    changes = [
        number(count, word)
        for count, word in ((one.editions, "edition"), (one.corrections, "correction"))
        if count
    ]
    return (
        link(textwrap.shorten(one.title, TITLE, placeholder=" …"), "binder", id=one.key),
        str(physicians(one.counts.in_year)),
        str(others(one.counts.in_year)),
        str(one.completions),
        as_text(one.credit),
        points or "–",
        percent_of(one.outcomes.mean),
        "<br>".join(changes) or "–",
    )


def _responses(actor: Actor) -> None:
    """Offer the tables for analysis, of one activity or all."""
    st.subheader("Responses for analysis", anchor=False)
    named = {one.key: one.title for one in choices(actor)}
    if not named:
        st.caption("Nothing is published yet.")
        return
    chosen = st.selectbox(
        "Activity",
        [ALL, *named],
        format_func=lambda key: f"{named[key]} · {key}" if key else "All activities",
        key=f"{actor.public_id}-responses",
    )
    query = f"?{urlencode({'activity': chosen})}" if chosen else ""
    st.link_button("Responses as CSV files (ZIP)", f"/export/responses{query}")
    st.caption(
        "Attempts, answers to each question, completions and evaluations for pandas, R or Excel,"
        " with a data dictionary. People are random numbers, new in each export, and days are"
        " months; scores may still give somebody away to whoever has the roster. Logged."
    )
