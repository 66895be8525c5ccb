"""Messages: what waits, what was sent and what was not, and taking them as a file instead."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from documents.mail import SAID
from screens.door import enter, service
from screens.parts.table import Column, link, small, table
from screens.parts.words import moment, number, plain
from workflows.messages.desk import NothingWaiting, export, retry
from workflows.messages.desk import messages as read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.messages.desk import Messages, Trouble

KINDS: dict[str, str] = {str(kind): words for kind, words in SAID.items()}
JOBS = {"settle": "closing attempts", "remind": "reminders", "send": "sending"}
COUNTS = (
    Column("Kind"),
    Column("Waiting", number=True),
    Column("Sent", number=True),
    Column("Failed", number=True),
    Column("As a file", phone=False, number=True),
    Column("Not needed", phone=False, number=True),
)
FAILED = (Column("Person"), Column("Reason"), Column("When", phone=False, line=True))
DELAYED = (Column("Person"), Column("Reason"), Column("Next try", phone=False, line=True))
FILES = (Column("Messages"), Column("Taken", line=True))


def messages() -> None:
    """Show how messages stand, with what staff may do about them."""
    actor = enter()
    st.title("Messages", anchor=False)
    head, body = st.container(), st.container()
    page = read(actor)
    with body:
        failed = st.container()
        again = bool(page.failed) and st.button("Try these again", key=f"{actor.public_id}-again")
        delayed, taking = st.container(), st.container()
        with taking:
            kind = _asked(actor, page)
        files = st.container()
    if again or kind:
        _act(actor, kind, head)
        page = read(actor)
    with head:
        _running(page)
        _counts(page)
    with failed:
        _troubles("Not delivered", FAILED, page.failed)
    with delayed:
        _troubles("Tried again later", DELAYED, page.delayed)
    with files:
        _files(page)


def _asked(actor: Actor, page: Messages) -> str | None:
    """Draw what can be taken as a file; return the kind that was asked for."""
    st.subheader("Write to people yourselves", anchor=False)
    kinds = [one.kind for one in page.counts if one.to_take]
    if not kinds:
        st.markdown("No message is waiting that could be taken as a file.")
        return None
    st.markdown(
        "A file for mail merge holds name, address and facts of each message that waits or was not"
        " delivered. What you take is not sent from here any more."
    )
    with st.form(f"{actor.public_id}-messages", border=False):
        chosen = st.selectbox(
            "Kind", kinds, format_func=_kind, key=f"{actor.public_id}-messages-kind"
        )
        sent = st.form_submit_button("Take as CSV")
    return str(chosen) if sent and chosen else None


def _act(actor: Actor, kind: str | None, told: DeltaGenerator) -> None:
    if kind is None:
        tried = number(retry(actor), "message")
        told.success(f"{tried} will be tried again within a minute or two.")
        return
    try:
        export(actor, kind)
    except NothingWaiting as refused:
        told.warning(str(refused))
    else:
        told.success("Taken. The file stands at the end of this page; each download is logged.")


def _running(page: Messages) -> None:
    """Say what keeps messages from being sent."""
    if not page.sends:
        st.warning("No mail server is set, so nothing is sent. Messages can be taken as a file.")
    if not page.jobs or any(one.late for one in page.jobs):
        st.warning(
            "The work in the background is not running, so nothing is sent and nobody is reminded."
            " Please tell the operator."
        )
    for one in page.jobs:
        if one.fault is not None:
            what = JOBS.get(one.name, one.name)
            st.warning(f"Last time {what} failed, and is tried again: {plain(one.fault)}")


def _counts(page: Messages) -> None:
    if not page.counts:
        st.info("There is no message yet. Reminders are put by themselves; see Help.")
        return
    rows = [
        (
            escape(_kind(one.kind)),
            *map(str, (one.waiting, one.sent, one.failed, one.exported, one.skipped)),
        )
        for one in page.counts
    ]
    st.html(table("Messages by kind", COUNTS, rows))
    st.caption(
        "Not needed: settled before it was sent, such as a reminder after the claim, or not wanted."
    )


def _troubles(heading: str, columns: Sequence[Column], troubles: Sequence[Trouble]) -> None:
    if not troubles:
        return
    st.subheader(heading, anchor=False)
    rows = [
        (
            small(link(one.name or "No name yet", "person", id=one.person), _kind(one.kind)),
            escape(one.reason),
            _moment(one.again_at or one.at),
        )
        for one in troubles
    ]
    st.html(table(heading, columns, rows))


def _files(page: Messages) -> None:
    if not page.files:
        return
    st.subheader("Files that were taken", anchor=False)
    rows = [
        (
            small(
                f'<a href="/export/messages/{escape(one.batch)}">{escape(_kind(one.kind))}</a>',
                number(one.number, "message"),
            ),
            _moment(one.at),
        )
        for one in page.files
    ]
    st.html(table("Files that were taken", FILES, rows))


def _kind(kind: str) -> str:
    return KINDS.get(kind, kind)


def _moment(when: datetime) -> str:
    return moment(when.astimezone(service().settings.zone))
