"""Batches: where each stands, its file, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.calendar import local_day
from screens.door import service
from screens.parts.words import day, number, plain
from screens.staff.reports.pages import asked, pages
from screens.staff.reports.told import attempt
from workflows.pars import batch

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.pars.batch import Batch


FORMS = {
    "excel": "Excel (ACCME's template)",
    "tab": "Tab-delimited text (layout not verified)",
    "xml": "XML (web service; ACCME's own elements not verified)",
    "json": "JSON (ACCME's draft, not proven)",
}
STAGES = {
    "made": "Made, not marked as sent",
    "sent": "Sent, answers outstanding",
    "answered": "Answered",
    "cancelled": "Cancelled, or nothing is left in it",
}
STATES = {
    "batched": "in the batch",
    "sent": "sent",
    "pending_board": "waiting for the board",
    "accepted": "accepted",
    "rejected_pars": "rejected by PARS",
    "rejected_board": "rejected by the board",
    "ready": "back in the queue",
    "cancelled": "taken back",
}
MOST_NAMES = 20  # CreditIDs that are listed under one batch


def batches(actor: Actor) -> None:
    """Show the batches, the newest first."""
    page = batch.batches(actor, asked("batches"))
    st.subheader("Batches", anchor=False)
    if not page.found:
        st.info("There is no batch yet.")
    for one in page.rows:
        with st.container(border=True):
            _batch(actor, one)
    pages("batches", page.page, page.pages)


def _batch(actor: Actor, one: Batch) -> None:
    made_on = local_day(one.at, service().settings.zone)
    days = day(one.first) if one.first == one.last else f"{day(one.first)} to {day(one.last)}"
    st.markdown(
        f"**{number(one.records - len(one.taken_out), 'record')}** · {STAGES[one.stage]}  \n"
        f"{day(made_on)}, {plain(one.by)} · {FORMS[one.form].partition(' (')[0]} · completed {days}"
    )
    if one.stage != "cancelled":
        said = (f"{count} {STATES[state]}" for state, count in sorted(one.states.items()))
        st.caption(" · ".join(said) or "All of its records went on in later batches.")
    if one.taken_out:
        _taken_out(one)
    with st.container(horizontal=True):
        if one.stage != "cancelled":
            st.link_button("Download", f"/export/pars/{one.batch}")
        if one.stage == "made":
            if st.button("Mark as sent", key=f"{one.batch}-send"):
                attempt(actor, lambda: batch.send(actor, one.batch), "Marked as sent.")
            if st.button("Cancel", key=f"{one.batch}-cancel"):
                attempt(
                    actor,
                    lambda: batch.cancel_batch(actor, one.batch),
                    "Cancelled. Its records wait for the next batch.",
                )


def _taken_out(one: Batch) -> None:
    """Say what may not go any more: whoever has an older file must not use it."""
    names = ", ".join(one.taken_out[:MOST_NAMES])
    more = f" and {left} more" if (left := len(one.taken_out) - MOST_NAMES) > 0 else ""
    st.warning(
        f"{number(len(one.taken_out), 'record')} taken out, since the person withdrew the consent"
        " or was forgotten. Download the file again before you upload it. If you uploaded an older"
        f" one, have these deleted in PARS by hand: {names}{more}."
    )
