"""The claim where the credit is that of an activity held elsewhere: boards and one attestation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.statements import as_markdown
from screens.learner.board_points import (
    confirmed,
    identity,
    left,
    to_profile,
    wanted_boards,
    why_points,
)
from screens.parts.words import plain
from workflows.credit.points_only import claim_points
from workflows.refusals import Refused

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.credit.offer import Offer


def points_only(actor: Actor, page: Offer) -> None:
    """Show what points go with the credit claimed elsewhere, claim them, and show the receipt."""
    elsewhere = page.elsewhere
    if elsewhere is None:
        return
    open_ = tuple(one for one in left(page) if one.claimed is None)
    if any(one.claimed for one in page.boards):
        _receipt(page)
    if page.why_not is not None:
        st.info(plain(page.why_not))
        to_profile(page)
    elif open_ and elsewhere.credit is not None:
        st.markdown(
            f"You claimed **{elsewhere.credit.text}** in {plain(elsewhere.named)}. The points"
            " follow that amount; this self-assessment gives no credit of its own."
        )
        _claim(actor, page, elsewhere.credit.quarters)
    elif not open_ and not page.boards:
        st.info("No board takes points for this activity yet.")
    for sentence in page.not_offered:
        st.caption(plain(sentence))


def _receipt(page: Offer) -> None:
    points = [one for one in page.boards if one.claimed]
    held = (f"{one.claimed} {one.board} {one.credit_type} points" for one in points)
    st.success("Claimed:  \n" + "  \n".join(map(plain, held)))
    if page.elsewhere is not None and page.elsewhere.credit is not None:
        with st.container(horizontal=True):
            why_points(page, points, page.elsewhere.credit.quarters)
    if page.certificate:
        st.link_button("Open certificate", f"/certificate/{page.certificate}.pdf", type="primary")


def _claim(actor: Actor, page: Offer, amount: int) -> None:
    known = identity(page)
    wanted = dict(wanted_boards(page, amount))
    st.markdown(as_markdown(page.attestation))
    st.caption("A claim is final: only the office can correct it.")
    key = f"{page.certificate or page.completion}-points"
    if not st.button("I attest and claim", type="primary", key=key, width="stretch"):
        return
    if not confirmed(page):
        return
    try:
        claim_points(actor, page.completion, boards=wanted, attested=True, identity=known)
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()
