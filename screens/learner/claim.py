"""The claim: an amount, the boards, one attestation, and the certificate at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.statements import as_markdown
from screens.door import enter, place
from screens.learner.board_points import (
    confirmed,
    identity,
    kept,
    left,
    to_profile,
    wanted_boards,
    why_points,
)
from screens.learner.points_only import points_only
from screens.parts import draft
from screens.parts.offer_return import offer_return
from screens.parts.standing import to_claim
from screens.parts.why import why
from screens.parts.words import day, plain
from workflows.credit.claim import amount as amount_of
from workflows.credit.claim import make
from workflows.credit.known import Identity
from workflows.credit.offer import offer
from workflows.credit.refusals import BadAmount
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.credit.offer import BoardOption, Offer

LATE = "**For points this claim comes late; your credit is not affected.**"
MOST_TO_TAP = 16  # amounts that fit on a telephone


def claim() -> None:
    """Show what may be claimed, claim it, and show the receipt."""
    actor = enter()
    page = offer(actor, st.query_params.get("completion", ""))
    draft.forget(page.completion)
    st.title(f"Claim {to_claim(participates=not page.physician)}", anchor=False)
    st.caption(
        f"{plain(page.title)} · completed on {day(page.completed_on)}"
        f" · claim until {day(page.claim_by)}"
    )
    if page.halt is not None:
        st.info(f"{plain(page.halt)} What you completed stays, and so does the time to claim it.")
    if page.elsewhere is not None:
        return points_only(actor, page)
    if page.claimed is not None:
        _held(actor, page)
    if page.why_not is not None:
        st.info(page.why_not)
        to_profile(page)
    elif page.claimed is None or left(page):
        _claim(actor, page)
    return None


def _held(actor: Actor, page: Offer) -> None:
    """Show the receipt of what is claimed, why it is so much, and the certificate."""
    points = [one for one in page.boards if one.claimed]
    said = (page.claimed_text or "", *(_points_held(one) for one in points))
    st.success("Claimed:  \n" + "  \n".join(as_markdown(one) for one in said))
    if page.claimed is not None:
        with st.container(horizontal=True):
            why(f"Why {page.claimed.text}?", page.why_claimed, f"{page.completion}-why")
            why_points(page, points, page.claimed.quarters)
    if page.certificate:
        st.link_button("Open certificate", f"/certificate/{page.certificate}.pdf", type="primary")
    st.caption("The certificate and your transcript stay under Records.")
    st.page_link(
        place("commitments"),
        label="My commitments to change",
        icon=":material/edit_note:",
        query_params={"completion": page.completion},
    )
    offer_return(actor, page.completion)
    if left(page):
        st.subheader("Points from another board", anchor=False)


def _points_held(one: BoardOption) -> str:
    return f"{one.claimed} {one.board} {one.credit_type} points"


def _claim(actor: Actor, page: Offer) -> None:
    amount = page.claimed.quarters if page.claimed is not None else _amount(page)
    if page.lost:
        st.warning("  \n".join((LATE, *map(plain, page.lost))))
    known = identity(page) if left(page) else Identity()
    wanted = dict(wanted_boards(page, amount))
    for sentence in page.not_offered:
        st.caption(plain(sentence))
    st.markdown(as_markdown(page.attestation))
    st.caption("A claim is final: only the office can correct it.")
    # A click on what another tab has claimed since is not a click on what is left.
    key = f"{page.certificate or page.completion}-claim"
    if not st.button("I attest and claim", type="primary", key=key, width="stretch"):
        return
    if amount is None:
        st.error("Choose the amount first: the credit that matches the time you spent.")
        return
    if not confirmed(page):
        return
    try:
        make(
            actor, page.completion, quarters=amount, boards=wanted, attested=True, identity=known
        )  # fmt: skip
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()


def _amount(page: Offer) -> int | None:
    """Let the physician choose; nothing is chosen beforehand."""
    label = f"{'Credit' if page.physician else 'Hours'} to claim"
    key = f"{page.completion}-amount"
    few = len(page.amounts) <= MOST_TO_TAP
    chosen = _tapped(page, label, key) if few else _typed(page, label, key)
    st.caption(
        f"Recorded on the questions: {page.recorded_minutes} min. Estimated for the whole"
        f" activity: {page.estimated_minutes} min. Claim what matches your participation."
    )
    return chosen


def _tapped(page: Offer, label: str, key: str) -> int | None:
    texts = {one.text: one.quarters for one in page.amounts}
    chosen = st.pills(label, list(texts), key=key, default=kept(page, key))
    return texts[chosen] if chosen else None


def _typed(page: Offer, label: str, key: str) -> int | None:
    most = page.amounts[-1]
    text = st.text_input(
        f"{label}, in quarters of an hour up to {most.text}",
        value=kept(page, key) or "",
        key=key,
        placeholder="like 1.25",
    )
    if not text:
        return None
    try:
        return amount_of(text, most.quarters)
    except BadAmount as refused:
        st.error(str(refused))
        return None
