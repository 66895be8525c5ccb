"""The form of a self-assessment itself: front matter, planning, people, terms, rules, pools."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from quizzes.bank import ACTIVITY
from screens.parts.live import live
from screens.parts.words import number, plain
from screens.staff.writing.clash import clash
from screens.staff.writing.pad import Pad, fresh, sentence
from screens.staff.writing.state import (
    bar,
    dropped,
    put_together,
    refused_by,
    reopened,
    settled,
    state_of,
)
from screens.staff.writing.words import STATUSES, named
from workflows.content.writing.listing import bench
from workflows.content.writing.terms import Agreed, look_over, write_activity
from workflows.refusals import Refused

if TYPE_CHECKING:
    from quizzes.editing.looked import LookedOver
    from quizzes.editing.opened import Fields
    from screens.staff.writing.state import State
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench

DAY = "2026-12-01"
NEEDS = ("knowledge", "competence", "performance")
ROLES = {
    "author": "Author", "reviewer": "Reviewer", "planner": "Planner",
    "course_director": "Course director",
}  # fmt: skip
BOARDS = ("ABA", "ABIM", "ABP")
RETAKES = {
    "new_draw": "Other questions, as far as there are", "missed_items": "The questions missed",
    "same_items": "The same questions",
}  # fmt: skip
FEEDBACK = {
    "after_each_item": "After each question", "after_submission": "After the whole is submitted",
}  # fmt: skip
CONFIDENCE = {"off": "Not asked", "optional": "May be told", "required": "Is asked each time"}
_OBJECTIVES = tuple(f"OBJ-{one}" for one in range(1, 1_000))
_PEOPLE = tuple(f"fac-{one}" for one in range(1, 1_000))
_POOLS = tuple(f"pool-{one}" for one in range(1, 1_000))


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
        pad = _form(desk, state)
    settled(actor, state, pad, head)
    looked = look_over(actor, slug, pad.fields)
    pad.tell(looked.findings)
    live(state.key)
    with head:
        title = plain(pad.text("title") or "A self-assessment without a title")
        save = bar(actor, state, title, STATUSES.get(pad.text("status"), ""))
    if save:
        _save(actor, state)
    with beside, st.container(key="beside"):
        _to_do(looked)


def _save(actor: Actor, state: State) -> NoReturn:
    try:
        done = write_activity(actor, state.slug, state.form)
    except Refused as refused:
        refused_by(state, refused)
    if isinstance(done, Agreed):
        what = f" {plain(done.changed)}." if done.changed else ""
        unfiled = f" {plain(done.unfiled)}" if done.unfiled else ""
        reopened(actor, state, f"Saved.{what}{unfiled}")
    state.clash = done
    st.rerun()


def _to_do(looked: LookedOver) -> None:
    st.subheader("To do on this page", anchor=False)
    if not looked.findings:
        st.success("Nothing. Problems shows the questions, too.", icon=":material/check:")
        return
    st.caption(number(len(looked.findings), "point"))
    st.markdown("\n\n".join(sentence(one) for one in looked.findings))


def _form(desk: Bench, state: State) -> Pad:
    pad = Pad(state.widgets, state.form.fields)
    base = state.form.base or {}
    front, planning, people, rules, pools = st.tabs(
        ["Front matter", "Planning", "People", "Terms and rules", "Pools"]
    )
    with front:
        _front(pad, base)
    with planning:
        _planning(pad)
    with people:
        _people(pad, base)
    with rules:
        _credit(pad)
        _rules(pad)
    with pools:
        _pools(pad, desk, base)
    return pad


def _front(pad: Pad, base: Fields) -> None:
    pad.line("Title, as it stands on certificates", "title")
    pad.room("title")
    pad.area("Summary for the catalogue", "summary", height=120)
    pad.room("summary")
    pad.area("Who it is for, in a sentence", "audience", height=80)
    pad.room("audience")
    pad.words("Specialties", (), "specialties", help_="anesthesiology, internal-medicine …")
    pad.room("specialties")
    offered = [one for one in STATUSES if one != "approved" or base.get("status") == "approved"]
    pad.choose("Status", offered, "status", words=named(STATUSES))
    st.subheader("Objectives", anchor=False)
    pad.room("objectives")
    for at, one in enumerate(pad.entries("objectives")):
        pad.area(f"{one.get('id')}: a physician can …", "objectives", at, "text", height=70)
        pad.room("objectives", at)
        pad.arrange("objectives", at, str(one.get("id")), 1)
    if pad.press("Add an objective", "objectives", act="add"):
        known = (*_before(base, "objectives"), *pad.entries("objectives"))
        pad.add({"id": fresh(_OBJECTIVES, known), "text": ""}, "objectives")


def _planning(pad: Pad) -> None:
    pad.area("The gap: what is done in practice, and what should be", "planning", "practice_gap")
    pad.several("What underlies the gap", NEEDS, "planning", "needs")
    pad.area("The educational need", "planning", "need")
    pad.area("What is meant to change", "planning", "change")
    pad.area("Why a self-assessment is the right format", "planning", "format_reason")
    pad.words("Desirable physician attributes", (), "planning", "competencies")
    names = {str(one.get("id")): str(one.get("name", "")) for one in pad.entries("faculty")}
    pad.several("Planners", list(names), "planning", "planners", words=named(names))
    pad.words("Joint providers", (), "planning", "joint_providers")
    pad.words("Clinical initiatives", (), "planning", "initiatives")
    pad.room("planning")


def _people(pad: Pad, base: Fields) -> None:
    st.caption("Disclosures are collected from each person and are not written here.")
    pad.room("faculty")
    for at in range(len(pad.entries("faculty"))):
        with st.container(border=True):
            pad.line(f"Name and degrees of person {at + 1}", "faculty", at, "name")
            pad.several("Did", list(ROLES), "faculty", at, "roles", words=named(ROLES))
            pad.line("Position and institution", "faculty", at, "title")
            pad.line("Mail address with which they sign in", "faculty", at, "email")
            pad.room("faculty", at)
            pad.arrange("faculty", at, f"person {at + 1}", 1)
    if pad.press("Add a person", "faculty", act="add"):
        known = (*_before(base, "faculty"), *pad.entries("faculty"))
        pad.add({"id": fresh(_PEOPLE, known), "name": "", "roles": ("author",)}, "faculty")


def _credit(pad: Pad) -> None:
    st.subheader("Credit", anchor=False)
    left, right = st.columns(2)
    with left:
        pad.line("Most AMA PRA Category 1 credits", "accreditation", "credits", hint="1.25")
        pad.count("Minutes a typical learner takes", "accreditation", "estimated_minutes")
        pad.line("Designated by", "accreditation", "designated_by")
    with right:
        pad.line("Designated on", "accreditation", "designated_on", hint=DAY)
        pad.line("First day", "accreditation", "release_date", hint=DAY)
        pad.line("Last day", "accreditation", "expiration_date", hint=DAY)
        pad.line("Last day of claims", "accreditation", "claim_by", hint=DAY)
    pad.room("accreditation")
    for at in range(len(pad.entries("boards"))):
        board, kind, points = st.columns([1, 2, 1])
        with board:
            pad.choose(f"Board {at + 1}", BOARDS, "boards", at, "board")
        with kind:
            pad.line(f"Type of credit at board {at + 1}", "boards", at, "credit_type")
        with points:
            pad.line(f"Points at board {at + 1}", "boards", at, "points", hint="1.25")
        pad.room("boards", at)
        pad.arrange("boards", at, f"board {at + 1}", 0)
    if pad.press("Add a board", "boards", act="add"):
        pad.add({"board": "ABIM", "credit_type": "", "points": ""}, "boards")


def _rules(pad: Pad) -> None:
    st.subheader("How it is taken", anchor=False)
    left, right = st.columns(2)
    with left:
        pad.line("Percent to pass", "rules", "passing_percent", hint="75")
        pad.count("Most attempts", "rules", "attempts_max", hint="Not limited")
        pad.count("Time limit in minutes", "rules", "time_limit_minutes", hint="None")
    with right:
        pad.choose("Next attempt", list(RETAKES), "rules", "retake", words=named(RETAKES))
        pad.choose("Feedback", list(FEEDBACK), "rules", "feedback", words=named(FEEDBACK))
        pad.choose(
            "How sure one is", list(CONFIDENCE), "rules", "confidence", words=named(CONFIDENCE)
        )
    pad.area("Why this standard", "rules", "passing_rationale", height=90)
    pad.room("rules")


def _pools(pad: Pad, desk: Bench, base: Fields) -> None:
    begins = {one.id: f"{one.id}: {' '.join(one.begins.split())[:60]}" for one in desk.items}
    pad.room("pools")
    for at, one in enumerate(pad.entries("pools")):
        with st.container(border=True):
            st.markdown(f"**{plain(str(one.get('id')))}**")
            pad.several("Topics it holds", desk.topics, "pools", at, "select", "topics")
            pad.several(
                "Questions it holds besides",
                list(begins),
                "pools",
                at,
                "select",
                "items",
                words=named(begins),
            )
            pad.room("pools", at)
            pad.arrange("pools", at, str(one.get("id")), 1)
    if pad.press("Add a pool", "pools", act="add"):
        known = (*_before(base, "pools"), *pad.entries("pools"))
        pad.add({"id": fresh(_POOLS, known), "select": {"topics": ()}}, "pools")
    st.subheader("What one attempt draws", anchor=False)
    pad.room("blueprint")
    names = [str(one.get("id")) for one in pad.entries("pools")]
    for at in range(len(pad.entries("blueprint"))):
        pool, draw = st.columns(2)
        with pool:
            pad.choose(f"From pool, line {at + 1}", names, "blueprint", at, "pool")
        with draw:
            pad.count(f"Questions, line {at + 1}", "blueprint", at, "draw")
        pad.room("blueprint", at)
        pad.arrange("blueprint", at, f"line {at + 1}", 1)
    if names and pad.press("Add a line", "blueprint", act="add"):
        pad.add({"pool": names[-1], "draw": 1}, "blueprint")


def _before(base: Fields, name: str) -> tuple[Fields, ...]:
    held = base.get(name)
    return tuple(one for one in held if isinstance(one, dict)) if isinstance(held, tuple) else ()
