"""The form of one item: written, looked at by the checker, seen as physicians see it, saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from quizzes.models import METHODS
from scoring.rules import RULES
from screens.door import go
from screens.parts.live import live
from screens.parts.words import plain
from screens.staff.item_tasks import task_list
from screens.staff.writing.answers import answers, first_words
from screens.staff.writing.around import around
from screens.staff.writing.clash import as_new, clash
from screens.staff.writing.filters import state_in
from screens.staff.writing.pad import LONGEST_LINE, Pad
from screens.staff.writing.preview import preview
from screens.staff.writing.reviewed import reviewed
from screens.staff.writing.sources import figures, references
from screens.staff.writing.state import (
    bar,
    dropped,
    put_together,
    refused_by,
    reopened,
    settled,
    state_of,
)
from screens.staff.writing.todo import todo
from screens.staff.writing.words import LEVELS, STATES, STATUSES, TYPES, named
from workflows.content.item_tasks import of_item
from workflows.content.states import standing
from workflows.content.writing.begin import begin
from workflows.content.writing.keep import discard, keep
from workflows.content.writing.listing import bench
from workflows.content.writing.looking import look
from workflows.content.writing.write import Written, write
from workflows.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from quizzes.editing.saving import Clash
    from screens.staff.writing.state import State
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench


def editor(actor: Actor, slug: str, item: str) -> None:
    """Draw the form of an item."""
    state = state_of(actor, slug, item)
    desk = bench(actor, slug)
    if state.clash is not None:
        _settle(actor, desk, state, state.clash)
        return
    if _tasks(actor, desk, item):
        st.rerun()
    head = st.container(key="saving", gap="small")
    form, beside = st.columns([3, 2], gap="large")
    with form:
        pad = _form(actor, desk, state)
        by, change = _noted(desk, state)
    settled(actor, state, pad, head)
    looked = look(actor, slug, pad.fields)
    pad.tell(looked.findings)
    live(state.key)
    with head:
        save = bar(actor, state, first_words(pad), _about(actor, desk, pad))
        reviewed(actor, slug, item)
    if save:
        _save(actor, state, by, change)
    with beside, st.container(key="beside"):
        todo(looked, state, by, _today(actor))
        preview(actor, slug, looked.item, state.key)
    with form:
        around(actor, desk, item, looked.item, state.key)


def _tasks(actor: Actor, desk: Bench, item: str) -> bool:
    """Draw what is to be done about the question; return whether a task was closed."""
    found = of_item(actor, desk.slug, item)
    return bool(found) and task_list(actor, found, {one.id: one.name for one in desk.people})


def _today(actor: Actor) -> date:
    return actor.service.now().astimezone(actor.service.settings.zone).date()


def _about(actor: Actor, desk: Bench, pad: Pad) -> str:
    """Say what the form is of; its state is that of every list, not what the form's file says."""
    stand, item = standing(actor, desk.slug), pad.text("id")
    listed = next((one for one in desk.items if one.id == item), None)
    state = STATES["draft" if listed is None else state_in(stand, listed)]
    return f"{plain(desk.title)} · {item} · {TYPES.get(pad.text('type'), '')} · {state}"


def _form(actor: Actor, desk: Bench, state: State) -> Pad:
    pad = Pad(state.widgets, state.form.fields)
    base = state.form.base or {}
    if pad.text("stimulus"):
        st.info(
            f"It shares the vignette {plain(pad.text('stimulus'))} with other questions, which"
            " stands before its own. What is shared is written in its file so far."
        )
    pad.area("Vignette", "stem", height=220, help_="The patient and the findings, in Markdown.")
    pad.room("stem")
    figures(actor, desk.slug, pad)
    pad.line(
        "Question", "lead_in", hint="Which of the following is the most appropriate next step?"
    )
    pad.room("lead_in")
    st.subheader("Answers", anchor=False)
    answers(pad, base)
    _marking(pad)
    st.subheader("Teaching", anchor=False)
    pad.area("Explanation", "explanation", height=160)
    pad.room("explanation")
    pad.line("Key point: the one sentence to remember", "key_point")
    pad.room("key_point")
    st.subheader("References", anchor=False)
    references(pad, desk.cited)
    st.subheader("Place in the bank", anchor=False)
    _place(pad, desk, base_status=str(base.get("status", "draft")))
    return pad


def _marking(pad: Pad) -> None:
    methods = {str(name): known for name, known in METHODS.items()}.get(pad.text("type"), ())
    if len(methods) < 2:  # noqa: PLR2004 - no choice
        return
    with st.expander("How it is marked"):
        pad.choose(
            "Marking",
            methods,
            "scoring",
            "method",
            words=lambda one: RULES[one].words if one in RULES else one,
            help_="Left open, the self-assessment's own rule for this type is taken.",
        )
        pad.room("scoring")


def _place(pad: Pad, desk: Bench, base_status: str) -> None:
    pad.choose("Topic", desk.topics, "blueprint", "topic", new=True)
    pad.room("blueprint")
    pad.choose("Asks for", list(LEVELS), "blueprint", "cognitive_level", words=named(LEVELS))
    if not pad.text("blueprint", "topic"):
        pad.put(("blueprint",), None)
    pad.several("Objectives", list(desk.objectives), "objectives", words=named(desk.objectives))
    pad.room("objectives")
    names = {one.id: one.name for one in desk.people}
    pad.several("Authors", list(names), "authors", words=named(names))
    pad.room("authors")
    by_act = ("approved", "retired")  # by a review, and with a reason
    offered = [one for one in STATUSES if one not in by_act or one == base_status]
    pad.choose(
        "Status",
        offered,
        "status",
        words=named(STATUSES),
        help_="A question is approved by its reviewers, and retired below, with the reason.",
    )
    pad.line("Next review by", "review_due", hint="2028-10-01", help_="Year-month-day.")
    pad.room("review_due")


def _noted(desk: Bench, state: State) -> tuple[str | None, str]:
    """Ask what the history is to say; return under whose name, and the words."""
    by = desk.own
    if by is None and desk.people:
        names = {one.id: one.name for one in desk.people}
        by = st.selectbox(
            "Changes are noted under the name of",
            list(names),
            index=None,
            format_func=named(names),
            placeholder="Left open, its first author",
            key=f"{state.key}-by",
        )
    change = st.text_input(
        "What changed and why, for the history",
        placeholder="Left open, the changes are listed in words",
        max_chars=LONGEST_LINE,
        key=f"{state.widgets}-change",
    )
    return by, change


def _save(actor: Actor, state: State, by: str | None, change: str) -> NoReturn:
    try:
        done = write(actor, state.slug, state.form, by=by, change=change)
    except Refused as refused:
        refused_by(state, refused)
    if isinstance(done, Written):
        again = " It was approved; as it changed, it goes to review again." if done.again else ""
        what = f" {plain(done.changed)}." if done.changed else ""
        unfiled = f" {plain(done.unfiled)}" if done.unfiled else ""
        reopened(actor, state, f"Saved.{what}{again}{unfiled}")
    state.clash = done
    st.rerun()


def _settle(actor: Actor, desk: Bench, state: State, met: Clash) -> None:
    """Let the second of two authors decide what stays; nothing is written before that."""
    if met.theirs is None or state.form.seen is None:
        st.title("Your question has no place any more", anchor=False)
        st.warning(
            "Somebody removed this question's file while you were writing, or changed it so that no"
            " form can show it."
            if met.theirs is None
            else "Somebody else saved another question under this id while you were writing."
        )
        if st.button("Save mine as a new question", type="primary", key=f"{state.key}-new"):
            _as_new(actor, state)
        return
    made = clash(state.form, met.theirs, state.widgets)
    if made is not None:
        put_together(state, made)
        _save(actor, state, desk.own, "")
    elif st.button("Leave what is saved, drop mine", type="tertiary", key=f"{state.key}-theirs"):
        dropped(actor, state, "This is what is saved.")


def _as_new(actor: Actor, state: State) -> NoReturn:
    kinds = {str(one): one for one in METHODS}
    item = begin(actor, state.slug, kinds[str(state.form.fields["type"])])
    keep(actor, state.slug, item, as_new(state.form.fields, item), 1)
    discard(actor, state.slug, state.name)
    go("write", bank=state.slug, item=item)
