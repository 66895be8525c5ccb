"""The figures of a bank's questions over all editions: pooled, by version, around each edit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from scoring.statistics.flags import FEW
from screens.parts.table import Column, table
from screens.parts.words import number, plain
from screens.staff.one_question import begins, share
from workflows.reports.pooled import pooled

if TYPE_CHECKING:
    from scoring.statistics.pooled import Edit
    from workflows.act import Actor
    from workflows.reports.pooled import PooledFigures, Row

ROWS = (
    Column("Question"),
    Column("n", number=True),
    Column("Facility", number=True),
    Column("95% interval", phone=False, number=True),
    Column("Item-rest r", number=True),
)
EDITS = (
    Column("Question"),
    Column("Before", number=True),
    Column("After", number=True),
    Column("Difference", number=True),
    Column("95% interval", phone=False, number=True),
)


def pooled_part(actor: Actor, key: str) -> None:
    """Draw what all editions say together."""
    page = pooled(actor, key)
    if not page.rows:
        st.info("Nobody has finished a first attempt yet, or so few that nothing is shown.")
        return
    st.markdown(
        f"First attempts at {number(len(page.editions), 'edition')} together:"
        f" {plain('; '.join(page.editions))}."
    )
    st.link_button("Pooled figures as CSV", _file(page, "pooled"))
    st.html(table("Questions over all editions", ROWS, [_row(one) for one in page.rows]))
    st.caption(
        "A question with more than one version is followed by each of them. A change of wording is"
        " a revision, and its people stay together."
    )
    _edits(page)


def _row(one: Row) -> tuple[str, ...]:
    if one.version is None:
        name = f"{escape(begins(one.named))}<small>{escape(one.item)}, all versions</small>"
    else:
        name = f"{escape(one.item)} v{one.version}"
    reach = one.interval
    return (
        name,
        str(one.n),
        share(one.facility),
        f"{reach[0]:.2f} to {reach[1]:.2f}" if reach else "–",
        "–" if one.n < FEW else share(one.r_item_rest),
    )


def _edits(page: PooledFigures) -> None:
    st.subheader("Before and after an edit", anchor=False)
    if not page.edits:
        st.markdown("No question was answered both before and after an edit.")
        return
    clear = [one for one in page.edits if one.interval[0] > 0 or one.interval[1] < 0]
    st.markdown(
        f"{number(len(page.edits), 'edit')}; of {len(clear)} the facility differs by more than"
        " chance explains (the interval of the difference leaves out 0). Those before and those"
        " after are different people, and something else may have changed with the edit."
    )
    st.html(table("Edits", EDITS, [_edit(page, one) for one in page.edits]))
    st.link_button("Edits as CSV", _file(page, "edits"))


def _edit(page: PooledFigures, one: Edit) -> tuple[str, ...]:
    low, high = one.interval
    which = f"{_state(one.before)} to {_state(one.after)}"
    return (
        f"{escape(begins(page.names[one.item]))} ({which})<small>{escape(one.item)}</small>",
        f"{one.facility_before:.2f}<small>n {one.n_before}</small>",
        f"{one.facility_after:.2f}<small>n {one.n_after}</small>",
        f"{one.difference:+.2f}",
        f"{low:+.2f} to {high:+.2f}",
    )


def _state(state: tuple[int, int]) -> str:
    return "v{} r{}".format(*state)


def _file(page: PooledFigures, name: str) -> str:
    return f"/export/statistics/{name}?{urlencode({'activity': page.key})}"
