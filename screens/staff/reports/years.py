"""Activity records and the counts at the year's end."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from credit.calendar import local_day
from screens.door import service
from screens.parts.table import Column, small, table
from screens.parts.words import number, plain
from workflows.pars import year
from workflows.refusals import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workflows.act import Actor


YEARS = (
    Column("Activity"),
    Column("To do"),
    Column("Took part", number=True),
    Column("Physicians", number=True, phone=False),
    Column("In the year alone", number=True, phone=False),
)
NOT_COUNTED = (Column("Activity"), Column("Why"))


def years(actor: Actor) -> None:
    """Show who took part in each activity, and give the files, once a year is chosen."""
    st.subheader("Activity records and year-end counts", anchor=False)
    this = local_day(service().now(), service().settings.zone).year
    chosen = st.segmented_control(
        "As of 31 December of", [this - 1, this], key=f"{actor.public_id}-year"
    )
    if chosen is None:
        st.caption("Choose the year to count who took part, and to take the files for PARS.")
        return
    counting = int(chosen)
    try:
        found = year.counted(actor, counting)
    except Elsewhere as elsewhere:
        st.info(plain(str(elsewhere)))
        return
    if found.activities:
        st.html(table(f"Who took part until {counting}", YEARS, _years(found.activities)))
    else:
        st.info("No activity that is reported from here was open by then.")
    _not_counted(found.left_out)
    if not found.activities:
        return
    with st.container(horizontal=True):
        for form in year.FORMS:
            label = "Excel" if form == "excel" else form.upper()
            st.link_button(label, f"/export/pars-activities?year={counting}&as={form}")
    st.caption(
        "Everybody who answered a question counts once. PARS takes the sum as of 31 December, until"
        " 31 March of the next year. What is not known here is left out of the files."
    )
    if found.assumed:
        st.caption(
            f"Assumed for every activity, by the office's texts: {plain('; '.join(found.assumed))}."
            " Confirm it in PARS."
        )


def _not_counted(left_out: Iterable[year.LeftOut]) -> None:
    rows = [(small(escape(one.title), one.key), escape(one.why)) for one in left_out]
    if rows:
        with st.expander(f"Not in the files: {number(len(rows), 'activity', 'activities')}"):
            st.html(table("Activities that are not in the files", NOT_COUNTED, rows))


def _years(found: Iterable[year.ActivityYear]) -> list[tuple[str, ...]]:
    return [
        (
            small(escape(one.record.title), f"{one.key} · {one.record.accme_id or 'no ACCME ID'}"),
            escape(" ".join((*one.faults, *one.notes))),
            str(one.people),
            str(one.physicians),
            str(one.in_year),
        )
        for one in found
    ]
