"""A new self-assessment in a few steps, each with what is still open in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from quizzes.bank import ACTIVITY
from quizzes.problem import Place
from screens.door import go
from screens.parts.live import live
from screens.parts.words import number, plain
from screens.staff.writing.activity import credit, front, people, planning, rules
from screens.staff.writing.pad import Pad, sentence
from screens.staff.writing.state import settled, state_of
from workflows.content.writing.keep import NEW, discard
from workflows.content.writing.new import found_bank, look_plan, slug_in
from workflows.content.writing.offering import offered
from workflows.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.editing.looked import Finding, LookedOver
    from screens.staff.writing.state import State
    from workflows.act import Actor
    from workflows.content.writing.offering import Offered

    Draw = Callable[[Pad, State, Offered], None]


_TOPICS = "Type each topic and press Enter, such as: Airway"


@dataclass(frozen=True)
class Step:
    """One step: what it is about, the fields it asks for, and how it is drawn."""

    title: str
    places: tuple[Place, ...]
    draw: Draw


def steps(actor: Actor) -> None:
    """Draw the step that the address names."""
    try:
        state = state_of(actor, NEW, ACTIVITY)
    except NotFound:
        st.info("There is no plan of a new self-assessment. Begin one on the page Write.")
        return
    at = _number(st.query_params.get("step", "1"))
    head = st.container(key="saving", gap="small")
    if at == len(STEPS):
        with head:
            _last(actor, state)
        return
    step = STEPS[at]
    pad = Pad(f"{state.widgets}-{at}", state.form.fields)
    step.draw(pad, state, offered(actor))
    settled(actor, state, pad, head)
    looked = look_plan(actor, state.form)
    pad.tell(one for one in looked.findings if _of(one, step))
    live(state.key)
    with head:
        _head(state, step.title, at)
    _way(state, at)


def _number(text: str) -> int:
    """Return a step from 0 for what the address says; the first for what is none."""
    wanted = int(text) - 1 if text.isdecimal() and len(text) == 1 else 0
    return min(max(wanted, 0), len(STEPS))


def _head(state: State, title: str, at: int) -> None:
    st.title(title, anchor=False)
    of = plain(str(state.form.base.get("title"))) if state.form.base else ""
    what = f"A copy of {of}" if of else "A new self-assessment"
    st.caption(f"{what} · step {at + 1} of {len(STEPS) + 1} · what you write is kept as you go")
    st.progress((at + 1) / (len(STEPS) + 1))
    if state.said:
        st.info(state.said)


def _way(state: State, at: int) -> None:
    with st.container(horizontal=True):
        if at and st.button("Back", key=f"{state.key}-back-{at}"):
            go("write", new="1", step=str(at))
        following = STEPS[at + 1].title if at + 1 < len(STEPS) else "look it over"
        if st.button(f"Next: {following}", type="primary", key=f"{state.key}-next-{at}"):
            go("write", new="1", step=str(at + 2))


def _last(actor: Actor, state: State) -> None:
    """List what is open by step; with nothing open that must be said, the bank can be written."""
    looked = look_plan(actor, state.form)
    _head(state, "Look it over", len(STEPS))
    must = [one for one in looked.findings if one.severity == "error"]
    for at, step in enumerate(STEPS):
        _open(state, at, step, looked)
    st.markdown(
        f"It will be called **{plain(str(state.form.fields.get('title') or 'as you say'))}** and"
        f" live at **{plain(slug_in(state.form.fields)) or '…'}**, as a draft: physicians see"
        " nothing of it before it is published."
    )
    with st.container(horizontal=True):
        if st.button("Back", key=f"{state.key}-back-last"):
            go("write", new="1", step=str(len(STEPS)))
        if st.button("Write it", type="primary", disabled=bool(must), key=f"{state.key}-found"):
            _found(actor, state)
        if st.button("Throw this plan away", type="tertiary", key=f"{state.key}-away"):
            discard(actor, NEW, ACTIVITY)
            again(actor)
            go("write")


def _open(state: State, at: int, step: Step, looked: LookedOver) -> None:
    own = [one for one in looked.findings if _of(one, step)]
    must = sum(one.severity == "error" for one in own)
    if must:
        said = f":red-badge[{number(must, 'point')} must be said]"
    elif own:
        said = f":orange-badge[{number(len(own), 'point')} can wait]"
    else:
        said = ":green-badge[done]"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{step.title}** {said}", width="content")
        if st.button("Open", type="tertiary", key=f"{state.key}-open-{at}"):
            go("write", new="1", step=str(at + 1))
    if own:
        with st.expander("What is open"):
            st.markdown("\n\n".join(sentence(one) for one in own))


def _of(one: Finding, step: Step) -> bool:
    return any(one.place[: len(place)] == place for place in step.places)


def _found(actor: Actor, state: State) -> NoReturn:
    try:
        done = found_bank(actor, state.form)
    except Refused as refused:
        st.error(str(refused))
        st.stop()
    again(actor)
    questions = f" with {number(done.items, 'question')} as drafts" if done.items else ""
    unfiled = f" {plain(done.unfiled)}" if done.unfiled else ""
    st.session_state[f"{actor.public_id}-said"] = f"Written{questions}.{unfiled}"
    go("write", bank=done.slug)


def again(actor: Actor) -> None:
    """Let this tab read the plan anew: another one was begun."""
    st.session_state.pop(f"{actor.public_id}-{NEW}-{ACTIVITY}-form", None)


def _title(pad: Pad, state: State, known: Offered) -> None:
    del state, known
    front.title(pad)
    pad.line(
        "Address, as it stands in links",
        "id",
        hint=slug_in({"title": pad.text("title")}) or "perioperative-safety",
        help_="Left open, it is made of the title. It never changes afterwards.",
    )
    pad.room("id")
    pad.tick("A demonstration: not for credit, which every page then says", "demonstration")


def _gap(pad: Pad, state: State, known: Offered) -> None:
    del state, known
    planning.gap(pad)


def _audience(pad: Pad, state: State, known: Offered) -> None:
    front.audience(pad, known.specialties)
    planning.attributes(pad)
    front.objectives(pad, state.form.base or {})


def _credit(pad: Pad, state: State, known: Offered) -> None:
    del state
    credit.amount(pad)
    credit.boards(pad, known.boards)
    st.subheader("Passing", anchor=False)
    rules.standard(pad)
    rules.taking(pad)


def _dates(pad: Pad, state: State, known: Offered) -> None:
    del state, known
    credit.dates(pad)


def _people(pad: Pad, state: State, known: Offered) -> None:
    people.people(pad, state.form.base or {})
    planning.planners(pad, known.initiatives)
    people.signatory(pad, known.signatories)


def _questions(pad: Pad, state: State, known: Offered) -> None:
    del known
    st.caption(
        "Each question has one of these topics. What an attempt draws from some topics only is"
        " said later, under Title, people, terms and rules, Pools."
    )
    several = len(pad.entries("pools")) > 1
    for at, one in enumerate(pad.entries("pools")):
        of = f"Topics of the pool {plain(str(one.get('id')))}" if several else "Topics"
        pad.words(of, (), "pools", at, "select", "topics", help_=_TOPICS)
        pad.room("pools", at)
    for at, one in enumerate(pad.entries("blueprint")):
        of = f" from the pool {plain(str(one.get('pool')))}" if several else ""
        pad.count(f"Questions that one attempt draws{of}", "blueprint", at, "draw")
        pad.room("blueprint", at)
    if state.form.base:
        st.caption("The questions come along as drafts under ids of their own; retired ones stay.")
    pad.room("pools")


STEPS = (
    Step("Title", (("title",), ("summary",), ("id",), ("demonstration",)), _title),
    Step(
        "Gap, need and change",
        tuple(
            ("planning", one)
            for one in ("practice_gap", "needs", "need", "change", "format_reason")
        ),
        _gap,
    ),
    Step(
        "Audience and objectives",
        (("audience",), ("specialties",), ("planning", "competencies"), ("objectives",)),
        _audience,
    ),
    Step(
        "Credit, boards and passing",
        (
            ("accreditation", "credits"),
            ("accreditation", "estimated_minutes"),
            ("accreditation", "designated_by"),
            ("boards",),
            ("rules",),
        ),
        _credit,
    ),
    Step(
        "Release and expiry",
        tuple(
            ("accreditation", one)
            for one in ("release_date", "expiration_date", "claim_by", "designated_on")
        ),
        _dates,
    ),
    Step(
        "People",
        (("faculty",), ("planning", "planners"), ("signatory",)),
        _people,
    ),
    Step("Questions", (("pools",), ("blueprint",)), _questions),
)
