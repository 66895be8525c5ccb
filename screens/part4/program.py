"""The program's roster for staff: projects and people, and the batches to the Portfolio Program."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go
from screens.part4.plan_form import plan_form
from screens.part4.sending import sending
from screens.parts.table import Column, link, small, table
from screens.parts.words import number
from workflows.part4.program import program as see
from workflows.part4.project import SAID
from workflows.part4.propose import propose
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.part4.program import Line

COLUMNS = (
    Column("Project"),
    Column("State", line=True),
    Column("People", number=True, phone=False),
    Column("To verify", number=True),
    Column("Verified", number=True, phone=False),
    Column("Accepted", number=True, phone=False),
)
ORDER = ("draft", "under_way", "approved", "closed")


def program() -> None:
    """Show every project with how far its people came, and what is to be sent."""
    actor = enter()
    st.title("Part IV", anchor=False)
    st.markdown(
        "Quality projects are recorded here. The boards award the credit, after the Portfolio"
        " Program has sent them the notice."
    )
    page = see(actor)
    if page.lines:
        proposed = sum(one.project.state == "draft" for one in page.lines)
        if proposed:
            st.info(f"{number(proposed, 'proposal')} to decide about.")
        lines = sorted(page.lines, key=lambda one: ORDER.index(one.project.state))
        st.html(table("Quality projects", COLUMNS, [_row(one) for one in lines]))
        st.link_button("Roster as CSV", "/export/part4")
    else:
        st.info(
            "There is no project yet. Physicians propose one from their *Records*; you can enter"
            " one below."
        )
    with st.expander("Enter a project"):
        _new(actor, len(page.lines))
    sending(actor, page.sendings)


def _row(one: Line) -> tuple[str, ...]:
    state = SAID[one.project.state]
    return (
        small(link(one.project.plan.title, "project", id=one.project.id), one.project.lead),
        escape(state),
        str(one.people),
        str(one.attested),
        str(one.verified),
        str(one.accepted),
    )


def _new(actor: Actor, many: int) -> None:
    key = f"{actor.public_id}-{many}-project"
    with st.form(key, border=False):
        lead = st.text_input("Sign-in address of the lead", key=f"{key}-lead")
        made = plan_form(key, None, cycles=False)
    if made is None:
        return
    try:
        project = propose(actor, made, lead)
    except Refused as refused:
        st.error(str(refused))
    else:
        go("project", id=project)
