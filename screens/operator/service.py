"""Service: how each part stands, versions, settings, jobs, the log's head and the last backup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, service
from screens.parts.table import Column, small, table
from screens.parts.words import moment, number
from workflows.operations.state import state

if TYPE_CHECKING:
    from datetime import datetime

    from workflows.operations.state import State

PARTS = (Column("Part"), Column("Well", line=True), Column("What is known"))
JOBS = (Column("Job"), Column("Last run", line=True), Column("Due", phone=False, line=True))
PAIRS = (Column("What"), Column("Value"))


def service_screen() -> None:
    """Show how the service stands at this moment."""
    actor = enter()
    st.title("Service", anchor=False)
    shown = state(actor)
    ill = [one for one in shown.parts if not one.well]
    if ill:
        st.warning(f"{number(len(ill), 'part')} of the service should be looked at.")
    else:
        st.success("Every part is well.")
    st.html(table("How each part stands", PARTS, _parts(shown)))
    _kept(shown)
    st.subheader("Work in the background", anchor=False)
    st.html(table("Jobs", JOBS, _jobs(shown)))
    st.subheader("Versions", anchor=False)
    st.html(table("Versions", PAIRS, [(escape(a), escape(b)) for a, b in shown.versions]))
    st.subheader("Settings", anchor=False)
    st.html(
        table("Settings in force", PAIRS, [(_name(a), _breakable(b)) for a, b in shown.settings])
    )


def _parts(shown: State) -> list[tuple[str, str, str]]:
    return [
        (escape(one.name), "Yes" if one.well else "<strong>No</strong>", escape(one.said))
        for one in shown.parts
    ]


def _jobs(shown: State) -> list[tuple[str, str, str]]:
    return [
        (small(escape(one.name), one.fault or ""), _when(one.ran_at), _when(one.due_at))
        for one in shown.jobs
    ]


def _kept(shown: State) -> None:
    """Say what lies outside: the last backup, the last anchor, and the head to compare with."""
    st.subheader("Backup and log", anchor=False)
    rows = [
        ("Last backup", f"{_when(shown.backed_up)}<br>{_breakable(shown.backup)}"),
        ("Last anchor", _when(shown.anchored)),
        ("Lines of the log", f"{shown.lines:,}"),
        ("Head of the log", f"<code>{_breakable(shown.head)}</code>"),
        ("Sessions not ended", f"{shown.live:,}"),
    ]
    st.html(table("Backup and log", PAIRS, rows))


def _when(at: datetime | None) -> str:
    return moment(at.astimezone(service().settings.zone)) if at is not None else "never"


def _name(text: str) -> str:
    """Return a setting's name as HTML that a phone breaks between its words."""
    return escape(text).replace("_", "_<wbr>")


def _breakable(text: str) -> str:
    """Return a long word as HTML that may be broken on a phone, every eight signs."""
    return "<wbr>".join(escape(text[at : at + 8]) for at in range(0, len(text), 8))
