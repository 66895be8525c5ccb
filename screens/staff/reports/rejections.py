"""Rejected records: PARS' words, and the way back to the queue."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.table import Column, link, small, table
from screens.parts.words import day, number
from screens.staff.reports.pages import asked, pages
from screens.staff.reports.told import attempt, done
from workflows.pars import by_hand, rejected

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.pars.rejected import Rejected


REJECTED = (
    Column("Person"),
    Column("To"),
    Column("PARS' words"),
    Column("Completed", phone=False, line=True),
)


def rejections(actor: Actor) -> None:
    """Show what is rejected, and let it go once more."""
    page = rejected.rejected(actor, asked("rejected"))
    if not page.found:
        return
    st.subheader(f"Rejected: {page.found}", anchor=False)
    st.html(table("Rejected records", REJECTED, [_reject(one) for one in page.rows]))
    pages("rejected", page.page, page.pages)
    key = f"{actor.public_id}-rejected"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        corrected = sum(one.changed for one in page.rows)
        if st.button("Queue all that were corrected", key=f"{key}-changed"):
            count = rejected.retry_changed(actor)
            if count:
                done(actor, f"{number(count, 'corrected record')} will go with the next batch.")
            else:
                st.info("Nothing was corrected since it was sent: there is nothing to queue.")
        names = {one.record: f"{one.name}, {one.to}, {day(one.completed_on)}" for one in page.rows}
        one = st.selectbox(
            "Send once more as it is",
            list(names),
            index=None,
            format_func=lambda each: names[each],
            placeholder="Choose a record",
            key=f"{key}-one",
        )
        if st.button("Queue it", disabled=one is None, key=f"{key}-queue") and one is not None:
            attempt(actor, lambda: by_hand.retry(actor, one), "It will go with the next batch.")
    differ = "differs" if corrected == 1 else "differ"
    st.caption(f"{number(corrected, 'record')} on this page {differ} by now from what was sent.")


def _reject(one: Rejected) -> tuple[str, ...]:
    what = f"deletion of {one.amount}" if one.deletion else one.amount
    return (
        small(link(one.name or "No name", "person", id=one.person), one.title),
        small(escape(one.to), what),
        small(escape(one.reason or "No reason given"), one.said),
        small(day(one.completed_on), "corrected since" if one.changed else ""),
    )
