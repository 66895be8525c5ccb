"""Questions that stand much alike: looked for by their words, and pair by pair, in all banks."""

from __future__ import annotations

from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.table import Column, link, small, table
from screens.parts.words import number
from workflows.content.writing.surveying import search, twice

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench
    from workflows.content.writing.surveying import Alike, Pair

WORDS = 110  # letters of a question
SHORTEST = 3  # letters of a search
MOST = 100  # pairs on a page
FOUND = (Column("Question"), Column("Bank", phone=False))
PAIRS = (Column("Question of this bank"), Column("Is like"), Column("Alike", number=True))


def doubles(actor: Actor, desk: Bench) -> None:
    """Draw the search in all banks, and the pairs of this one."""
    words = st.text_input(
        "Is it asked already?",
        placeholder="What the question is about, in a few words",
        key=f"{actor.public_id}-everywhere",
    ).strip()
    if len(words) >= SHORTEST:
        found = search(actor, words)
        if found:
            st.html(table("Questions of all banks", FOUND, [_found(one) for one in found]))
        else:
            st.markdown("No question of any bank holds these words.")
    st.caption("Retired questions are left out.")
    if st.toggle("Pairs that are much alike", key=f"{actor.public_id}-pairs"):
        _pairs(actor, desk)


def _pairs(actor: Actor, desk: Bench) -> None:
    pairs = twice(actor, desk.slug)
    if not pairs:
        st.markdown("No question of this bank is much like another one in any bank.")
        return
    begins = {one.id: one.begins for one in desk.items}
    rows = [_pair(desk.slug, begins, one) for one in pairs[:MOST]]
    st.caption(number(len(pairs), "pair") + ", the likest first")
    st.html(table("Pairs that are much alike", PAIRS, rows))


def _found(one: Alike) -> list[str]:
    return [small(_link(one.bank, one.item, one.begins), one.item), escape(one.title)]


def _pair(slug: str, begins: dict[str, str], one: Pair) -> list[str]:
    other = one.other
    return [
        small(_link(slug, one.item, begins.get(one.item, "")), one.item),
        small(_link(other.bank, other.item, other.begins), f"{other.item} · {other.title}"),
        f"{other.likeness}%",
    ]


def _link(bank: str, item: str, begins: str) -> str:
    return link(shorten(begins, WORDS, placeholder=" …") or item, "write", bank=bank, item=item)
