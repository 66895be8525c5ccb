"""Where a person is signed in, with the buttons that sign them out there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens import door
from screens.parts.words import moment, number, plain
from workflows.people.devices import devices, revoke, revoke_others

if TYPE_CHECKING:
    from datetime import datetime

    from workflows.act import Actor
    from workflows.people.devices import SignedIn


def devices_part(actor: Actor) -> None:
    """List the actor's sessions, this browser first, and end what they press."""
    st.subheader("Where you are signed in", anchor=False)
    st.caption("Is one of these not you? Sign it out, and tell the office.")
    place, told = st.empty(), st.empty()
    pressed = _list(actor, place.container(), devices(actor))
    if pressed is None:
        return
    ended = revoke(actor, pressed) if pressed else revoke_others(actor)
    place.empty()
    _list(actor, place.container(), devices(actor), again="-again")
    told.success(f"Signed out in {number(ended, 'place')}." if ended else "It had ended already.")


def _list(
    actor: Actor,
    place: st.delta_generator.DeltaGenerator,
    found: tuple[SignedIn, ...],
    again: str = "",
) -> str | None:
    """Draw the list; return whose button was pressed, "" for that of all others."""
    pressed = None
    key = f"{actor.public_id}{again}-device"
    with place:
        for one in found:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_said(one))
                label = f"Sign out {plain(one.device)}"  # a name of its own for who hears it
                if not one.here and st.button(label, key=f"{key}-{one.name}"):
                    pressed = one.name
        if len(found) > 2 and st.button("Sign out everywhere else", key=f"{key}-others"):  # noqa: PLR2004  (one other has a button of its own)
            pressed = ""
    return pressed


def _said(one: SignedIn) -> str:
    times = f"signed in {_local(one.begun)}, last used {_local(one.seen)}"
    here = " · this browser" if one.here else ""
    return f"**{plain(one.device)}**{here}  \n:small[:gray[{times}]]"


def _local(when: datetime) -> str:
    return moment(when.astimezone(door.service().settings.zone))
