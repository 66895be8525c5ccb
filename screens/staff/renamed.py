"""A new name: the office issues a person's certificates anew, and may report anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import number
from workflows.credit.reissue import outdated, reissue, report_anew

if TYPE_CHECKING:
    from workflows.act import Actor


def renamed_part(actor: Actor, person: str) -> None:
    """Draw what follows from a new name."""
    with st.expander("New name on certificates and reports"):
        _certificates(actor, person)
        _reports(actor, person)


def _certificates(actor: Actor, person: str) -> None:
    place = st.empty()
    many = len(outdated(actor, person))
    if not many:
        place.caption("All certificates in force bear the name that is on file now.")
        return
    with place.container():
        st.markdown(
            f"The name on file differs from that on {number(many, 'certificate')} in force."
            " The claims stay as they are; the old papers verify as replaced."
        )
        pressed = st.button("Issue them in the name on file", key=f"{person}-reissue-{many}")
    if pressed:
        made = len(reissue(actor, person))
        place.success(f"{number(made, 'certificate')} issued anew.")


def _reports(actor: Actor, person: str) -> None:
    st.markdown(
        "What PARS accepted stays under the old name unless you have it taken back and added anew."
    )
    if st.button("Report again in the name on file", key=f"{person}-report-anew"):
        queued = report_anew(actor, person)
        if queued:
            st.success(f"{number(queued, 'report')} queued: each is deleted, then added.")
        else:
            st.info("PARS holds nothing of this person, so nothing was queued.")
