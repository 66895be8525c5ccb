"""Points by board on the page of records: the cycle, the progress, Part IV beside it, hints."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from credit import boards
from credit.amounts import as_text
from screens.parts.words import plain, statement
from workflows.people import profile
from workflows.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from documents.moc_row import MocRow
    from workflows.act import Actor
    from workflows.part4.own import Part


@dataclass(frozen=True)
class Awarded:
    """What a quality project counts for at a board, which awards it."""

    board: str
    said: str
    year: int
    title: str


def awards(parts: Iterable[Part]) -> tuple[Awarded, ...]:
    """Return what boards give for the projects that were verified, by credit year."""
    return tuple(
        Awarded(
            each.award.board,
            each.award.said,
            one.year if one.year is not None else one.completed_on.year,
            one.project.plan.title,
        )
        for one in parts
        for each in one.boards
        if one.completed_on is not None
    )


def moc_lines(
    actor: Actor, rows: Iterable[MocRow], today: date, held: Sequence[Awarded] = ()
) -> None:
    """Draw each board with its points by type, and ask once for the end of its cycle.

    `held` is what quality projects count for there: it stands beside, and is added to nothing.
    """
    drawn = set()
    for board, of_board in groupby(rows, key=lambda row: row.board):
        drawn.add(board)
        for at, row in enumerate(of_board):
            with st.container(border=True):
                _line(row, today)
                if not at:
                    own = [one for one in held if one.board == board]
                    _part4([one for one in own if row.last_year is None or row.holds(one.year)])
                    _cycle_end(actor, row, today)
    for board in sorted({one.board for one in held} - drawn):
        with st.container(border=True):
            st.markdown(f"**{plain(board)}**")
            _part4([one for one in held if one.board == board])


def _part4(held: Sequence[Awarded]) -> None:
    """Show what projects of the same cycle count for, as the board's to award."""
    for one in held:
        st.markdown(f"Part IV · {plain(one.said)} · {one.year} · {plain(one.title)}")
    if held:
        st.caption("Part IV is recorded here and awarded by the board.")


def _line(row: MocRow, today: date) -> None:
    name = f"{row.board} (demonstration)" if row.demonstration else row.board
    st.markdown(f"**{name}** · {row.covers} · {statement(row.progress)}")
    types = [f"{plain(one.credit_type)} {as_text(one.quarters)}" for one in row.here]
    types += [
        f"{plain(one.credit_type)} {as_text(one.quarters)} self-reported, not counted above"
        for one in row.elsewhere
    ]
    if types:
        st.markdown("  \n".join(types))
    if row.last_year is not None and row.last_year < today.year:
        st.warning(f"That cycle ended in {row.last_year}. Enter when the present one ends.")
    if row.hint:
        st.caption(statement(row.hint))


def _cycle_end(actor: Actor, row: MocRow, today: date) -> None:
    """Ask in which year the present cycle ends, and keep it in the profile."""
    cycle = boards.load().board(row.board).rule(today).cycle
    if cycle is None:
        return
    key = f"{actor.public_id}-{row.board}-cycle"
    years = list(range(today.year, today.year + cycle.years + 1))
    known = row.last_year
    with st.popover("Change the cycle" if known else "When does your cycle end?", key=f"{key}-end"):
        chosen = st.selectbox(
            f"The year your present {row.board} cycle ends",
            years,
            index=years.index(known) if known in years else None,
            placeholder="Choose a year",
            key=f"{key}-year",
        )
        st.caption("Your board's portal shows it. It only draws the line for adding up.")
        if st.button("Keep", key=f"{key}-keep") and chosen is not None:
            _keep(actor, row.board, int(chosen))


def _keep(actor: Actor, board: str, year: int) -> None:
    held = profile.see(actor)
    ends = {**held.profile.cycle_ends, board: year}
    try:
        profile.write(actor, held.seq, held.profile.model_copy(update={"cycle_ends": ends}))
    except Refused as refused:
        st.error(str(refused))
    else:
        st.rerun()
