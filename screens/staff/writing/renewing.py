"""A new accreditation period in three steps: what was, what to look at, and the new days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.calendar import months_after
from screens.door import go
from screens.parts.words import DAYS, day, plain
from workflows.content.writing.renew import Days, renew, renewal
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workflows.act import Actor
    from workflows.content.writing.renew import Look, Renewal

YEARS = 3
UNCHANGED = (
    "I looked the content through for the new period: gap and need still hold, and what is listed"
    " above is settled or still right."
)


def renewing(actor: Actor, slug: str) -> None:
    """Draw the three steps of a renewal and write it."""
    found = renewal(actor, slug)
    key = f"{actor.public_id}-{slug}-renew"
    st.title("A new period", anchor=False)
    st.caption(plain(found.title))
    st.subheader("1. What was", anchor=False)
    st.markdown(
        f"Released {day(found.released)}, expires {day(found.expires)}, claims until"
        f" {day(found.claim_by)}. It stays as it is: people who passed keep their credit and claim"
        " until that day."
    )
    st.subheader("2. What to look at", anchor=False)
    _look(found)
    looked = st.checkbox(UNCHANGED, key=f"{key}-looked")
    st.subheader("3. The new days", anchor=False)
    days = _days(found, key)
    if st.button(
        "Write the new period", type="primary", disabled=days is None or not looked, key=f"{key}-go"
    ):
        _write(actor, found, days, looked_through=looked)


def _write(actor: Actor, found: Renewal, days: Days | None, *, looked_through: bool) -> None:
    if days is None:
        return
    try:
        done = renew(actor, found.slug, days, seen=found.seen, looked_through=looked_through)
    except Refused as refused:
        st.error(str(refused))
        return
    unfiled = f" {plain(done.unfiled)}" if done.unfiled else ""
    st.session_state[f"{actor.public_id}-said"] = (
        "The new days are written. Publish, on its page, opens the new activity; it needs an ACCME"
        f" activity ID of its own.{unfiled}"
    )
    go("write", bank=found.slug)


def _look(found: Renewal) -> None:
    if found.nothing:
        st.success("Nothing asks to be looked at.", icon=":material/check:")
    _list(found, "References with a newer edition", found.superseded)
    _list(found, "Questions whose review is due", found.reviews)
    _list(found, "Questions that are not approved", found.unapproved)
    _list(found, "Disclosures", found.disclosures)
    if found.errors:
        st.warning(f"The check finds errors: {found.errors}. Problems shows them.")


def _list(found: Renewal, title: str, rows: Sequence[Look]) -> None:
    if not rows:
        return
    with st.expander(f"{title}: {len(rows)}"):
        st.markdown("\n".join(f"- {_line(found.slug, one)}" for one in rows))


def _line(slug: str, one: Look) -> str:
    if not one.item:
        return plain(one.what)
    return f"[{one.item}](/write?bank={slug}&item={one.item}): {plain(one.what)}"


def _days(found: Renewal, key: str) -> Days | None:
    first, last = st.columns(2)
    release = _day(first, "First day", f"{key}-release")
    expiration = _day(last, "Last day", f"{key}-expiration")
    claims, by_whom = st.columns(2)
    claim_by = _day(claims, "Last day of claims", f"{key}-claim")
    designated = _day(by_whom, "Designated on (can follow later)", f"{key}-designated")
    if release is not None and expiration is None:
        most = months_after(release, 12 * YEARS)
        st.caption(f"At most three years: until {day(most)}.")
    if release is None or expiration is None or claim_by is None:
        st.caption(f"The present period ends on {day(found.expires)}.")
        return None
    return Days(release, expiration, claim_by, designated)


def _day(place: st.delta_generator.DeltaGenerator, label: str, key: str) -> date | None:
    return place.date_input(label, value=None, format=DAYS, key=key)
