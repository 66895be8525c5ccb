"""Roles: who holds what since when and by whom; given and taken with a reason, one at a time."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go, local, place
from screens.parts.table import Column, link, small, table
from screens.parts.words import day, mail, plain
from workflows.duties import COORDINATOR
from workflows.people.enrol import ROLES, grant_role
from workflows.people.roles import find, holders, roles_of
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.people.roles import Change, Holder, Roles

COLUMNS = (Column("Person"), Column("Role"), Column("Since", line=True), Column("By", phone=False))
SAYS = {
    "learner": "takes self-assessments and claims credit",
    "author": "writes questions",
    "reviewer": "reviews questions of others",
    "staff": "publishes, reports and sees people's records",
    "operator": "gives roles, forgets people, looks after the service",
    COORDINATOR: "sees the numbers of one institution's people, and no names",
}


def roles() -> None:
    """Show who holds a role beyond learning, or one person's roles with what can be changed."""
    actor = enter()
    st.title("Roles", anchor=False)
    person = st.query_params.get("id", "")
    if person:
        _person(actor, person)
    else:
        _everybody(actor)


def _everybody(actor: Actor) -> None:
    st.markdown(
        "Whoever is in the list may do more than learn. Look at it once a quarter: somebody who"
        " changed the job stays in it until the role is taken."
    )
    _find(actor)
    rows = [row for one in holders(actor) for row in _rows(one)]
    st.html(table("Who holds a role", COLUMNS, rows))


def _find(actor: Actor) -> None:
    with st.form(f"{actor.public_id}-roles-find", border=False):
        address = st.text_input(
            "E-mail address of somebody else", key=f"{actor.public_id}-roles-address"
        )
        if not st.form_submit_button("Look"):
            return
    try:
        found = find(actor, address)
    except Refused as refused:
        st.warning(str(refused))
        return
    go("roles", id=found)


def _rows(one: Holder) -> Iterator[tuple[str, ...]]:
    name = link(one.shown or "No name yet", "roles", id=one.person)
    first = small(name, ", ".join(one.addresses))
    for held in one.roles:
        by = small(escape(held.by), held.reason)
        yield first, escape(_called(held)), day(local(held.at)), by
        first = name


def _called(one: Change) -> str:
    return f"{one.role}, {one.scope}" if one.scope else one.role


def _person(actor: Actor, person: str) -> None:
    st.page_link(place("roles"), label="Everybody with a role")
    shown, told = st.empty(), st.empty()
    found = roles_of(actor, person)
    _shown(shown, found)
    if found.own:
        st.info("These are your own roles: another operator changes them.")
        return
    form = st.empty()
    with form.container():
        said = _changed(actor, found)
    if said:
        found = roles_of(actor, person)
        _shown(shown, found)
        told.success(said)
        form.empty()
        st.page_link(place("roles"), label="Change another", query_params={"id": person})


def _shown(at: DeltaGenerator, found: Roles) -> None:
    with at.container():
        st.subheader(plain(found.holder.shown or "No name yet"), anchor=False)
        st.caption(", ".join(map(mail, found.holder.addresses)))
        for one in found.holder.roles:
            st.markdown(f"**{plain(_called(one))}**: {SAYS[one.role]}  \n{_how(one)}")
        if not found.holder.roles:
            st.markdown("Holds no role: there is nothing for this person to open.")
        with st.expander("History"):
            st.markdown("\n".join(f"- {_line(one)}" for one in reversed(found.history)) or "None.")


def _line(one: Change) -> str:
    done = "given" if one.granted else "taken away"
    return f"{day(local(one.at))}: **{plain(_called(one))}** {done}{_said(one)}"


def _how(one: Change) -> str:
    return f":small[:gray[since {day(local(one.at))}{_said(one)}]]"


def _said(one: Change) -> str:
    by = f", {plain(one.by)}" if one.by else ""
    return f"{by}. “{plain(one.reason)}”" if one.reason else by


def _changed(actor: Actor, found: Roles) -> str | None:
    """Draw what can be given and taken; return the sentence once something was."""
    # The key counts what was changed, so that the second click of two meets a form that is gone.
    key = f"{found.holder.person}-roles-{len(found.history)}"
    given, taken = st.columns(2)
    with given:
        said = _give(actor, found, key)
    with taken:
        return _take(actor, found, key) or said


def _give(actor: Actor, found: Roles, key: str) -> str | None:
    held = {one.role for one in found.holder.roles if one.role != COORDINATOR}
    with st.form(f"{key}-give"):
        st.markdown("**Give a role**")
        chosen = st.selectbox(
            "Role", [one for one in ROLES if one not in held], index=None,
            format_func=lambda one: f"{one}: {SAYS[one]}", placeholder="Choose",
            key=f"{key}-role",
        )  # fmt: skip
        scope = st.text_input(
            "Institution, for a coordinator only",
            help="As profiles name it: its people's numbers are what the coordinator sees.",
            key=f"{key}-scope",
        )
        reason = st.text_input("Reason", key=f"{key}-why")
        sent = st.form_submit_button("Give")
    if not sent:
        return None
    if chosen is None:
        st.error("Choose the role.")
        return None
    return _done(actor, found, (chosen, scope), reason, granted=True)


def _take(actor: Actor, found: Roles, key: str) -> str | None:
    if not found.holder.roles:
        return None
    held: Sequence[Change] = found.holder.roles
    with st.form(f"{key}-take"):
        st.markdown("**Take a role away**")
        at = st.selectbox(
            "Role held", range(len(held)), index=None, format_func=lambda at: _called(held[at]),
            placeholder="Choose", key=f"{key}-held",
        )  # fmt: skip
        reason = st.text_input("Reason to take it", key=f"{key}-whynot")
        sent = st.form_submit_button("Take away")
    if not sent:
        return None
    if at is None:
        st.error("Choose the role.")
        return None
    return _done(actor, found, (held[at].role, held[at].scope), reason, granted=False)


def _done(
    actor: Actor, found: Roles, which: tuple[str, str], reason: str, *, granted: bool
) -> str | None:
    role, scope = which
    try:
        grant_role(actor, found.holder.person, role, granted=granted, scope=scope, reason=reason)
    except Refused as refused:
        st.error(plain(str(refused)))
        return None
    done = "Given" if granted else "Taken away"
    return f"{done} and logged. This person is signed out everywhere and signs in anew."
