"""The private address for a person's own calendar: made, renewed and ended here, shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens import door
from screens.parts.words import day
from workflows.credit.feed import end, renew, see

if TYPE_CHECKING:
    from datetime import datetime

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor


def feed_part(actor: Actor) -> None:
    """Say whether there is an address, and do what is pressed."""
    st.subheader("Deadlines in your calendar", anchor=False)
    said, told = st.empty(), st.container()
    buttons, since = st.empty(), see(actor)
    made = _pressed(actor, buttons.container(horizontal=True), since)
    if made is not None:
        _tell(told, made)
        since = see(actor)
        _pressed(actor, buttons.container(horizontal=True), since, again="-again")
    said.markdown(_said(since))


def _pressed(
    actor: Actor, place: DeltaGenerator, since: datetime | None, again: str = ""
) -> str | None:
    """Draw the buttons and do what is pressed; return a new address, "" for the end, else None."""
    key = f"{actor.public_id}-feed{again}"
    label = "Make a private address" if since is None else "Make a new address"
    if place.button(label, key=f"{key}-renew"):
        return renew(actor)
    if since is not None and place.button("End it", key=f"{key}-end"):
        end(actor)
        return ""
    return None


def _tell(place: DeltaGenerator, address: str) -> None:
    if not address:
        place.success("Ended. Calendars that subscribed to it show nothing new.")
        return
    place.code(address, language=None, wrap_lines=True)
    place.caption(
        "Copy it now: it is shown only once. In your calendar choose *Subscribe* or *Add by URL*."
    )


def _said(since: datetime | None) -> str:
    what = (
        "A calendar can subscribe to your deadlines: last days to claim and to complete, reports,"
        " and what you meant to change. Whoever has the address sees titles and days, and nothing"
        " else."
    )
    if since is None:
        return what
    return f"{what} There is an address since **{day(door.local(since))}**; a new one ends it."
