"""The plan of a bank: how many questions ask about each objective, topic by topic."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.parts.table import Column, table
from screens.parts.words import number, plain
from workflows.content.writing.surveying import coverage

if TYPE_CHECKING:
    from quizzes.editing.coverage import Coverage
    from workflows.act import Actor
    from workflows.content.writing.listing import Bench


POOLS = (
    Column("Pool"),
    Column("Drawn", number=True),
    Column("Approved", number=True),
    Column("Under way", number=True),
)


def matrix(actor: Actor, desk: Bench) -> None:
    """Draw the matrix of topics and objectives, with what no approved question asks about."""
    found = coverage(actor, desk.slug)
    if not desk.objectives:
        st.info("The self-assessment has no objectives yet.")
        return
    for one in found.uncovered:
        st.warning(f"No approved question asks about {plain(one)}: {plain(desk.objectives[one])}")
    _blueprint(found)
    if found.topics:
        _matrix(found, desk)
    st.markdown(
        "\n".join(f"- **{plain(one)}** {plain(text)}" for one, text in desk.objectives.items())
    )


def _matrix(found: Coverage, desk: Bench) -> None:
    st.caption("Approved questions; with + those that are drafts or in review.")
    heads = (Column("Topic"), *(Column(one, number=True) for one in desk.objectives))
    with st.container(key="matrix"):
        rows = _rows(found, list(desk.objectives))
        st.html(table("Questions by topic and objective", heads, rows))


def _blueprint(found: Coverage) -> None:
    """Draw the lines of the blueprint with what there is for each."""
    if not found.blueprint:
        return
    for one in found.blueprint:
        if one.approved < one.draw:
            st.warning(
                f"The pool {plain(one.pool)} draws {one.draw} and has"
                f" {number(one.approved, 'approved question')}: publication waits for more."
            )
    rows = [
        [escape(one.pool), str(one.draw), str(one.approved), str(one.under_way or "–")]
        for one in found.blueprint
    ]
    st.html(table("What each attempt draws, and what there is", POOLS, rows))


def _rows(found: Coverage, objectives: list[str]) -> list[list[str]]:
    return [
        [
            escape(topic or "No topic yet").replace(".", ".<wbr>"),
            *(_cell(found, topic, objective) for objective in objectives),
        ]
        for topic in found.topics
    ]


def _cell(found: Coverage, topic: str, objective: str) -> str:
    approved = found.approved.get((topic, objective), 0)
    under_way = found.under_way.get((topic, objective), 0)
    if not approved and not under_way:
        return "–"
    return f"{approved} + {under_way}" if under_way else str(approved)
