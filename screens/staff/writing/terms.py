"""The form of a self-assessment itself: front matter, planning, people, terms, rules, pools."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from quizzes.bank import ACTIVITY
from screens.door import place
from screens.parts.live import live
from screens.parts.words import number, plain
from screens.staff.writing.activity import (
    basis,
    credit,
    front,
    people,
    planning,
    pools,
    rules,
)
from screens.staff.writing.clash import clash
from screens.staff.writing.pad import Pad, sentence
from screens.staff.writing.sources import references
from screens.staff.writing.state import (
    bar,
    dropped,
    put_together,
    refused_by,
    reopened,
    settled,
    state_of,
)
from screens.staff.writing.words import STATES
from workflows.content.approving import stands
from workflows.content.writing.listing import bench
from workflows.content.writing.offering import Offered, estimated, offered
from workflows.content.writing.terms import Agreed, look_over, write_activity
from workflows.refusals import Refused
from workflows.trying.pilot import minutes_of, times

if TYPE_CHECKING:
    from quizzes.editing.looked import LookedOver
    from screens.staff.writing.state import State
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench


def terms(actor: Actor, slug: str) -> None:
    """Draw the form of a bank's self-assessment."""
    state = state_of(actor, slug, ACTIVITY)
    desk = bench(actor, slug)
    if state.clash is not None and state.clash.theirs is not None:
        made = clash(state.form, state.clash.theirs, state.widgets)
        if made is not None:
            put_together(state, made)
            _save(actor, state)
        elif st.button(
            "Leave what is saved, drop mine", type="tertiary", key=f"{state.key}-theirs"
        ):
            dropped(actor, state, "This is what is saved.")
        return
    head = st.container(key="saving", gap="small")
    if state.clash is not None:
        st.warning(
            "Somebody removed the file of this self-assessment, or changed it so that no form can"
            " show it. Your draft is kept; tell whoever looks after the bank folder."
        )
    form, beside = st.columns([3, 2], gap="large")
    with form:
        told = minutes_of(times(actor, slug))
        pad = _form(desk, offered(actor), told, state)
    settled(actor, state, pad, head)
    looked = look_over(actor, slug, pad.fields)
    pad.tell(looked.findings)
    live(state.key)
    with head:
        title = plain(pad.text("title") or "A self-assessment without a title")
        where = stands(actor, slug)
        save = bar(actor, state, title, STATES[where] if where is not None else "")
        if where == "in review":
            st.page_link(place("approve"), label="To its approval", query_params={"bank": slug})
    if save:
        _save(actor, state)
    with beside, st.container(key="beside"):
        _to_do(looked)
        _estimate(actor, slug, looked)


def _save(actor: Actor, state: State) -> NoReturn:
    try:
        done = write_activity(actor, state.slug, state.form)
    except Refused as refused:
        refused_by(state, refused)
    if isinstance(done, Agreed):
        what = f" {plain(done.changed)}." if done.changed else ""
        again = " It was approved; as it changed, it has to be approved anew." if done.again else ""
        unfiled = f" {plain(done.unfiled)}" if done.unfiled else ""
        reopened(actor, state, f"Saved.{what}{again}{unfiled}")
    state.clash = done
    st.rerun()


def _to_do(looked: LookedOver) -> None:
    st.subheader("To do on this page", anchor=False)
    if not looked.findings:
        st.success("Nothing. Problems shows the questions, too.", icon=":material/check:")
        return
    st.caption(number(len(looked.findings), "point"))
    st.markdown("\n\n".join(sentence(one) for one in looked.findings))


def _estimate(actor: Actor, slug: str, looked: LookedOver) -> None:
    """Say what the amount of credit can rest on, as soon as the form says enough."""
    if looked.activity is None:
        return
    found = estimated(actor, slug, looked.activity)
    st.subheader("How long it takes", anchor=False)
    st.markdown(plain(f"{found.attempt} {found.sentence}"))
    st.caption(plain(found.source))


def _form(desk: Bench, known: Offered, told: tuple[int, ...], state: State) -> Pad:
    pad = Pad(state.widgets, state.form.fields)
    base = state.form.base or {}
    tabs = st.tabs(
        ["Front matter", "Planning", "People", "Credit", "Taking it", "Pools", "Further study"]
    )
    with tabs[0]:
        front.title(pad)
        front.audience(pad, known.specialties)
        front.state(pad, base)
        front.objectives(pad, base)
    with tabs[1]:
        planning.gap(pad)
        planning.attributes(pad)
        planning.planners(pad, known.initiatives)
        planning.outlines(pad, tuple(known.boards))
    with tabs[2]:
        people.people(pad, base)
        people.signatory(pad, known.signatories)
    with tabs[3]:
        _credit(pad, known, told)
    with tabs[4]:
        rules.standard(pad)
        rules.taking(pad)
        rules.marking(pad)
        rules.evaluation(pad, known.forms)
    with tabs[5]:
        pools.pools(pad, desk, base)
        pools.blueprint(pad)
    with tabs[6]:
        st.caption("Sources on the whole subject; each question names its own.")
        references(pad, desk.cited)
    return pad


def _credit(pad: Pad, known: Offered, told: tuple[int, ...]) -> None:
    credit.amount(pad)
    credit.dates(pad)
    basis.basis(pad, told)
    credit.boards(pad, known.boards)
    credit.support(pad)
    credit.elsewhere(pad)
