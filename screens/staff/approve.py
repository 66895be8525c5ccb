"""Approve: a self-assessment as a whole, read and approved by somebody who did not write it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.bank import ACTIVITY
from screens.door import enter, go, place
from screens.parts.front_matter import as_written
from screens.parts.problem_list import problem_list
from screens.parts.table import Column, table
from screens.parts.words import moment, number, plain
from workflows.content.approving import approve, whole
from workflows.content.terms import name_of, told, told_planning
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.delta_generator import DeltaGenerator

    from workflows.act import Actor
    from workflows.content.approving import Agreed, Whole

COLORS = {"in review": "orange", "approved": "green", "draft": "gray", "retired": "gray"}
FIELDS = (Column("What", line=True), Column("As it stands now"))


def approve_screen() -> None:
    """Show what would be approved, with its verdict, as the address says."""
    actor = enter()
    page = whole(actor, st.query_params.get("bank", ""))
    head = st.container()
    _written(page)
    st.subheader("Your verdict", anchor=False)
    page = _verdict(actor, page)
    with head:
        _head(page)
    _past(actor, page)


def _head(page: Whole) -> None:
    if st.button("All reviews", icon=":material/arrow_back:", key=f"{page.slug}-back"):
        go("review")
    st.title(f"Approval of {plain(page.title)}", anchor=False)
    st.markdown(
        f":{COLORS[page.state]}-badge[{page.state}] the self-assessment as a whole ·"
        f" {number(page.questions, 'question')} an attempt"
    )
    st.caption(
        "Title, objectives, planning, people, terms and rules are approved here; each question is"
        " by its own reviewers. An approval holds for exactly what stands below."
    )


def _written(page: Whole) -> None:
    if page.changes:
        st.subheader("What changed since it was approved", anchor=False)
        st.markdown(plain(page.changes))
    if page.problems:
        st.subheader("What the checker says", anchor=False)
        problem_list(page.problems)
    if page.front is not None:
        as_written(page.front)
    st.subheader("Terms", anchor=False)
    terms = [(escape(name_of(field)), escape(said)) for field, said in told(page.terms).items()]
    st.html(table("Terms", FIELDS, terms))
    st.subheader("Planning", anchor=False)
    st.html(table("Planning", FIELDS, list(_planning(page))))


def _planning(page: Whole) -> Iterator[tuple[str, str]]:
    for field, said in told_planning(page.planning).items():
        value = ", ".join(page.planners) if field == "planners" else said
        yield escape(name_of(field)), escape(value)


def _verdict(actor: Actor, page: Whole) -> Whole:
    """Draw the verdict that this person may give; return the page as it is afterwards."""
    if page.state == "approved":
        st.success("It is approved as it stands.", icon=":material/check:")
        return page
    if page.why_not:
        st.info(plain(page.why_not), icon=":material/info:")
        _to_form(actor, page)
        return page
    if page.lacks:
        st.markdown(f"{number(len(page.lacks), 'thing')} to do before it can be approved:")
        problem_list(page.lacks)
        _to_form(actor, page)
        return page
    asked, told_ = st.empty(), st.empty()
    if not _asked(asked.container(), page):
        return page
    try:
        done = approve(actor, page.slug, digest=page.digest)
    except Refused as refused:
        told_.error(str(refused))
        return whole(actor, page.slug)
    asked.empty()
    told_.success(_said(done))
    if actor.has("staff"):
        st.page_link(place("publish"), label="To Publish")
    return whole(actor, page.slug)


def _to_form(actor: Actor, page: Whole) -> None:
    """Lead whoever writes to where it is put right."""
    if actor.has("staff", "author"):
        query = {"bank": page.slug, "item": ACTIVITY}
        st.page_link(place("write"), label="To its form", query_params=query)


def _asked(spot: DeltaGenerator, page: Whole) -> bool:
    """Draw the button; return its click."""
    spot.markdown(
        "What has to change first you tell the authors; whoever changes it leaves the approval to"
        " somebody else."
    )
    return spot.button(
        "Approve the self-assessment",
        type="primary",
        icon=":material/check:",
        key=f"{page.slug}-{page.digest[:12]}-approve",
    )


def _said(done: Agreed) -> str:
    copy = "" if done.copied else " It could not be copied into the file: approve it once more."
    return f"Approved, as it stands now: whatever is changed later has to be approved anew.{copy}"


def _past(actor: Actor, page: Whole) -> None:
    if not page.approvals:
        return
    zone = actor.service.settings.zone
    st.subheader("Approvals", anchor=False)
    st.markdown(
        "\n".join(
            f"- **{plain(one.by)}** approved {'this text' if one.present else 'an earlier text'} ·"
            f" {moment(one.at.astimezone(zone))}"
            for one in page.approvals
        )
    )
