"""Initiatives: all of the office's with how many are done, and a form for a new one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go, local, service
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, plain
from screens.staff.initiative_form import begin_with, plan_form
from workflows.initiatives.listing import choices, listing
from workflows.initiatives.plan import PlanRefused
from workflows.initiatives.write import make
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.initiatives.listing import Listed

COLUMNS = (
    Column("Initiative"),
    Column("Done", number=True),
    Column("Asked", number=True),
    Column("Until", phone=False, line=True),
)


def initiatives() -> None:
    """Show each initiative, and take the plan of a new one."""
    actor = enter()
    st.title("Initiatives", anchor=False)
    st.markdown(
        "An initiative asks a list of people to complete certain self-assessments by a day, and"
        " shows its owner who has. Nobody sees answers or scores."
    )
    held = listing(actor)
    if held:
        st.html(table("Initiatives", COLUMNS, [_row(one) for one in held]))
    else:
        st.info("There is none yet. Make the first one below, then ask people to take part.")
    with st.expander("A new initiative", expanded=not held):
        _new(actor)


def _row(one: Listed) -> tuple[str, ...]:
    today = local(service().now())
    over = "ended" if one.ended else "over" if one.until < today else ""
    begins = f"from {day(one.begins)}" if one.begins > today else ""
    below = " · ".join(filter(None, (one.owner, over, begins)))
    name = small(link(one.title, "initiative", id=one.id), below)
    return (name, str(one.done), str(one.asked), escape(day(one.until)))


def _new(actor: Actor) -> None:
    known = choices(actor)
    if not known.activities:
        st.info("Nothing is published that people could be asked to complete.")
        return
    key = f"{actor.public_id}-initiative"
    tag = begin_with(known, key)
    try:
        wished = plan_form(actor, known, key, tag=tag)
        if wished is None:
            return
        made = make(actor, wished)
    except PlanRefused as refused:
        for fault in refused.faults:
            st.error(plain(fault))
    except Refused as refused:
        st.error(str(refused))
    else:
        go("initiative", id=made)
