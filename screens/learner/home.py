"""The first page after signing in: what is open, due, to be had next, and earned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, go, place
from screens.parts.activity_card import activity_line
from screens.parts.changed import changed_answers
from screens.parts.deadlines import deadlines_link
from screens.parts.offer_return import ask_return
from screens.parts.resume import resume
from screens.parts.standing import next_step
from screens.parts.words import attempts_left, day, number, plain
from workflows.content.home import home as home_of
from workflows.content.suggestions import suggestions

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.home import Home, Recent, Waiting


def home() -> None:
    """Show one person's next steps, the most pressing first."""
    actor = enter()
    page = home_of(actor)
    st.title("Your next step", anchor=False)
    changed_answers(actor)
    for one in page.open:
        resume(one.at, one.expires, one.title)
        if one.practice:
            st.caption("You passed this before; this attempt is practice and changes no record.")
    _rejected(page)
    _due(page)
    _wanted(page)
    _attest(page)
    _asked(page)
    _returning(actor, page)
    _again(page)
    _next(actor, page)
    _earned(page)
    _owned(page)
    st.page_link(place("questions"), label="My questions", icon=":material/history:")
    deadlines_link(actor)
    st.page_link(place("office"), label="Ask the office, or give it an idea")


def _rejected(page: Home) -> None:
    """Say what was not taken and why; Records leads to the repair."""
    if not page.rejected:
        return
    st.subheader("To put right", anchor=False)
    with st.container(border=True, key=f"{page.rejected[0].completion}-rejected"):
        for one in page.rejected:
            due = "" if one.days_left is None else f", due by {day(one.report_by)}"
            st.markdown(
                f"**{plain(one.to)}:** {plain(one.said)}. {plain(one.reason or '')}  \n"
                f":small[{plain(one.amount)}{due}]"
            )
        if st.button("See what to do", type="primary", key=f"{page.rejected[0].record}-see"):
            go("records")


def _due(page: Home) -> None:
    waiting = (*page.claim, *page.evaluate)
    if not waiting:
        return
    st.subheader("To claim", anchor=False)
    for one in waiting:
        _waiting(one)


def _waiting(one: Waiting) -> None:
    step = next_step(one.key, one.own)
    missing = "Evaluate it, then claim" if one.own.state == "evaluation_due" else "Claim"
    with st.container(border=True, key=f"{one.own.passed_attempt}-due"):
        st.markdown(f"**{plain(one.title)}**")
        st.markdown(f"Passed. {missing} by **{day(one.claim_by)}**.")
        if one.warning:
            st.warning(plain(one.warning))
        if st.button(step.label, type="primary", key=f"{one.own.passed_attempt}-due-next"):
            go(step.path, **step.to)


def _asked(page: Home) -> None:
    """Ask what became of what was written down."""
    if not page.asked:
        return
    st.subheader("What became of it?", anchor=False)
    for one in page.asked:
        with st.container(border=True, key=f"{one.completion}-asked"):
            st.markdown(f"**{plain(one.title)}**")
            st.markdown(
                f"Completed on {day(one.completed_on)}. You wrote down what you wanted to do"
                f" differently: did you? You can say so until **{day(one.until)}**."
            )
            if st.button("Answer in a minute", type="primary", key=f"{one.completion}-answer"):
                go("commitments", completion=one.completion)


def _wanted(page: Home) -> None:
    """Say which initiatives ask for something, by when, and lead to it."""
    if not page.wanted:
        return
    st.subheader("You are asked to take part", anchor=False)
    for one in page.wanted:
        with st.container(border=True, key=f"{one.id}-wanted"):
            st.markdown(f"**{plain(one.title)}**  \n{plain(one.aim)}")
            was = "It was due" if one.late else "Please complete it"
            st.markdown(f"{was} by **{day(one.due)}**.")
            for each in one.left:
                key = f"{one.id}-{each.key}"
                if st.button(f"Open {plain(each.title)}", type="primary", key=key):
                    go("activity", id=each.key)
            done = f"{one.completed} completed already. " if one.completed else ""
            st.caption(
                f"{done}Asked by {plain(one.owner) or 'the office'}, who sees whether you are done"
                " and on which day, never your answers or scores."
            )


def _owned(page: Home) -> None:
    if page.owned:
        st.subheader("Initiatives that you lead", anchor=False)
    for one in page.owned:
        st.page_link(
            place("initiative"), label=plain(one.title), query_params={"id": one.id},
            icon=":material/groups:",
        )  # fmt: skip


def _attest(page: Home) -> None:
    """Ask to attest one's part in an approved quality project, and to verify those of others."""
    if page.attest or page.verify:
        st.subheader("Quality projects (Part IV)", anchor=False)
    for one in page.attest:
        said = "The report was approved. Attest your part; it takes a few minutes."
        _part(one.title, said, "Attest", one.participation)
    for each in page.verify:
        said = "Somebody attested their part. Verify it, or send it back."
        _part(each.project.plan.title, said, "Look at it", each.participation)


def _part(title: str, said: str, label: str, participation: str) -> None:
    with st.container(border=True, key=f"{participation}-part"):
        st.markdown(f"**{plain(title)}**")
        st.markdown(said)
        if st.button(label, type="primary", key=f"{participation}-part-open"):
            go("attest", id=participation)


def _returning(actor: Actor, page: Home) -> None:
    """Lead to this week's questions; else offer once that what was missed returns."""
    if page.returning or page.offered is not None:
        st.subheader("To remember", anchor=False)
    if page.returning:
        with st.container(border=True, key=f"{actor.public_id}-returning"):
            few = number(page.returning, "question")
            st.markdown(f"**{few} to go over this week.** You missed them once; nothing is owed.")
            if st.button("Go over them", key=f"{actor.public_id}-go-over"):
                go("recall")
    elif page.offered is not None:
        with st.container(border=True, key=f"{page.offered.completion}-returning"):
            st.markdown(f"**{plain(page.offered.title)}**")
            ask_return(actor, page.offered.completion)


def _again(page: Home) -> None:
    if not page.again:
        return
    st.subheader("Not passed yet", anchor=False)
    for one in page.again:
        step = next_step(one.key, one.own)
        with st.container(border=True, key=f"{one.own.last_attempt}-again"):
            st.markdown(f"**{plain(one.title)}**")
            st.markdown(f"{attempts_left(one.own.attempts_left)} until **{day(one.expires)}**.")
            if st.button(step.label, type="primary", key=f"{one.own.last_attempt}-again-next"):
                go(step.path, **step.to)


def _next(actor: Actor, page: Home) -> None:
    asked = {each.key for one in page.wanted for each in one.left}
    cards = [one for one in suggestions(actor) if one.key not in asked]
    waits = (page.open, page.rejected, page.claim, page.evaluate, page.again)
    busy = any((*waits, page.wanted, page.attest, page.verify, page.asked))
    if cards:
        st.subheader("You might take next" if busy else "Start with one of these", anchor=False)
        for one in cards:
            activity_line(one)
    elif not busy:
        st.info("Nothing is waiting for you. New self-assessments will be shown here.")
    st.page_link(place("activities"), label="All self-assessments", icon=":material/search:")


def _earned(page: Home) -> None:
    if not page.certificates:
        return
    st.subheader("Your latest certificates", anchor=False)
    st.markdown("\n".join(f"- {_certificate(one)}" for one in page.certificates))
    st.page_link(place("records"), label="All your records", icon=":material/description:")


def _certificate(one: Recent) -> str:
    link = f"[{plain(one.title)}](/certificate/{one.certificate}.pdf)"
    return f"{link}, completed {day(one.completed_on)}"
