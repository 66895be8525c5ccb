"""A new name: the office issues a person's certificates anew, and may report anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import day, number, plain
from workflows.credit.reissue import outdated, reissue, report_anew, reported_otherwise
from workflows.refusals import Refused

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
    """Offer to report anew only what PARS holds with other particulars than those on file."""
    place = st.empty()
    found = reported_otherwise(actor, person)
    if not found:
        place.caption("PARS holds nothing of this person that differs from what is on file now.")
        return
    with place.container():
        st.markdown(
            f"PARS holds {number(len(found), 'report')} with other particulars than those on file."
            " It stays so unless you have it deleted and added anew."
        )
        for one in found:
            what = " and ".join(one.differs)
            st.caption(
                f"{plain(one.to)} · {plain(one.title)} · {day(one.completed_on)} · other {what}"
            )
        with st.form(f"{person}-report-anew-{len(found)}"):
            reason = st.text_input("Reason", key=f"{person}-report-anew-reason-{len(found)}")
            pressed = st.form_submit_button(f"Send {number(len(found), 'report')} anew")
    if not pressed:
        return
    try:
        queued = report_anew(actor, person, reason)
    except Refused as refused:
        st.error(str(refused))
        return
    place.success(f"{number(queued, 'report')} queued: each is deleted, then added.")
