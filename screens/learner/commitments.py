"""What a physician means to change after an activity, and sixty days later what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import enter, place
from screens.learner import unsent
from screens.parts.commitments import NO_PATIENTS, NOTE, choose
from screens.parts.words import day, plain
from workflows.commitments.commit import commit, take_back
from workflows.commitments.follow_up import LONGEST as LONGEST_ANSWER
from workflows.commitments.follow_up import tell
from workflows.commitments.meant import BARRIERS, LONGEST, SAID, Commitment, State, several
from workflows.commitments.page import page as page_of
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.commitments.page import Page

STATES = {said: state for state, said in SAID.items()}
BY_LABEL = {label: name for name, label in BARRIERS.items()}


@dataclass(frozen=True)
class _Given:
    """What is said about one commitment, and not sent yet."""

    one: Commitment
    state: State | None
    barriers: tuple[str, ...]
    obstacle: str
    effect: str


def commitments() -> None:
    """Show the commitments of one completion, as its day allows."""
    actor = enter()
    page = page_of(actor, st.query_params.get("completion", ""))
    asking = page.stage != "open"
    st.title("What became of it?" if asking else "What I will change", anchor=False)
    st.caption(f"{plain(page.title)} · completed on {day(page.completed_on)}")
    unsent.give_back(page)
    if page.stage == "open":
        _open(actor, page)
    elif not page.held:
        st.info("You wrote nothing down after this activity, so that nothing is asked.")
    elif page.stage == "asking":
        _asking(actor, page)
    else:
        _over(page)
    unsent.keep(page)
    st.page_link(
        place("projects"), label="Start a quality project about a gap (Part IV)",
        query_params={"completion": page.completion},
    )  # fmt: skip
    st.page_link(place(""), label="Back to Home", icon=":material/arrow_back:")


def _open(actor: Actor, page: Page) -> None:
    """Let what is held be changed or taken back, and more be added."""
    st.markdown(f"Only if you like. On **{day(page.asked_on)}** you are asked what became of it.")
    saved, taken = st.session_state.pop(_said(page), ((), ""))
    for one in page.held:
        _held(actor, page, one, said="Saved." if one.number in saved else "")
    if taken:
        st.info(f"Taken back: {plain(taken)}")
    if not page.may_add:
        return
    st.subheader("One more" if page.held else "I will …", anchor=False)
    key = f"{page.completion}-{page.next_number}"
    texts = choose(f"{key}-new", page.offered)
    st.caption(NOTE)
    if st.button("Write it down", type="primary", key=f"{key}-add"):
        _add(actor, page, texts)


def _add(actor: Actor, page: Page, texts: list[str]) -> None:
    try:
        meant = several(texts)
        for number, text in enumerate(meant, start=page.next_number):
            commit(actor, page.completion, number=number, seen=0, text=text)
    except Refused as refused:
        st.error(str(refused))
    else:
        if meant:
            numbers = range(page.next_number, page.next_number + len(meant))
            st.session_state[_said(page)] = (numbers, "")
            st.rerun()
        st.error("Tick or write first what you will do.")


def _said(page: Page) -> str:
    """Return the key of what the next run says was done: the numbers saved, the text taken back."""
    return f"{page.completion}-said"


def _held(actor: Actor, page: Page, one: Commitment, said: str) -> None:
    key = f"{page.completion}-{one.number}-{one.seq}"
    with st.container(border=True):
        text = st.text_area(
            "I will …", one.text, key=f"{key}-text", max_chars=LONGEST, height="content",
            on_change="ignore", persist_state="session",
        )  # fmt: skip
        with st.container(horizontal=True):
            saved = st.button("Save the change", key=f"{key}-save")
            back = st.button("Take it back", key=f"{key}-back")
        if not saved and not back:
            if said:
                st.success(said)
            return
        try:
            if back:
                take_back(actor, page.completion, number=one.number, seen=one.seq)
            else:
                commit(
                    actor, page.completion, number=one.number, seen=one.seq, text=text or ""
                )  # fmt: skip
        except Refused as refused:
            st.error(str(refused))
        else:
            st.session_state[_said(page)] = ((), one.text) if back else ((one.number,), "")
            st.rerun()


def _asking(actor: Actor, page: Page) -> None:
    """Ask about each commitment; what was answered can be changed while it is asked."""
    st.markdown(
        "Did you do what you wrote down? You can answer until"
        f" **{day(page.asked_until)}**. The office sees the answers without your name, and they"
        " change nothing about your credit."
    )
    given = [_about(page, one) for one in page.held]
    answered = all(one.answer is not None for one in page.held)
    label = "Send the changed answers" if answered else "Send"
    sent = st.button(label, type="primary", key=f"{page.completion}-send")
    if sent:
        _send(actor, page, given)
    elif answered:
        st.success("Thank you: your answers are kept. You may change them until that day.")


def _about(page: Page, one: Commitment) -> _Given:
    """Ask what became of one commitment; what hinders is asked only where something did."""
    held = one.answer
    key = f"{page.completion}-{one.number}-{held.seq if held else 0}"
    with st.container(border=True):
        st.markdown(f"**{plain(one.text)}**")
        said = st.pills(
            "Did you do it?", list(STATES), default=SAID[held.state] if held else None,
            key=f"{key}-state",
        )  # fmt: skip
        state = STATES[said] if said else None
        chosen, obstacle = _in_the_way(one, key) if state not in {None, "done"} else ((), "")
        effect = _effect(one, key) if state in {"done", "partly"} else ""
    return _Given(one, state, chosen, obstacle, effect)


def _in_the_way(one: Commitment, key: str) -> tuple[tuple[str, ...], str]:
    held = one.answer
    chosen = st.pills(
        "What stood in the way?", list(BY_LABEL), selection_mode="multi",
        default=[BARRIERS[name] for name in held.barriers] if held else None,
        key=f"{key}-barriers", persist_state="session",
    )  # fmt: skip
    obstacle = st.text_area(
        "Something else? (optional)", held.obstacle if held else "", key=f"{key}-obstacle",
        max_chars=LONGEST_ANSWER, height=80, placeholder=NO_PATIENTS, on_change="ignore",
        persist_state="session",
    )  # fmt: skip
    return tuple(BY_LABEL[label] for label in chosen), obstacle or ""


def _effect(one: Commitment, key: str) -> str:
    return (
        st.text_area(
            "What changed for your patients? (optional)", one.answer.effect if one.answer else "",
            key=f"{key}-effect", max_chars=LONGEST_ANSWER, height=80, placeholder=NO_PATIENTS,
            on_change="ignore", persist_state="session",
        )
        or ""
    )  # fmt: skip


def _send(actor: Actor, page: Page, given: list[_Given]) -> None:
    if not any(one.state for one in given):
        st.error("Choose first whether you did it.")
        return
    try:
        for each in given:
            if each.state is not None:
                _tell(actor, page, each, each.state)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()


def _tell(actor: Actor, page: Page, given: _Given, state: State) -> None:
    held = given.one.answer
    tell(
        actor,
        page.completion,
        number=given.one.number,
        seen=held.seq if held else 0,
        state=state,
        barriers=given.barriers,
        obstacle=given.obstacle,
        effect=given.effect,
    )


def _over(page: Page) -> None:
    """Show what was meant and said; it is asked no more."""
    st.markdown(f"What became of it was asked until {day(page.asked_until)}.")
    for one in page.held:
        with st.container(border=True):
            st.markdown(f"**{plain(one.text)}**")
            st.markdown(SAID[one.answer.state] if one.answer else "Not answered")
            for name in one.answer.barriers if one.answer else ():
                st.caption(f"In the way: {BARRIERS[name]}")
