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
    from workflows.messages.desk import Counts, Messages, Trouble

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
    pressed = _pressed(actor)
    page = read(actor)
    with body:
        failed = st.container()
        again = bool(page.failed) and st.button("Try these again", key=f"{actor.public_id}-again")
        delayed, taking = st.container(), st.container()
        with taking:
            drawn = _asked(actor, page)
            kind = pressed or drawn
        files = st.container()
    if again or kind:
        _act(actor, kind, head, _sent_since(actor, page, kind))
        page = read(actor)
    st.session_state[_shown(actor)] = page.counts
    with head:
        _running(page)
        _counts(page)
    with failed:
        _troubles("Not delivered", FAILED, page.failed)
    with delayed:
        _troubles("Tried again later", DELAYED, page.delayed)
    with files:
        _files(page)


def _pressed(actor: Actor) -> str | None:
    """Return the kind whose file was asked for, on the page as it was drawn before.

    Mail goes out at any time: what was chosen may be on offer no more, and the first kind that is
    must not be taken in its place.
    """
    if not st.session_state.get(f"{actor.public_id}-messages-take"):
        return None
    return st.session_state.get(f"{actor.public_id}-messages-kind")


def _shown(actor: Actor) -> str:
    return f"{actor.public_id}-messages-shown"


def _sent_since(actor: Actor, page: Messages, kind: str | None) -> int:
    """Return how many messages of a kind were sent since this tab drew the page."""
    shown: tuple[Counts, ...] = st.session_state.get(_shown(actor), page.counts)
    then, now = (sum(one.sent for one in at if one.kind == kind) for at in (shown, page.counts))
    return now - then


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
        sent = st.form_submit_button("Take as CSV", key=f"{actor.public_id}-messages-take")
    return str(chosen) if sent and chosen else None


def _act(actor: Actor, kind: str | None, told: DeltaGenerator, gone: int) -> None:
    """Do what was pressed; `gone` messages of the kind were sent since it was drawn."""
    if kind is None:
        tried = number(retry(actor), "message")
        told.success(f"{tried} will be tried again within a minute or two.")
        return
    try:
        export(actor, kind)
    except NothingWaiting as refused:
        told.warning(
            f"Nothing was taken. Sent meanwhile: {number(gone, 'message')} of this kind."
            if gone
            else str(refused)
        )
    else:
        told.success(
            "Taken. The file stands at the end of this page; each download is logged."
            + (f" Sent meanwhile, so not in it: {number(gone, 'message')}." if gone else "")
        )


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
