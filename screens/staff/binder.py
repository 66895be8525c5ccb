"""Audit binder: all that an accreditor asks for of one activity, and the files that go with it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode

import streamlit as st

from credit.calendar import local_day
from screens.door import enter, local, service
from screens.parts.activity_choice import activity_choice
from screens.parts.table import Column, small, table
from screens.parts.words import DAYS, day, number, plain
from workflows.refusals import Refused
from workflows.reports.attachments import LONGEST, MOST_BYTES, add, remove
from workflows.reports.binder.abp import BASES
from workflows.reports.binder.look import overview
from workflows.reports.roster import activities

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.reports.attachments import Attachment
    from workflows.reports.binder.abp import Check
    from workflows.reports.binder.look import Overview

ATTACHED = (
    Column("Attachment"),
    Column("Dated", line=True),
    Column("Put in", phone=False),
    Column("Size", number=True, phone=False),
)
CHECKS = (
    Column("Looked for"),
    Column("Here", line=True),
    Column("Found"),
    Column("Rests on", phone=False),
)
# In the order in which they want somebody's eyes.
MARKS = {"missing": "✗ missing", "look": "look", "by hand": "by hand", "yes": "✓ yes"}


def binder() -> None:
    """Show one activity's binder: what to print, what is attached, what an audit would miss."""
    actor = enter()
    st.title("Audit binder", anchor=False)
    key = _activity(actor)
    if key is None:
        st.info("Nothing is published yet.")
        return
    said = st.container()
    _tell(actor, said)
    page = overview(actor, key)
    _print(page)
    _attachments(actor, page, said)
    _checklist(page)


def _activity(actor: Actor) -> str | None:
    return activity_choice(actor, {one.key: one.title for one in activities(actor)}, "binder")


def _tell(actor: Actor, said: DeltaGenerator) -> None:
    done = st.session_state.pop(f"{actor.public_id}-binder-done", None)
    if done is not None:
        said.success(done)


def _done(actor: Actor, said: str) -> NoReturn:
    st.session_state[f"{actor.public_id}-binder-done"] = said
    st.rerun()


def _print(page: Overview) -> None:
    number_ = f"ACCME ID {page.accme}" if page.accme else "no ACCME ID yet"
    st.markdown(
        f"{number(page.editions, 'edition')} · {number(page.questions, 'question')} ·"
        f" {number(len(page.attachments), 'attachment')} · {number_}"
    )
    query = {"activity": page.key}
    with st.container(horizontal=True):
        st.link_button(
            "Binder as PDF", f"/export/binder?{urlencode({**query, 'as': 'pdf'})}", type="primary"
        )
        st.link_button(
            "Binder with all files (ZIP)", f"/export/binder?{urlencode({**query, 'as': 'zip'})}"
        )
    st.caption(
        "Planning, disclosures, questions with their versions and sign-offs, results, reports,"
        " corrections and the log, as they stand now. The ZIP adds attachments, tables and a script"
        " that verifies them. Learners are counted and not named; every print is logged."
    )


def _attachments(actor: Actor, page: Overview, said: DeltaGenerator) -> None:
    st.subheader("Attachments", anchor=False)
    if page.attachments:
        rows = [_attached(page.key, one) for one in page.attachments]
        st.html(table("Attachments", ATTACHED, rows))
    else:
        st.caption("Agreements on support, minutes of planning, letters: whatever was signed.")
    with st.expander("Put in a file", expanded=not page.attachments):
        _put_in(actor, page.key, said)
    if page.attachments:
        with st.expander("Take one out"):
            _take_out(actor, page, said)


def _attached(key: str, one: Attachment) -> tuple[str, ...]:
    address = escape(f"/attachment/{key}/{one.number}")
    name = f'<a href="{address}">{one.number}. {escape(one.title)}</a>'
    return (
        small(name, one.ending.upper()),
        day(one.dated),
        small(escape(one.by), day(local(one.at))),
        f"{max(1, one.size // 1000):,} KB",
    )


def _put_in(actor: Actor, key: str, said: DeltaGenerator) -> None:
    own = f"{actor.public_id}-{key}-attach"
    with st.form(own, border=False, clear_on_submit=True):
        file = st.file_uploader(
            f"PDF, Word (.docx), PNG or JPEG, up to {MOST_BYTES // 1_000_000} MB",
            type=["pdf", "docx", "png", "jpg", "jpeg"],
            key=f"{own}-file",
            max_upload_size=MOST_BYTES // 1_000_000,
        )
        title = st.text_input("Title", max_chars=LONGEST, key=f"{own}-title")
        today = local_day(service().now(), service().settings.zone)
        dated = st.date_input("Dated", value=today, format=DAYS, key=f"{own}-dated")
        sent = st.form_submit_button("Put in")
    if not sent:
        return
    if file is None:
        said.error("Choose a file first.")
        return
    try:
        made = add(actor, key, file.getvalue(), title or file.name, dated)
    except Refused as refused:
        said.error(str(refused))
        return
    _done(actor, f"Attachment {made.number}: {plain(made.title)}.")


def _take_out(actor: Actor, page: Overview, said: DeltaGenerator) -> None:
    named = {one.number: one for one in page.attachments}
    own = f"{actor.public_id}-{page.key}-detach"
    with st.form(own, border=False):
        chosen = st.selectbox(
            "Attachment", list(named), format_func=lambda one: f"{one}. {named[one].title}",
            key=f"{own}-which",
        )  # fmt: skip
        st.caption("Its file and number are kept, and the log tells who took it out.")
        sent = st.form_submit_button("Take out")
    if not sent:
        return
    try:
        remove(actor, page.key, chosen, named[chosen].seq)
    except Refused as refused:
        said.error(str(refused))
        return
    _done(actor, f"Attachment {chosen} is taken out.")


def _checklist(page: Overview) -> None:
    lacking = sum(one.state == "missing" for one in page.checks)
    st.subheader("ABP audit of a Part 2 self-assessment", anchor=False)
    if not page.pediatrics:
        st.caption("No points of the ABP are planned; this is how an audit would find it.")
    st.markdown(f"{number(lacking, 'point is', 'points are')} missing, of {len(page.checks)}.")
    with st.expander("The list", expanded=page.pediatrics):
        st.caption(BASES.text)
        ordered = sorted(page.checks, key=lambda one: list(MARKS).index(one.state))
        st.html(table("What the board looks for", CHECKS, [_check(one) for one in ordered]))


def _check(one: Check) -> tuple[str, ...]:
    return (escape(one.what), MARKS[one.state], escape(one.said), escape(one.basis))
