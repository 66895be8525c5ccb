"""One person as staff see them: attempts, claims, papers, and what staff may grant."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from screens.door import enter
from screens.parts.words import plain
from workflows.attempts.grant import grant
from workflows.refusals import Refused
from workflows.reports.person import open_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.reports.person import Record


def person() -> None:
    """Show the records of the person the address names; each look is logged."""
    actor = enter()
    page = open_person(actor, st.query_params.get("id", ""))
    st.title(plain(page.profile.shown), anchor=False)
    st.caption(plain(", ".join(page.addresses)))
    _transcript(page.person)
    for one in page.records:
        _record(actor, page.person, one)


def _transcript(person_id: str) -> None:
    with st.expander("Transcript"):
        first = st.date_input("From", value=None, key=f"{person_id}-first")
        last = st.date_input("To", value=None, key=f"{person_id}-last")
        days = {"from": first, "to": last}
        asked = {name: day.isoformat() for name, day in days.items() if day}
        query = urlencode({"person": person_id, **asked})
        with st.container(horizontal=True):
            st.link_button("As PDF", f"/transcript.pdf?{query}")
            st.link_button("As CSV", f"/transcript.csv?{query}")


def _record(actor: Actor, person_id: str, one: Record) -> None:
    place = st.empty()
    if _drawn(place, actor, person_id, one):
        # What stands there now includes the grant: the next one starts from it.
        again = open_person(actor, person_id).records
        _drawn(place, actor, person_id, next(each for each in again if each.key == one.key))
        st.success("Granted and logged.")


def _drawn(place: DeltaGenerator, actor: Actor, person_id: str, one: Record) -> bool:
    """Draw what a person did in one activity; return whether something was granted."""
    with place.container(border=True):
        st.markdown(f"**{plain(one.title)}**")
        for said in _history(one):
            st.caption(said)
        if one.certificate:
            st.link_button("Open certificate", f"/certificate/{one.certificate}.pdf")
        return _grant(actor, person_id, one)


def _history(one: Record) -> Iterator[str]:
    for tried in one.attempts:
        end = "passed" if tried.passed else "not passed" if tried.submitted_at else "open"
        score = f", {tried.score} %" if tried.score else ""
        yield f"Attempt {tried.number}, {tried.started_at:%d %b %Y}: {end}{score}"
    for claimed in one.claims:
        yield f"Claimed: {plain(claimed)}"
    for given in one.grants:
        yield (
            f"Granted {given.at:%d %b %Y}: {given.attempts} attempts, {given.minutes} minutes."
            f" {plain(given.reason)}"
        )


def _grant(actor: Actor, person_id: str, one: Record) -> bool:
    # The key counts the grants, so that the second click of two meets a form that is gone.
    form = f"{person_id}-{one.key}-{len(one.grants)}"
    with st.expander("Grant an attempt or extra time"), st.form(form):
        further = st.number_input("Further attempts", 0, 10, 0, key=f"{form}-further")
        minutes = st.number_input("Extra minutes", 0, 600, 0, key=f"{form}-minutes")
        reason = st.text_input("Reason", key=f"{form}-reason")
        if not st.form_submit_button("Grant"):
            return False
        try:
            grant(
                actor, person_id, one.key, further=int(further), minutes=int(minutes),
                reason=reason, seen=len(one.grants),
            )  # fmt: skip
        except Refused as refused:
            st.error(str(refused))
            return False
        return True
