"""Audit: the log searched by person, act, thing and day, a page at a time."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from screens.door import enter, service
from screens.parts.table import Column, small, table
from screens.parts.words import moment, plain
from workflows.operations.audit import Wanted, search
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.operations.audit import Found, Line

DIGEST = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{24,56}\b")  # whole in the file
COLUMNS = (
    Column("What"),
    Column("Who"),
    Column("When", line=True),
    Column("Says", phone=False),
)


def audit() -> None:
    """Ask what is looked for, and show what is found; each search is logged.

    What was found stays in the tab: drawing the page again is no search.
    """
    actor = enter()
    st.title("Audit", anchor=False)
    st.markdown("Every act is one line of the log. Each search is itself logged.")
    wanted, sent = _asked(actor)
    kept, more = f"{actor.public_id}-audit-found", f"{actor.public_id}-audit-older"
    held: tuple[Wanted, Found] | None = st.session_state.get(kept)
    try:
        if sent or held is None:
            held = wanted, search(actor, wanted)
        elif st.session_state.get(more):
            held = held[0], search(actor, held[0], held[1].after)
    except Refused as refused:
        st.warning(plain(str(refused)))
        return
    st.session_state[kept] = held
    _lines(*held)
    if held[1].after is not None:
        st.button("Older lines", key=more)


def _asked(actor: Actor) -> tuple[Wanted, bool]:
    form = f"{actor.public_id}-audit"
    with st.form(form, border=False):
        address = st.text_input("E-mail address of a person", key=f"{form}-address")
        left, right = st.columns(2)
        act = left.text_input("Act", placeholder="claim.make", key=f"{form}-act")
        on = right.text_input("About", placeholder="completion:…", key=f"{form}-on")
        left, right = st.columns(2)  # of their own, so that a phone shows them in this order
        first = left.date_input("From", None, format="MM/DD/YYYY", key=f"{form}-first")
        last = right.date_input("To", None, format="MM/DD/YYYY", key=f"{form}-last")
        sent = st.form_submit_button("Search")
    return Wanted(address, "", act, on, first, last), bool(sent)


def _lines(wanted: Wanted, found: Found) -> None:
    if not found.lines:
        st.info("No line is found.")
        return
    zone = service().settings.zone
    rows = [
        (
            small(escape(one.said), _about(one)),
            small(escape(one.name or _short(one.who)), _short(one.who) if one.name else ""),
            small(escape(moment(one.at.astimezone(zone))), f"{one.at:%Y}, line {one.seq}"),
            escape(_cut(one.data)),
        )
        for one in found.lines
    ]
    st.html(table("Lines of the log, newest first", COLUMNS, rows))
    st.link_button("Lines as CSV", f"/export/audit?{urlencode(_query(wanted, found))}")


def _query(wanted: Wanted, found: Found) -> dict[str, Any]:
    """Return what the file's address asks for: a person by id, since no name stands in it."""
    asked = {
        "person": found.person,
        "act": wanted.act.strip(),
        "on": wanted.on.strip(),
        "from": wanted.first or "",
        "to": wanted.last or "",
    }
    return {name: value for name, value in asked.items() if value}


def _about(one: Line) -> str:
    """Return an act and its thing, whose id is cut as everywhere on this page."""
    kind, _, thing = one.on.partition(":")
    return f"{one.act}, {kind} {_cut(thing)}" if thing else one.act


def _cut(text: str) -> str:
    return DIGEST.sub(r"\1…", text)


def _short(public_id: str) -> str:
    return public_id[:8]
