"""The link to a person's deadlines for their own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from workflows.credit.deadlines import deadlines

if TYPE_CHECKING:
    from workflows.act import Actor


def deadlines_link(actor: Actor) -> None:
    """Show the link, where there is any deadline."""
    if number := len(deadlines(actor)):
        said = f"{number} deadline{'s' * (number != 1)} for your calendar"
        st.link_button(said, "/deadlines.ics", icon=":material/calendar_add_on:")
