"""Put right: comments to answer, questions to correct, proposals to confirm, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go, local
from screens.parts.words import day, number, plain, prose
from screens.staff.appeals import appeal_form, appeal_list
from screens.staff.correct_form import correct_form
from screens.staff.ripple_table import KINDS, ripple_table
from workflows.corrections import desk
from workflows.corrections.apply import apply
from workflows.corrections.correct import confirm, refuse
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.corrections.desk import Made, Waiting

AT_ONCE = 10  # batches that the press itself marks; the background work does the rest


def correct() -> None:
    """Show one question's form or one comment, where the address names it, else the whole desk."""
    actor = enter()
    st.title("Put right", anchor=False)
    if item := st.query_params.get("item"):
        correct_form(actor, item, st.query_params.get("appeal"))
    elif appeal := st.query_params.get("appeal"):
        appeal_form(actor, appeal)
    else:
        _desk(actor)


def _desk(actor: Actor) -> None:
    st.caption(
        "A published question stays as it is; what was wrong with it is put right beside it, by two"
        " people, for everybody who was marked before and after."
    )
    appeal_list(actor)
    st.subheader("Waiting for a second person", anchor=False)
    waiting = desk.waiting(actor)
    if not waiting:
        st.markdown("Nothing waits.")
    for one in waiting:
        _waiting(actor, one)
    _choose(actor)
    _made(actor)


def _choose(actor: Actor) -> None:
    """Let staff choose a published question."""
    st.subheader("Correct a question", anchor=False)
    groups = {one.key: one for one in desk.choices(actor)}
    if not groups:
        st.info("Nothing is published yet.")
        return
    who = actor.public_id
    key = st.selectbox(
        "Activity", groups, format_func=lambda one: groups[one].title, key=f"{who}-activity"
    )
    said = {one.item: one.said for one in groups[key].items}
    item = st.selectbox(
        "Question", said, index=None, format_func=lambda one: said[one],
        placeholder="Its number, or words of it", key=f"{who}-{key}-question",
    )  # fmt: skip
    if st.button("Open", disabled=item is None, key=f"{who}-open") and item is not None:
        go("correct", item=str(item))


def _waiting(actor: Actor, one: Waiting) -> None:
    place = st.empty()
    with place.container(border=True):
        told = _proposal(actor, one)
    if told:
        place.success(told)


def _proposal(actor: Actor, one: Waiting) -> str | None:
    """Draw one proposal with its dry run, and return what was decided."""
    st.markdown(f"**{KINDS[one.correction.kind]}** · {plain(one.item)}")
    st.markdown(prose(one.question))
    if one.before != one.after:
        st.markdown(f"Right so far: {prose(one.before)}  \nThen: **{prose(one.after)}**")
    st.markdown(f"What people will read: {prose(one.correction.now)}")
    when = day(local(one.at))
    st.caption(
        f"Proposed by {plain(one.by)}, {when}. Reason: {plain(one.reason)} Source:"
        f" {plain(one.correction.source)}"
    )
    if one.preview is None:
        st.warning("The question was corrected otherwise since: refuse this, and propose it again.")
    else:
        ripple_table(one.preview, frozenset(one.lower))
    try:
        return _decided(actor, one)
    except Refused as refused:
        st.error(plain(str(refused)))
        return None


def _decided(actor: Actor, one: Waiting) -> str | None:
    if one.own:
        st.caption("You proposed it: somebody else of the office confirms it.")
    elif one.preview is not None and st.button(
        "Confirm", type="primary", key=f"{one.proposal}-confirm"
    ):
        confirm(actor, one.item, one.proposal)
        done = apply(actor, one.proposal, batches=AT_ONCE)
        rest = "" if done.done else " The rest is marked in the background."
        return f"In force. {number(done.marked.changed, 'attempt')} marked anew.{rest}"
    label = "Take it back" if one.own else "Refuse"
    with st.expander(label), st.form(f"{one.proposal}-refuse", border=False):
        reason = st.text_input("Reason", key=f"{one.proposal}-reason")
        if st.form_submit_button(label):
            refuse(actor, one.item, one.proposal, reason)
            return "Not done; the question stays as it is."
    return None


def _made(actor: Actor) -> None:
    st.subheader("Corrected so far", anchor=False)
    found = desk.made(actor)
    if not found:
        st.markdown("Nothing was corrected yet.")
    for one in found:
        when = day(local(one.at))
        gone = " · undone since" if one.undone else ""
        with st.expander(f"{KINDS[one.kind]} · {one.item} · {when}{gone}"):
            _one(actor, one)


def _one(actor: Actor, one: Made) -> None:
    """Say what a correction came to, and lead to its undoing."""
    st.markdown(prose(one.question))
    st.markdown(f"Before: {prose(one.before)}  \nSince: **{prose(one.after)}**")
    st.markdown(f"{prose(one.now)}  \nSource: {plain(one.source)}")
    st.caption(
        f"By {plain(one.by)}, confirmed by {plain(one.confirmed_by)}. Reason: {plain(one.reason)}"
    )
    done = one.progress.marked
    passes = f"{done.gained} came to pass, {done.kept} kept a pass, {done.lost} lost it"
    lines = [
        f"{number(done.changed, 'attempt')} marked anew of {done.looked_at} looked at; {passes}",
        f"{number(done.told, 'person', 'people')} told; {one.acknowledged} have read it",
    ]
    if done.lowered or done.restored or done.unrestored:
        lines.append(
            f"claims taken back: {done.lowered}, put back: {done.restored},"
            f" not possible to put back: {done.unrestored}"
        )
    st.markdown("\n".join(f"- {line}" for line in lines))
    if not one.progress.done:
        st.warning("Not everything is marked yet. The background work goes on with it.")
        if st.button("Go on now", key=f"{one.task}-on"):
            apply(actor, one.task, batches=AT_ONCE)
            st.rerun()
    if one.kind != "undo" and not one.undone and st.button("Undo …", key=f"{one.task}-undo"):
        go("correct", item=one.item, undo=str(one.seq))
