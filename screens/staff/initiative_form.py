"""The plan of an initiative as a form: for a new one, and to change one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from credit.calendar import local_day
from screens.parts.words import DAYS, plain
from workflows.initiatives.plan import LONGEST, MOST, filled

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.initiatives.dashboard import Dashboard
    from workflows.initiatives.listing import Choices
    from workflows.initiatives.plan import Wished

NONE = ""
WHILE = timedelta(days=90)


def begin_with(known: Choices, key: str) -> str:
    """Ask which tag of the planning facts a new initiative begins with; "": with none."""
    if not known.tagged:
        return NONE
    return st.selectbox(
        "Begin with", [NONE, *known.tagged], key=f"{key}-tag",
        format_func=lambda one: f"{one}: what is tagged so" if one else "An empty form",
        help="Tags stand in the planning facts of each self-assessment, under Write.",
    )  # fmt: skip


def plan_form(
    actor: Actor, known: Choices, key: str, *, tag: str = "", held: Dashboard | None = None
) -> Wished | None:  # fmt: skip
    """Draw the form and return what was sent with it, None as long as nothing was.

    Raises:
        PlanRefused: something is missing or cannot be.
    """
    one = held.initiative if held is not None else None
    plan = one.plan if one is not None else None
    today = local_day(actor.service.now(), actor.service.settings.zone)
    key = f"{key}-{tag}"
    with st.form(key, border=False):
        title = st.text_input("Name", plan.title if plan else tag, key=f"{key}-title")
        texts = {
            name: st.text_area(
                said, getattr(plan, name) if plan else "", key=f"{key}-{name}", height=80,
                max_chars=LONGEST, placeholder=such,
            )
            for name, said, such in TEXTS
        }  # fmt: skip
        activities = _activities(known, plan.activities if plan else known.tagged.get(tag, ()), key)
        owner = st.text_input(
            "E-mail address of the owner", held.owner_address if held is not None else "",
            key=f"{key}-owner", help="They need an account here: ask them to sign in once.",
        )  # fmt: skip
        left, right = st.columns(2)
        begins = left.date_input(
            "First day", one.begins if one else today, format=DAYS, key=f"{key}-begins"
        )
        until = right.date_input(
            "Last day", one.until if one else today + WHILE, format=DAYS, key=f"{key}-until"
        )
        label = "Make the initiative" if held is None else "Save the plan"
        if not st.form_submit_button(label, type="primary"):
            return None
    return filled(
        owner=owner, begins=begins, until=until, title=title, activities=activities, **texts
    )


TEXTS = (
    ("aim", "Aim", "What is to become better, and for whom"),
    ("measure", "Measure", "By what you will know that it did, such as a rate and its source"),
    ("audience", "Audience", "Whom it is for"),
)


def _activities(known: Choices, chosen: tuple[str, ...], key: str) -> tuple[str, ...]:
    titles = {**{one: one for one in chosen}, **known.activities}
    found = st.multiselect(
        "Self-assessments", list(titles), default=list(chosen), key=f"{key}-activities",
        format_func=lambda one: plain(titles[one]), max_selections=MOST,
        placeholder="Choose one or more",
    )  # fmt: skip
    return tuple(found)
