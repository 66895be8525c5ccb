"""Two accounts of one person: the office proposes to read them as one, or to part them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import mail, plain
from workflows.people.accounts import accounts
from workflows.people.merge import propose
from workflows.people.search import search
from workflows.refusals import Faulty, Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.people.accounts import Account, Accounts
    from workflows.people.search import Found

PROPOSED = "Proposed. It is in force when somebody else of the office confirms it."
KEEP = "This one"


def accounts_part(actor: Actor, person: str) -> None:
    """Draw a person's accounts, and the proposal to merge another or to undo a merge."""
    page = accounts(actor, person)
    used, *merged = page.all
    with st.expander("Accounts of this person"):
        for one in merged:
            _merged(actor, used, one)
        if used.waiting:
            st.info("A proposal about this account waits under *To confirm*.")
        elif not merged:
            _merge(actor, page)
        else:
            st.caption("To merge a further account, open it and keep this one.")


def _merged(actor: Actor, used: Account, one: Account) -> None:
    st.markdown(f"{_signed(one)} is merged into {_signed(used)}: both are read as one.")
    if one.waiting:
        st.info("A proposal about this merge waits under *To confirm*.")
        return
    place = st.empty()
    form = f"{one.person}-undo"
    with place.form(form, border=False):
        reason = st.text_input("Reason to part them", key=f"{form}-reason")
        sent = st.form_submit_button("Propose to undo the merge")
    if sent:
        _proposed(place, actor, one.person, None, reason)


def _merge(actor: Actor, page: Accounts) -> None:
    used = page.all[0]
    st.markdown(
        "Somebody with two addresses has two accounts. Merged, they are read as one, by either"
        " address; nothing is moved, and it can be undone."
    )
    words = st.text_input("The other account's e-mail address", key=f"{used.person}-other")
    found = _found(actor, words, used) if words.strip() else None
    if found is None:
        return
    st.markdown(f"Found: **{plain(found.shown or 'no name')}**, {_listed(found.addresses)}")
    place = st.empty()
    form = f"{used.person}-{found.person}"
    with place.form(form, border=False):
        other = f"The other ({', '.join(found.addresses)})"
        keep = st.radio("Keep which account?", (KEEP, other), index=None, key=f"{form}-keep")
        reason = st.text_input("Reason", key=f"{form}-reason")
        sent = st.form_submit_button("Propose the merge")
    if sent and keep is None:
        st.error("Say which account is kept: its name and roles are used from then on.")
    elif sent:
        pair = (found.person, used.person) if keep == KEEP else (used.person, found.person)
        _proposed(place, actor, *pair, reason)


def _found(actor: Actor, words: str, used: Account) -> Found | None:
    """Return the other person who signs in by just this address."""
    try:
        people = search(actor, words).people
    except Faulty as fault:
        st.warning(str(fault))
        return None
    wanted = words.strip().casefold()
    for one in people:
        if wanted in map(str.casefold, one.addresses) and one.person != used.person:
            return one
    st.warning("Nobody else signs in by this address. Write it in full.")
    return None


def _proposed(
    place: DeltaGenerator,
    actor: Actor,
    person: str,
    into: str | None,
    reason: str,
) -> None:
    try:
        propose(actor, person, into, reason)
    except Refused as refused:
        st.error(plain(str(refused)))
    else:
        place.success(PROPOSED)


def _signed(one: Account) -> str:
    return _listed(one.addresses) or "an account without an address"


def _listed(addresses: tuple[str, ...]) -> str:
    return ", ".join(map(mail, addresses))
