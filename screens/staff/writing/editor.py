"""The form of one item: written, looked at by the checker, seen as physicians see it, saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from quizzes.editing.looked import ordered
from quizzes.editing.saving import Clash
from quizzes.editing.trimmed import trimmed
from quizzes.models import METHODS
from scoring.rules import RULES
from screens.door import go
from screens.parts.live import live
from screens.parts.words import moment, number, plain
from screens.staff.writing.answers import answers, first_words
from screens.staff.writing.clash import as_new, clash
from screens.staff.writing.pad import Pad, sentence
from screens.staff.writing.preview import preview
from screens.staff.writing.sources import figures, references
from screens.staff.writing.words import LEVELS, STATUSES, TYPES, named
from workflows.content.writing.begin import begin
from workflows.content.writing.form import Form
from workflows.content.writing.keep import discard, keep
from workflows.content.writing.listing import bench
from workflows.content.writing.looking import look
from workflows.content.writing.opening import open_item
from workflows.content.writing.write import Written, write
from workflows.refusals import Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from quizzes.editing.looked import Looked
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench


@dataclass
class State:
    """One form in one browser tab; `turn` counts how often its widgets were made anew."""

    form: Form
    seq: int
    turn: int = 0
    said: str = ""
    clash: Clash | None = None


def editor(actor: Actor, slug: str, item: str) -> None:
    """Draw the form of an item."""
    key = f"{actor.public_id}-{slug}-{item}"
    state = _state(actor, slug, item, key)
    desk = bench(actor, slug)
    if state.clash is not None:
        _settle(actor, desk, state, state.clash, key)
        return
    head = st.container(key="saving", gap="small")
    form, beside = st.columns([3, 2], gap="large")
    with form:
        pad = _form(actor, desk, f"{key}-{state.turn}", state)
    moved = pad.settle()
    _keep(actor, slug, state, pad, head)
    if moved:
        state.turn += 1
        st.rerun()
    looked = look(actor, slug, pad.fields)
    pad.tell(looked.findings)
    live(key)
    with head:
        _head(actor, desk, state, pad)
    with beside, st.container(key="beside"):
        preview(actor, slug, looked.item, key)
        _to_do(looked)


def _state(actor: Actor, slug: str, item: str, key: str) -> State:
    known: State | None = st.session_state.get(f"{key}-form")
    if known is None:
        opened = open_item(actor, slug, item)
        known = State(opened.form, opened.seq)
        if opened.kept_at is not None and opened.form.base is not None:
            when = moment(opened.kept_at.astimezone(actor.service.settings.zone))
            known.said = f"This is your draft of {when}; it is not saved into the bank yet."
        st.session_state[f"{key}-form"] = known
    return known


def _form(actor: Actor, desk: Bench, key: str, state: State) -> Pad:
    pad = Pad(key, state.form.fields)
    base = state.form.base or {}
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
    offered = [one for one in STATUSES if one != "approved" or base_status == "approved"]
    pad.choose(
        "Status",
        offered,
        "status",
        words=named(STATUSES),
        help_="An item is approved by its reviewers, not here.",
    )
    pad.line("Next review by", "review_due", hint="2028-10-01", help_="Year-month-day.")
    pad.room("review_due")


def _keep(actor: Actor, slug: str, state: State, pad: Pad, head: DeltaGenerator) -> None:
    """Keep what changed since the last run, so that a closed browser loses nothing."""
    before, state.form = state.form, replace(state.form, fields=pad.fields)
    if trimmed(pad.fields) == trimmed(before.fields):
        return
    try:
        state.seq = keep(actor, slug, pad.text("id"), state.form, state.seq)
        state.said = ""
    except Refused as refused:
        head.error(str(refused))


def _head(actor: Actor, desk: Bench, state: State, pad: Pad) -> None:
    base = state.form.base
    changed = base is None or trimmed(pad.fields) != trimmed(base)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"# {first_words(pad)}\n\n:small[:gray[{plain(desk.title)} · {pad.text('id')} ·"
            f" {TYPES.get(pad.text('type'), '')} · {STATUSES.get(pad.text('status'), '')}]]"
        )
        st.markdown(
            ":orange-badge[draft, not saved yet]" if changed else ":green-badge[saved]",
            width="content",
        )
        save = st.button("Save", type="primary", disabled=not changed, key=f"{pad.key}-save")
        drop = (
            base is not None
            and changed
            and st.button("Undo changes", type="tertiary", key=f"{pad.key}-discard")
        )
    notes = st.container()
    if state.said:
        notes.success(state.said)
    if drop:
        discard(actor, desk.slug, pad.text("id"))
        _reopen(actor, desk.slug, pad.text("id"), "Your changes are undone.")
    if save:
        _save(actor, desk, state, notes)


def _save(actor: Actor, desk: Bench, state: State, notes: DeltaGenerator) -> None:
    item = str(state.form.fields["id"])
    try:
        done = write(actor, desk.slug, state.form, by=desk.own)
    except Refused as refused:
        notes.warning(str(refused))
        return
    if isinstance(done, Written):
        again = " It was approved; as it changed, it goes to review again." if done.again else ""
        what = f" {plain(done.changed)}." if done.changed else ""
        _reopen(actor, desk.slug, item, f"Saved.{what}{again}")
    state.clash = done
    st.rerun()


def _settle(actor: Actor, desk: Bench, state: State, met: Clash, key: str) -> None:
    """Let the second of two authors decide what stays; nothing is written before that."""
    notes = st.container()
    if met.theirs is None or state.form.seen is None:
        gone = met.theirs is None
        st.warning(
            "Somebody removed this question's file while you were writing."
            if gone
            else "Somebody else saved another question under this id while you were writing."
        )
        if st.button("Save mine as a new question", type="primary", key=f"{key}-new"):
            _as_new(actor, desk, state)
        return
    made = clash(state.form, met.theirs, f"{key}-{state.turn}")
    if made is not None:
        state.form, state.clash = made, None
        _save(actor, desk, state, notes)
    elif st.button("Leave what is saved, drop mine", type="tertiary", key=f"{key}-theirs"):
        discard(actor, desk.slug, str(state.form.fields["id"]))
        _reopen(actor, desk.slug, str(state.form.fields["id"]), "This is what is saved.")


def _as_new(actor: Actor, desk: Bench, state: State) -> NoReturn:
    kinds = {str(one): one for one in METHODS}
    item = begin(actor, desk.slug, kinds[str(state.form.fields["type"])])
    keep(actor, desk.slug, item, as_new(state.form.fields, item), 1)
    discard(actor, desk.slug, str(state.form.fields["id"]))
    go("write", bank=desk.slug, item=item)


def _reopen(actor: Actor, slug: str, item: str, said: str) -> NoReturn:
    key = f"{actor.public_id}-{slug}-{item}"
    turn = st.session_state[f"{key}-form"].turn + 1
    opened = open_item(actor, slug, item)
    st.session_state[f"{key}-form"] = State(opened.form, opened.seq, turn, said)
    st.rerun()


def _to_do(looked: Looked) -> None:
    """List what is to be done before the item goes to review."""
    every = ordered(looked)
    st.subheader("To do before review", anchor=False)
    if not every:
        st.success("Nothing: it can go to review.")
        return
    st.caption(number(len(every), "point"))
    st.markdown("\n\n".join(sentence(one) for one in every))
