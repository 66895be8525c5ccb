"""Reporting: what goes to PARS and by when, what is left out and why, batches, and the answers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, service
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number
from screens.staff.reports.answers import answers
from screens.staff.reports.batches import FORMS, batches
from screens.staff.reports.contradictions import contradictions
from screens.staff.reports.rejections import rejections
from screens.staff.reports.told import attempt, tell
from screens.staff.reports.years import years
from workflows.pars import batch
from workflows.pars.preview import activities, preview

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.pars.clock import Clock
    from workflows.pars.preview import LeftOut, Preview, Reason

EVERY = ""
PLACES = {"profile": "person", "people": "person", "activity": "publish"}
LEFT = (
    Column("Person"),
    Column("To"),
    Column("Why"),
    Column("Report by", phone=False, line=True),
)


def reporting() -> None:
    """Show the clock, then what goes, what stays, what came back, and the year's end."""
    actor = enter()
    st.title("Reporting", anchor=False)
    if service().settings.demo:
        st.warning("Demonstration: nothing here is for submission, and every file says so.")
    tell(actor)
    chosen = _activity(actor)
    seen = preview(actor, chosen)
    _clock(seen.clock)
    _ready(actor, seen, chosen)
    _left_out(seen)
    rejections(actor)
    contradictions(actor)
    batches(actor)
    answers(actor)
    years(actor)


def _activity(actor: Actor) -> str | None:
    titles = {one.key: f"{one.key} · {one.title}" for one in activities(actor)}
    chosen = st.selectbox(
        "Activity",
        [EVERY, *titles],
        format_func=lambda one: titles.get(one, "All activities"),
        key=f"{actor.public_id}-reporting-activity",
    )
    return chosen or None


def _clock(clock: Clock) -> None:
    oldest = f"oldest completion {day(clock.oldest)}" if clock.oldest else "PARS has accepted all"
    late = f":red[**{clock.overdue} overdue**]" if clock.overdue else "none overdue"
    st.markdown(
        f"**{oldest[0].upper()}{oldest[1:]}** · {late} · {clock.due_in_7} due within 7 days ·"
        f" {clock.due_in_30} within 30 · {clock.batched} in batches not marked as sent ·"
        f" {clock.unanswered} sent and not answered · {clock.rejected} rejected"
    )
    st.caption(
        "Boards want points within 30 days of the completion. A record counts until PARS accepts"
        " it, also left out, sent or rejected, unless nobody has to do anything for it."
    )


def _ready(actor: Actor, seen: Preview, chosen: str | None) -> None:
    st.subheader("Next batch", anchor=False)
    if not seen.goes:
        below = " What is left out, and why, stands below." if seen.reasons else ""
        st.info(f"No record can go now.{below}")
        return
    deletions = f", {number(seen.deletions, 'deletion')}" if seen.deletions else ""
    st.markdown(
        f"{number(seen.goes, 'record')} of {number(seen.people, 'person', 'people')} can go"
        f" ({number(seen.additions, 'addition')}{deletions}), the oldest completion first."
    )
    key = f"{actor.public_id}-{seen.newest or 'first'}"
    with (
        st.form(f"{key}-make", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        form = st.selectbox(
            "As", list(FORMS), format_func=lambda one: FORMS[one], key=f"{key}-form", width=340
        )
        most = st.number_input(
            "Records at most", 1, batch.MOST, batch.LIMIT, key=f"{key}-limit", width=160
        )
        made = st.form_submit_button("Make the batch", type="primary")
    if made:
        attempt(
            actor,
            lambda: batch.make(
                actor, str(form), after=seen.newest, activity=chosen, limit=int(most)
            ),
            "The batch is made. Download it below, upload it in PARS, then mark it as sent.",
        )


def _left_out(seen: Preview) -> None:
    if not seen.reasons:
        return
    st.subheader("Left out", anchor=False)
    for reason in seen.reasons:
        with st.expander(f"{reason.title}: {number(reason.count, 'record')}"):
            _reason(reason)


def _reason(reason: Reason) -> None:
    who = {one.who for one in reason.first} - {"nobody"}
    if who:
        st.caption(f"Can be put right by {' or '.join(sorted(who))}. {reason.first[0].fix}")
    st.html(table(reason.title, LEFT, [_left(one) for one in reason.first]))
    if reason.count > len(reason.first):
        st.caption(
            f"The {len(reason.first)} oldest of {reason.count}. All of them:"
            " `python manage.py pars preview --json`."
        )


def _left(one: LeftOut) -> tuple[str, ...]:
    why = escape(one.why)
    if PLACES.get(one.where) == "publish":
        why = f"{why} {link('Publish', 'publish')}"
    return (
        small(link(one.name or "No name", "person", id=one.person), one.title),
        escape(one.to),
        why,
        day(one.report_by),
    )
