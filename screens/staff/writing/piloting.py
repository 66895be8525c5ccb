"""The pilot of a bank: testers are asked by link, and what they told stands in a table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from credit.estimate import mean, median, minutes_said
from screens.door import go
from screens.parts.table import Column, small, table
from screens.parts.words import day, number, plain
from workflows.content.writing.listing import bench
from workflows.refusals import Refused
from workflows.trying.pilot import LONGEST_NAME, ask, editions_of, end, minutes_of, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflows.act import Actor
    from workflows.trying.pilot import Tester

FILES = ""
COLUMNS = (Column("Tester"), Column("Minutes", number=True), Column("Comment", phone=False))


def piloting(actor: Actor, slug: str) -> None:
    """Draw the testers of a bank and what they told, and ask another one."""
    me = f"{actor.public_id}-{slug}-pilot"
    if st.button("Back to the bank", type="tertiary", icon=":material/arrow_back:", key=f"{me}-up"):
        go("write", bank=slug)
    st.title("Pilot", anchor=False)
    st.caption(plain(bench(actor, slug).title))
    st.markdown(
        "Testers take it as a physician would, by a link of their own and without an account. Only"
        " their time and comment are kept, apart from all statistics; it gives no credit. The"
        " amount of credit can rest on their times: the form takes them over under *Credit*."
    )
    _ask(actor, slug, me)
    found = times(actor, slug)
    if not found:
        st.info("Nobody was asked yet.")
        return
    _times(found)
    st.html(table("Testers", COLUMNS, [_row(one) for one in found]))
    _end(actor, [one for one in found if not one.ended], me)


def _ask(actor: Actor, slug: str, me: str) -> None:
    with st.form(f"{me}-ask", clear_on_submit=True):
        name = st.text_input("Name of the tester", max_chars=LONGEST_NAME)
        sources = {FILES: "The bank as its files are"}
        sources |= {one: f"The published edition of {one}" for one in editions_of(actor, slug)}
        source = st.selectbox("Takes", list(sources), format_func=sources.__getitem__)
        pressed = st.form_submit_button("Make a link")
    if not pressed:
        return
    try:
        made = ask(actor, slug, name, source)
    except Refused as refused:
        st.error(str(refused))
        return
    st.success(
        f"The link of {plain(made.name)}, good until {day(made.good_until)}. Send it to them now:"
        " it is not shown again."
    )
    st.code(made.link, language=None, wrap_lines=True)


def _end(actor: Actor, found: Sequence[Tester], me: str) -> None:
    """End a link that went astray or is not needed any more."""
    with st.form(f"{me}-end"):
        names = {one.id: f"{one.name}, asked {day(one.asked_on)}" for one in found}
        tester = st.selectbox(
            "Link to end",
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder="Choose a tester",
        )
        pressed = st.form_submit_button("End the link")
    if pressed and tester is not None:
        end(actor, tester)
        st.rerun()


def _times(found: Sequence[Tester]) -> None:
    minutes = minutes_of(tuple(found))
    if minutes:
        st.markdown(
            f"**{number(len(minutes), 'tester')}** told a time: mean"
            f" {minutes_said(mean(minutes))} minutes, median {minutes_said(median(minutes))}."
        )


def _row(one: Tester) -> list[str]:
    what = f"edition of {one.source}" if one.source else "the bank's files"
    below = f"asked {day(one.asked_on)}, {what}"
    if one.ended:
        below += ", link ended"
    elif one.minutes is None:
        below += f", good until {day(one.good_until)}"
    return [
        small(escape(one.name), below),
        str(one.minutes) if one.minutes is not None else "–",
        escape(one.comment),
    ]
