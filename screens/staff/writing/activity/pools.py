"""Sets of questions, and how many of each one attempt draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.words import plain
from screens.staff.writing.pad import entries_of, fresh
from screens.staff.writing.words import named

if TYPE_CHECKING:
    from quizzes.editing.opened import Fields
    from screens.staff.writing.pad import Pad
    from workflows.content.writing.listing import Bench

_POOLS = tuple(f"pool-{one}" for one in range(1, 1_000))


def pools(pad: Pad, desk: Bench, base: Fields) -> None:
    """Ask what each pool holds."""
    begins = {one.id: f"{one.id}: {' '.join(one.begins.split())[:60]}" for one in desk.items}
    pad.room("pools")
    for at, one in enumerate(pad.entries("pools")):
        with st.container(border=True):
            st.markdown(f"**{plain(str(one.get('id')))}**")
            pad.several("Topics it holds", desk.topics, "pools", at, "select", "topics")
            pad.several(
                "Questions it holds besides",
                list(begins),
                "pools",
                at,
                "select",
                "items",
                words=named(begins),
            )
            pad.room("pools", at)
            pad.arrange("pools", at, str(one.get("id")), 1)
    if pad.press("Add a pool", "pools", act="add"):
        known = (*entries_of(base, "pools"), *pad.entries("pools"))
        pad.add({"id": fresh(_POOLS, known), "select": {"topics": ()}}, "pools")


def blueprint(pad: Pad) -> None:
    """Ask how many questions one attempt draws from each pool."""
    st.subheader("What one attempt draws", anchor=False)
    pad.room("blueprint")
    names = [str(one.get("id")) for one in pad.entries("pools")]
    for at in range(len(pad.entries("blueprint"))):
        pool, draw = st.columns(2)
        with pool:
            pad.choose(f"From pool, line {at + 1}", names, "blueprint", at, "pool")
        with draw:
            pad.count(f"Questions, line {at + 1}", "blueprint", at, "draw")
        pad.room("blueprint", at)
        pad.arrange("blueprint", at, f"line {at + 1}", 1)
    if names and pad.press("Add a line", "blueprint", act="add"):
        pad.add({"pool": names[-1], "draw": 1}, "blueprint")
