"""What goes to the Portfolio Program: the next batch, the files, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from screens.parts.done import attempt, tell
from screens.parts.words import DAYS, day, number, plain
from workflows.part4.answer import SAID, enter, send_again, take
from workflows.part4.batch import batches, make, waiting
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor
    from workflows.part4.program import Sending


def sending(actor: Actor, sendings: Sequence[Sending]) -> None:
    """Show what waits to be sent, the batches, and each notice with its answer."""
    st.subheader("To the Portfolio Program", anchor=False)
    tell(_place(actor))
    found = waiting(actor)
    if found:
        names = "; ".join(f"{one.name} ({one.board})" for one in found[:20])
        st.markdown(f"{number(len(found), 'notice')} to send: {plain(names)}")
        if st.button("Make a batch", type="primary", key=f"{actor.public_id}-{len(found)}-batch"):
            attempt(_place(actor), "The batch is made. Take its file below.", lambda: make(actor))
    else:
        st.caption("Nothing waits: what is verified and may be shared goes once to each board.")
    _batches(actor)
    if not sendings:
        return
    _answers(actor)
    open_ = [one for one in sendings if one.state != "accepted"]
    for one in open_:
        with st.container(border=True):
            _notice(actor, one)
    if done := len(sendings) - len(open_):
        st.caption(f"{number(done, 'notice')} accepted; each stands on its project's page.")


def _batches(actor: Actor) -> None:
    for one in batches(actor):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Batch of {day(one.made_on)}: {number(one.records, 'notice')}")
            st.link_button("Excel", f"/export/portfolio/{one.id}?as=xlsx")
            st.link_button("CSV", f"/export/portfolio/{one.id}?as=csv")


def _answers(actor: Actor) -> None:
    with st.expander("Take in a file of answers"):
        st.caption(
            "CSV or Excel with the column Record as it went out, and Answer (accepted or rejected),"
            " Reason, and for physician assistants Notice received on (2026-12-31)."
        )
        key = f"{actor.public_id}-portfolio-answers"
        sent = st.file_uploader("The file", ["csv", "xlsx"], key=key)
        if st.button("Take it in", key=f"{key}-take") and sent is not None:
            _take(actor, sent.getvalue())


def _take(actor: Actor, content: bytes) -> None:
    try:
        taken = take(actor, content)
    except Refused as refused:
        st.error(str(refused))
        return
    st.success(
        f"{taken.accepted} accepted, {taken.rejected} rejected, {taken.unchanged} known already."
    )
    for one in taken.refused:
        st.warning(plain(one))


def _notice(actor: Actor, one: Sending) -> None:
    st.markdown(f"**{plain(one.name)}** · {one.board} :gray-badge[{SAID[one.state]}]")
    st.caption(plain(" · ".join(filter(None, (one.project, one.reason)))))
    key = f"{one.participation}-{one.board}-{one.seq}"
    if one.state == "batched":
        with st.popover("Enter the answer", key=f"{key}-answer"):
            _by_hand(actor, one, key)
    if one.state == "rejected" and st.button("Send it again", key=f"{key}-again"):
        attempt(
            _place(actor),
            "It goes with the next batch.",
            lambda: send_again(actor, one.participation, one.board, one.seq),
        )


def _by_hand(actor: Actor, one: Sending, key: str) -> None:
    outcome: Literal["accepted", "rejected"] | None = st.radio(
        "The answer", ["accepted", "rejected"], index=None, horizontal=True, key=f"{key}-outcome"
    )
    reason = st.text_input("Reason, if rejected", key=f"{key}-why", max_chars=500)
    on = None
    if one.board == "NCCPA":
        on = st.date_input("Notice received on", None, format=DAYS, key=f"{key}-noticed")
    if not st.button("Enter it", key=f"{key}-enter"):
        return
    if outcome is None:
        st.error("Choose accepted or rejected.")
        return
    said = outcome

    def done() -> None:
        enter(actor, one.participation, one.board, one.seq, said, reason=reason, noticed_on=on)

    attempt(_place(actor), "Entered.", done)


def _place(actor: Actor) -> str:
    return f"{actor.public_id}-portfolio"
