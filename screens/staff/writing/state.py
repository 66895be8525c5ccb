"""A form in a browser tab: opened, kept after each change, and its bar with Save."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from quizzes.editing.saving import Clash
from quizzes.editing.trimmed import trimmed
from screens.parts.words import moment
from workflows.content.writing.form import Form
from workflows.content.writing.keep import discard, keep
from workflows.content.writing.opening import open_form
from workflows.refusals import Refused

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from screens.staff.writing.pad import Pad
    from workflows.act import Actor


@dataclass
class State:
    """One form in one browser tab; `turn` counts how often its widgets were made anew."""

    slug: str
    name: str  # the item's id, or the activity's file
    key: str
    form: Form
    seq: int
    turn: int = 0
    said: str = ""
    warned: str = ""
    clash: Clash | None = None
    unkept: bool = False  # the last change could not be kept; it is tried again

    @property
    def widgets(self) -> str:
        """What the keys of the form's widgets begin with."""
        return f"{self.key}-{self.turn}"

    @property
    def changed(self) -> bool:
        """Whether the form says something else than its file."""
        base = self.form.base
        return base is None or trimmed(self.form.fields) != trimmed(base)


def state_of(actor: Actor, slug: str, name: str) -> State:
    """Return the form that this tab holds, else the author's draft, else what the file says."""
    key = f"{actor.public_id}-{slug}-{name}"
    known: State | None = st.session_state.get(f"{key}-form")
    if known is None:
        opened = open_form(actor, slug, name)
        known = State(slug, name, key, opened.form, opened.seq)
        if opened.kept_at is not None and opened.form.base is not None:
            when = moment(opened.kept_at.astimezone(actor.service.settings.zone))
            known.said = f"This is your draft of {when}; it is not saved into the bank yet."
        st.session_state[f"{key}-form"] = known
    return known


def settled(actor: Actor, state: State, pad: Pad, head: DeltaGenerator) -> None:
    """Take what was typed into the form and keep it, so that a closed browser loses nothing."""
    moved = pad.settle()
    before, state.form = state.form, replace(state.form, fields=pad.fields)
    if state.unkept or trimmed(pad.fields) != trimmed(before.fields):
        try:
            state.seq = keep(actor, state.slug, state.name, state.form, state.seq)
            state.said, state.warned, state.unkept = "", "", False
        except Refused as refused:
            state.unkept = True
            head.error(str(refused))
    if moved:
        state.turn += 1
        st.rerun()


def bar(actor: Actor, state: State, title: str, below: str) -> bool:
    """Draw what the form is of, whether it is saved, and Save; return its click."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"# {title}\n\n:small[:gray[{below}]]", width="stretch")
        badge = ":orange-badge[draft, not saved yet]" if state.changed else ":green-badge[saved]"
        st.markdown(badge, width="content")
        undo = st.empty()  # there or not, so that Save is the same button before and after
        drop = (
            state.form.base is not None
            and state.changed
            and undo.button("Undo changes", type="tertiary", key=f"{state.widgets}-discard")
        )
        # Never grey, and at the end of its line, where nothing moves it: the press by which a field
        # is left comes before the server has heard what was typed there.
        save = st.button("Save", type="primary", key=f"{state.widgets}-save")
    notes = st.container()
    if save and not state.changed:
        notes.info("There is nothing to save: the form says what the file says.")
    if state.said:
        notes.success(state.said)
    if state.warned:
        notes.warning(state.warned)
    if drop:
        dropped(actor, state, "Your changes are undone.")
    return save and state.changed


def refused_by(state: State, refused: Refused) -> NoReturn:
    """Show the form again with the sentence that says why it was not saved."""
    state.warned = str(refused)
    st.rerun()


def put_together(state: State, form: Form) -> None:
    """Go on with what was chosen of two versions; its widgets are made anew."""
    state.form, state.clash, state.unkept = form, None, True
    state.turn += 1


def dropped(actor: Actor, state: State, said: str) -> NoReturn:
    """Throw the draft away and show what the file says."""
    discard(actor, state.slug, state.name)
    reopened(actor, state, said)


def reopened(actor: Actor, state: State, said: str) -> NoReturn:
    """Show what is saved, with a sentence above it."""
    opened = open_form(actor, state.slug, state.name)
    again = State(state.slug, state.name, state.key, opened.form, opened.seq, state.turn + 1, said)
    st.session_state[f"{state.key}-form"] = again
    st.rerun()
