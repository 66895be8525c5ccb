"""PARS' answers: the file is taken in, and what became of its rows is said."""

from __future__ import annotations

import hashlib
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from documents.pars.read_table import MAX_BYTES
from screens.parts.table import Column, table
from screens.parts.words import number, plain
from screens.staff.reports.told import done
from workflows.pars.answers import take
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.pars.answers import Taken


ROWS = (Column("Row", number=True), Column("What became of it"))
MOST_ROWS = 200  # rows of an answer file that are told one by one


def answers(actor: Actor) -> None:
    """Take in a file of answers."""
    st.subheader("Answers from PARS", anchor=False)
    st.caption(
        "CSV or Excel, as PARS gives it. The names of its columns were not seen yet: what is not"
        " recognized is refused row by row, never guessed. The same file again changes nothing."
    )
    file = st.file_uploader(
        "Answer file",
        type=["csv", "txt", "xlsx"],
        key=_key(actor, "file"),
        max_upload_size=MAX_BYTES // 1_000_000,
    )
    if file is None:
        st.session_state.pop(_key(actor, "taken"), None)
        return
    content = file.getvalue()
    stamp = hashlib.sha256(content).hexdigest()
    known = st.session_state.get(_key(actor, "taken"))
    if known is not None and known[0] == stamp:
        _taken(known[1])
        return
    if st.button("Take in the answers", type="primary", key=_key(actor, "take")):
        try:
            taken = take(actor, content)
        except Refused as refused:
            st.error(str(refused))
            return
        st.session_state[_key(actor, "taken")] = (stamp, taken)
        st.session_state[f"{actor.public_id}-reported-ill"] = _nothing(taken)
        done(actor, _sum(taken))


def _key(actor: Actor, name: str) -> str:
    return f"{actor.public_id}-answers-{name}"


def _nothing(taken: Taken) -> bool:
    """Whether rows were refused and nothing else came of the file."""
    good = taken.accepted, taken.rejected, taken.pending, taken.unchanged
    return bool(taken.refused) and not any(good)


def _sum(taken: Taken) -> str:
    return (
        f"{taken.accepted} accepted, {taken.rejected} rejected, {taken.pending} waiting for the"
        f" board, {taken.unchanged} unchanged, {len(taken.contradictory)} contradictory,"
        f" {number(len(taken.refused), 'row')} refused."
    )


def _taken(taken: Taken) -> None:
    st.markdown(_sum(taken))
    rows = [
        (str(one.row or ""), escape(one.said)) for one in (*taken.contradictory, *taken.refused)
    ]
    if rows:
        st.html(table("Rows that need a look", ROWS, rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(rows)} rows.")
    for note in taken.notes:
        st.caption(plain(note))
