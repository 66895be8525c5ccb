"""The boards' part of a claim: as whom they know the person, and the points of each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import streamlit as st

from credit import boards
from credit.boards import id_warning
from screens.door import go
from screens.parts.why import why
from screens.parts.words import plain
from workflows.credit.claim import BoardClaim
from workflows.credit.known import Identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workflows.credit.offer import BoardOption, Offer

FIELDS = {
    "given_name": ("Given name", "as your board holds it"),
    "family_name": ("Family name", "as your board holds it"),
    "birthday": ("Birthday, month and day only", "for example 09/10 or Sep 10"),
}


def left(page: Offer) -> tuple[BoardOption, ...]:
    """Return the points that can still be claimed: of a settled amount only what it is worth."""
    amount = page.claimed.quarters if page.claimed is not None else None
    return tuple(
        one
        for one in page.boards
        if one.claimed is None and (amount is None or amount in one.points)
    )


def to_profile(page: Offer) -> None:
    """Lead to the profile where that is all that stands before the claim."""
    if page.profile_lacks and st.button(
        "Complete your profile", type="primary", key=f"{page.completion}-profile"
    ):
        go("profile")


def identity(page: Offer) -> Identity:
    """Show as whom the board will know the person, and ask for what is not on file."""
    known = page.known
    if not page.missing:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                f"Boards are told: {plain(known.given_name)} {plain(known.family_name)}, born"
                f" {known.birthday} (never the year)."
            )
            if st.button("Change in Profile", type="tertiary", key=f"{page.completion}-change"):
                _keep(page)
                go("profile")
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


def wanted_boards(page: Offer, amount: int | None) -> Iterator[tuple[str, BoardClaim]]:
    """Offer each board's points, and give those that are wanted by kind of claim."""
    still = sorted(left(page), key=lambda one: one.board)
    for _, options in groupby(still, key=lambda one: one.board):
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
    ticked = kept(page, f"{key}-consent")
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{one.board}: {_worth(kinds, amount)}**", width="content")
            for each in kinds if amount is not None else ():
                if amount in each.points:
                    asked = asks_why(each, each.points[amount], kinds)
                    why(asked, each.why[amount], f"{key}-why-{each.kind}")
        number = st.text_input(
            one.id_label if one.id_required else f"{one.id_label} (optional)",
            value=kept(page, f"{key}-id") or one.diplomate_id, key=f"{key}-id",
            placeholder=f"for example {one.id_example}", on_change="ignore",
        )  # fmt: skip
        if one.id_warning:
            st.caption(one.id_warning)
        agreed = st.checkbox(
            f"Claim these points. {plain(one.consent)}",
            value=ticked if ticked is not None else one.consented and bool(one.diplomate_id),
            key=f"{key}-consent",
            on_change="ignore",
        )  # fmt: skip
    return BoardClaim(number.strip(), consent=True) if agreed else None


def why_points(page: Offer, claimed: Sequence[BoardOption], amount: int) -> None:
    """Let each board's points that were claimed say why they are so many."""
    for one in claimed:
        asked = asks_why(one, f"{one.claimed} {one.board}", claimed)
        why(asked, one.why.get(amount, ()), f"{page.completion}-why-{one.kind}")


def asks_why(one: BoardOption, amount: str, beside: Sequence[BoardOption]) -> str:
    """Return the question of an amount: with its type where the same board gives others, too."""
    several = sum(each.board == one.board for each in beside) > 1
    return f"Why {amount} {one.credit_type}?" if several else f"Why {amount}?"


def _keep(page: Offer) -> None:
    """Keep what was chosen and typed while another page is open: widgets forget it there."""
    own = (f"{page.completion}-amount", *_keys(page))
    st.session_state[f"{page.completion}-kept"] = {one: st.session_state.get(one) for one in own}


def kept(page: Offer, key: str) -> Any:  # noqa: ANN401  a widget's value
    """Return what a field held when the page was left for the profile, or None."""
    return st.session_state.get(f"{page.completion}-kept", {}).get(key)


def _keys(page: Offer) -> Iterator[str]:
    for board in {one.board for one in left(page)}:
        yield from (f"{page.completion}-{board}-{field}" for field in ("id", "consent"))


def confirmed(page: Offer) -> bool:
    """Ask once about what looks unintended; return whether it is to be claimed as it stands."""
    found, key = tuple(_doubts(page)), f"{page.completion}-doubts"
    if not found or st.session_state.get(key) == found:
        return True
    st.session_state[key] = found
    again = "Change it, or press the button once more to claim as it stands."
    st.warning("  \n".join((*map(plain, found), again)))
    return False


def _doubts(page: Offer) -> Iterator[str]:
    """Say where an ID was entered that looks unusual, or that nothing would be done with."""
    for one in {each.board: each for each in left(page)}.values():
        key = f"{page.completion}-{one.board}"
        number = str(st.session_state.get(f"{key}-id", "")).strip()
        if not number or number == one.diplomate_id:
            continue
        if not st.session_state.get(f"{key}-consent"):
            yield (
                f"You entered an {one.id_label} and did not tick the box beneath it: {one.board}"
                " would hear of nothing."
            )
        elif odd := id_warning(boards.load().rule(one.board, page.completed_on), number):
            yield odd


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
