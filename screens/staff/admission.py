"""The roster of an activity held elsewhere: looked at, then written; who is on it now."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.table import Column, link, small, table
from screens.parts.table_in import faults, listed, table_in
from screens.parts.words import number, plain
from workflows.credit.admission import admit, look, roster
from workflows.refusals import Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.credit.admission import Listed, Preview

COLUMNS = (
    Column("Signs in as"),
    Column("Credit there", number=True),
    Column("Points here", phone=False),
)


def admission() -> None:
    """Show who may claim points of the activity the address names, and take a new table."""
    actor = enter()
    key = st.query_params.get("id", "")
    named, _ = roster(actor, key)
    st.title("Roster from elsewhere", anchor=False)
    st.markdown(
        f"The credit for {plain(key)} is claimed in {plain(named)}. Physicians on this roster can"
        " claim points here, never more than the credit beside their address."
    )
    done = st.container()
    _bring(actor, key, done)
    _list(roster(actor, key)[1])


def _bring(actor: Actor, key: str, done: DeltaGenerator) -> None:
    name = f"{actor.public_id}-{key}"
    with st.expander("Bring in a table", expanded=True):
        content = table_in(name, "email, credits", "ada@example.edu, 1.25")
        if content is None:
            return
        seen = look(actor, key, content)
        if seen.faults:
            faults(seen.faults)
            return
        remove = _told(name, seen)
        if not seen.added and not seen.changed and not remove:
            st.info("The table says what is on the roster already.")
        elif st.button("Write to the roster", type="primary", key=f"{name}-write"):
            try:
                made = admit(actor, key, content, remove=remove)
            except Refused as refused:
                done.error(str(refused))
            else:
                done.success(
                    f"{made.added} added, {made.changed} changed, {made.removed} removed:"
                    f" {number(made.listed, 'address', 'addresses')} on the roster."
                )


def _told(name: str, seen: Preview) -> bool:
    """Say what the table would change; return whether those it lacks are to be removed."""
    st.markdown(
        f"**{len(seen.added)} new** · {len(seen.changed)} changed · {seen.unchanged} as before"
    )
    if seen.added:
        st.caption(f"New: {listed(seen.added)}")
    if seen.changed:
        said = (f"{one.address} {one.before} → {one.after}" for one in seen.changed)
        st.caption(f"Changed: {listed(tuple(said))}")
    remove = False
    if seen.missing:
        label = f"Remove {number(len(seen.missing), 'address', 'addresses')} that it lacks"
        remove = st.checkbox(label, key=f"{name}-remove")
        st.caption(f"Not in the table: {listed(seen.missing)}")
    if seen.above:
        st.warning(
            f"More points are claimed than the table would allow: {listed(seen.above)}. What is"
            " claimed stays until the office amends it on the person's page."
        )
    return remove


def _list(rows: tuple[Listed, ...]) -> None:
    st.subheader("On the roster", anchor=False)
    if not rows:
        st.info("Nobody yet. Who is not on it may take the activity, and is told why no points.")
        return
    st.caption(number(len(rows), "address", "addresses"))
    shown = [(_who(one), one.credits, escape(one.claimed)) for one in rows]
    st.html(table("The roster from elsewhere", COLUMNS, shown))


def _who(one: Listed) -> str:
    if one.person is None:
        return small(escape(one.address), "has not signed in here yet")
    return small(link(one.name or one.address, "person", id=one.person), one.address)
