"""Forget a person: what would go and what stays is said first, and then done on a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter
from screens.parts.words import plain
from workflows.people.forget import find
from workflows.people.forget import forget as forget_person
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.people.forget import Forgetting


def forget() -> None:
    """Find somebody by address, say what forgetting them means, and do it."""
    actor = enter()
    st.title("Forget a person", anchor=False)
    st.markdown(
        "For whoever asks that their data be erased. Records of credit stay for six years after"
        " the completion, with name, degree and the board's ID on them; so does what was sent to"
        " PARS, as it was sent. Everything else goes at once."
    )
    with st.form(f"{actor.public_id}-find", border=False):
        address = st.text_input(
            "E-mail address they sign in by, or a tester's name", key=f"{actor.public_id}-address"
        )
        st.form_submit_button("Look")
    if not address.strip():
        return
    try:
        _page(actor, find(actor, address))
    except Refused as refused:
        st.warning(plain(str(refused)))


def _page(actor: Actor, found: Forgetting) -> None:
    st.subheader(plain(found.shown or "No name"), anchor=False)
    st.caption(", ".join(map(plain, found.addresses)))
    told, place = st.empty(), st.empty()
    with told.container():
        _told(found, "Would be erased now", "Must stay yet")
    with place.container():
        reason = _asked(found)
    if reason is None:
        return
    try:
        done = forget_person(actor, found.person, reason)
    except Refused as refused:
        st.error(plain(str(refused)))
        return
    place.success("Erased and logged. Nobody can sign in as this person any more.")
    with told.container():
        _told(done, "Erased", "Stays yet")


def _told(found: Forgetting, erased: str, kept: str) -> None:
    st.markdown(f"**{erased}**")
    st.markdown("\n".join(f"- {plain(what)}: {many}" for what, many in found.erased) or "Nothing.")
    if found.kept:
        st.markdown(f"**{kept}**, because credit is kept for six years")
        st.markdown("\n".join(f"- {plain(one.said)}" for one in found.kept))
        st.caption(
            "The name and the degree stay with it, and on claims and certificates the board's ID."
            " Of what PARS has, or has not answered, the record stays as it was sent (names,"
            " month and day of birth, license or NPI, board's ID), since PARS takes nothing back"
            " that is named otherwise, and so do PARS' reasons. What is in a file that is not"
            " marked as sent is taken out of it. What was not sent, or was rejected, cannot be"
            " reported any more once the identifiers are gone."
        )


def _asked(found: Forgetting) -> str | None:
    """Draw the form, and return the reason once it was sent."""
    if not found.erased:
        return None
    form = f"{found.person}-forget"
    with st.form(form, border=False):
        reason = st.text_input(
            "Reason",
            placeholder="for example: asked by letter of 1 December",
            key=f"{form}-reason",
        )
        st.caption("This cannot be undone.")
        return reason if st.form_submit_button("Erase for good", type="primary") else None
