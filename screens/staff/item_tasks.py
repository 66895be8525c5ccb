"""Tasks about single questions, wherever they are shown: what is to be done, by whom, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import day, number, plain
from workflows.content.item_tasks import ADVICE, LONGEST, REFERENCE, REVIEW, close
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workflows.act import Actor
    from workflows.content.item_tasks import ItemTask

KINDS = {REVIEW: "To review", ADVICE: "Advice", REFERENCE: "Source"}
SHOWN = 20


def task_list(
    actor: Actor, tasks: Sequence[ItemTask], names: Mapping[str, str], *, named: bool = False
) -> bool:
    """Draw tasks, each with the way to close it; return whether one was closed.

    `names` are those of the people by faculty id; `named` puts the question before the words.
    """
    closed = False
    for one in tasks[:SHOWN]:
        with st.container(border=True):
            st.markdown(_said(one, names, named=named))
            if one.mine or actor.has("staff"):
                with st.popover("Close with a reason", icon=":material/task_alt:"):
                    closed = _close(actor, one) or closed
    if len(tasks) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(tasks)}.")
    return closed


def _said(one: ItemTask, names: Mapping[str, str], *, named: bool) -> str:
    whom = ", ".join(names.get(each, each) for each in one.people) or "nobody named yet"
    item = f"[{plain(one.item_id)}](/review?bank={one.slug}&item={one.item_id}) " if named else ""
    said = f" {plain(one.said)}" if one.said else ""
    return (
        f"{item}:blue-badge[{KINDS[one.kind]}]{said}  \n"
        f":small[:gray[For {plain(whom)} · {due(one)} · opened by {plain(one.by)}]]"
    )


def due(one: ItemTask) -> str:
    """Say by when a task is to be done."""
    if one.days_left < 0:
        return f"was due {day(one.due)}, {number(-one.days_left, 'day')} ago"
    return f"due {day(one.due)}"


def _close(actor: Actor, one: ItemTask) -> bool:
    reason = st.text_area(
        "Why nothing more is to be done",
        max_chars=LONGEST,
        key=f"{actor.public_id}-{one.id}-reason",
    )
    if not st.button("Close the task", key=f"{actor.public_id}-{one.id}-close"):
        return False
    try:
        close(actor, one.id, reason)
    except Refused as refused:
        st.error(plain(str(refused)))
        return False
    return True
