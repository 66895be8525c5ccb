"""The claim: an amount, the boards, one attestation, and the certificate at once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from credit.statements import as_markdown
from screens.door import enter, place
from screens.parts import draft
from screens.parts.why import why
from screens.parts.words import day, plain
from workflows.credit.claim import BoardClaim, make
from workflows.credit.claim import amount as amount_of
from workflows.credit.known import Identity
from workflows.credit.offer import offer
from workflows.credit.refusals import BadAmount
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workflows.act import Actor
    from workflows.credit.offer import BoardOption, Offer

MOST_TO_TAP = 16  # amounts that fit on a telephone
FIELDS = {
    "given_name": ("Given name", "as your board holds it"),
    "family_name": ("Family name", "as your board holds it"),
    "birthday": ("Birthday, month and day only", "for example 09-10 or Sep 10"),
}


def claim() -> None:
    """Show what may be claimed, claim it, and show the receipt."""
    actor = enter()
    page = offer(actor, st.query_params.get("completion", ""))
    draft.forget(page.completion)
    st.title("Claim credit", anchor=False)
    st.caption(
        f"{plain(page.title)} · completed on {day(page.completed_on)}"
        f" · claim until {day(page.claim_by)}"
    )
    if page.claimed is not None:
        _held(page)
    if page.why_not is not None:
        st.info(page.why_not)
    elif page.claimed is None or _left(page):
        _claim(actor, page)


def _left(page: Offer) -> tuple[BoardOption, ...]:
    """Return the points that can still be claimed: of a settled amount only what it is worth."""
    amount = page.claimed.quarters if page.claimed is not None else None
    return tuple(
        one
        for one in page.boards
        if one.claimed is None and (amount is None or amount in one.points)
    )


def _held(page: Offer) -> None:
    """Show the receipt of what is claimed, why it is so much, and the certificate."""
    points = [one for one in page.boards if one.claimed]
    said = (page.claimed_text or "", *(_points_held(one) for one in points))
    st.success("Claimed:  \n" + "  \n".join(as_markdown(one) for one in said))
    if page.claimed is not None:
        with st.container(horizontal=True):
            key = f"{page.completion}-why"
            why(f"Why {page.claimed.text}?", page.why_claimed, key)
            for one in points:
                reasons = one.why.get(page.claimed.quarters, ())
                why(f"Why {one.claimed} {one.board}?", reasons, f"{key}-{one.kind}")
    if page.certificate:
        st.link_button("Open certificate", f"/certificate/{page.certificate}.pdf", type="primary")
    st.caption("The certificate and your transcript stay under Records.")
    if _left(page):
        st.subheader("Points from another board", anchor=False)


def _points_held(one: BoardOption) -> str:
    return f"{one.claimed} {one.board} {one.credit_type} points"


def _claim(actor: Actor, page: Offer) -> None:
    amount = page.claimed.quarters if page.claimed is not None else _amount(page)
    if page.lost:
        st.warning("  \n".join(("**This claim comes late.**", *map(plain, page.lost))))
    known = _identity(page) if _left(page) else Identity()
    wanted = dict(_boards(page, amount))
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
    chosen = st.pills(label, list(texts), key=key)
    return texts[chosen] if chosen else None


def _typed(page: Offer, label: str, key: str) -> int | None:
    most = page.amounts[-1]
    text = st.text_input(
        f"{label}, in quarters of an hour up to {most.text}", key=key, placeholder="like 1.25"
    )
    if not text:
        return None
    try:
        return amount_of(text, most.quarters)
    except BadAmount as refused:
        st.error(str(refused))
        return None


def _identity(page: Offer) -> Identity:
    """Show as whom the board will know the person, and ask for what is not on file."""
    known = page.known
    if not page.missing:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                f"Boards are told: {plain(known.given_name)} {plain(known.family_name)}, born"
                f" {known.birthday} (never the year)."
            )
            st.page_link(place("profile"), label="Change in Profile")
        return Identity()
    said = {}
    with st.container(border=True):
        st.markdown("**For points: how your board knows you**")
        st.caption("Asked once; it stays in your profile. Not needed for the credit alone.")
        for field in page.missing:
            label, hint = FIELDS[field]
            said[field] = st.text_input(
                label, value=getattr(known, field), key=f"{page.completion}-{field}",
                placeholder=hint, on_change="ignore",
            )  # fmt: skip
    return Identity(**said)


def _boards(page: Offer, amount: int | None) -> Iterator[tuple[str, BoardClaim]]:
    """Offer each board's points, and give those that are wanted by kind of claim."""
    left = sorted(_left(page), key=lambda one: one.board)
    for _, options in groupby(left, key=lambda one: one.board):
        kinds = list(options)
        claimed = _board(page, kinds, amount)
        if claimed is not None:
            # A board that gives nothing for this amount says so when it is claimed all the same.
            worth = [one for one in kinds if amount in one.points] or kinds[:1]
            yield from ((one.kind, claimed) for one in worth)


def _board(page: Offer, kinds: list[BoardOption], amount: int | None) -> BoardClaim | None:
    """Offer a board's points; they follow the amount, and ticking the consent claims them."""
    one = kinds[0]
    key = f"{page.completion}-{one.board}"
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{one.board}: {_worth(kinds, amount)}**", width="content")
            for each in kinds if amount is not None else ():
                if amount in each.points:
                    why(f"Why {each.points[amount]}?", each.why[amount], f"{key}-why-{each.kind}")
        number = st.text_input(
            one.id_label if one.id_required else f"{one.id_label} (optional)",
            value=one.diplomate_id, key=f"{key}-id",
            placeholder=f"for example {one.id_example}", on_change="ignore",
        )  # fmt: skip
        if one.id_warning:
            st.caption(one.id_warning)
        agreed = st.checkbox(
            f"Claim these points. {plain(one.consent)}",
            value=one.consented and bool(one.diplomate_id), key=f"{key}-consent",
            on_change="ignore",
        )  # fmt: skip
    return BoardClaim(number.strip(), consent=True) if agreed else None


def _worth(kinds: list[BoardOption], amount: int | None) -> str:
    """Say what an amount is worth at a board, or before one is chosen what there is."""
    if amount is None:
        return f"{' and '.join(plain(one.credit_type) for one in kinds)} points"
    parts = [
        f"{one.points[amount]} {plain(one.credit_type)}" for one in kinds if amount in one.points
    ]
    if not parts:
        return "no points for this amount"
    apart = ", sent as two records" if parts[1:] else ""
    return f"{' and '.join(parts)} points{apart}"
