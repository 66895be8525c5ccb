"""Statements: each fixed text that belongs to somebody else, and whether it may be used yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizzes.rules.provider import KNOWN
from screens.door import enter
from screens.parts.words import day, plain, statement
from screens.staff.wording import wording_form
from workflows.content.statements import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credit.elements import Checked
    from workflows.act import Actor

APPROVED = ":green-badge[approved]"
PLACEHOLDER = ":orange-badge[placeholder]"


def statements() -> None:
    """Show each text with source, day and elements; the provider's own with a form."""
    actor = enter()
    st.title("Statements", anchor=False)
    held = texts(actor)
    st.markdown(
        "These texts belong to the AMA, the ACCME, the boards or counsel. Put in the owner's"
        " wording with its source and day, and approve it. Until then only demonstrations are"
        " published with them. What is published already keeps the texts it was published with."
    )
    approved = sum(one.approved for one in held)
    st.caption(f"{approved} of {len(held)} approved.")
    if lacking := [_name(one) for one in held if one.missing]:
        st.markdown(f":red[Elements are missing in: {plain(', '.join(lacking))}.]")
    _own(actor, [one for one in held if one.name in KNOWN])
    _of_boards([one for one in held if one.name not in KNOWN])


def _own(actor: Actor, held: Sequence[Checked]) -> None:
    st.subheader("The provider's texts", anchor=False)
    for one in held:
        with st.container(border=True):
            _text(one)
            wording_form(actor, one)


def _of_boards(held: Sequence[Checked]) -> None:
    st.subheader("The boards' texts", anchor=False)
    st.markdown(
        "A board's own text belongs to its rule of that year, so it is not changed here: whoever"
        " runs the service puts it in, with its source and day, in the folder `credit/boards/`."
    )
    for one in held:
        with st.container(border=True):
            _text(one)


def _name(one: Checked) -> str:
    name = one.name.replace("_", " ")
    return name[:1].upper() + name[1:]


def _text(one: Checked) -> None:
    st.markdown(f"**{plain(_name(one))}** {APPROVED if one.approved else PLACEHOLDER}")
    if one.missing:
        st.markdown(f":red[Missing: {plain(', '.join(one.missing))}.]")
    st.markdown(statement(one.text.text))
    st.caption(f"Found: {plain(', '.join(one.found) or 'nothing')}.")
    st.caption(f"{plain(one.text.source)} · taken from there on {day(one.text.dated)}")
