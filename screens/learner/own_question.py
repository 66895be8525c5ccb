"""One question of one's own: as it was seen, how others answered it, and how it went on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from screens.door import place
from screens.parts.outcome import one_review
from screens.parts.question import CONFIDENCE, verdict
from screens.parts.table import Column, table
from screens.parts.words import begins, day, number, plain
from workflows.learning.one import one as read

if TYPE_CHECKING:
    from workflows.act import Actor
    from workflows.attempts.review import Reviewed
    from workflows.learning.one import One, Time
    from workflows.learning.peers import Peers

CHOSEN = (Column("Answer"), Column("Others", number=True), Column("Share", number=True))
FEW = "fewer than 5"


def own_question(actor: Actor, attempt: str, position: int) -> None:
    """Draw one question of an attempt."""
    page = read(actor, attempt, position)
    st.title(f"Question {page.review.position}", anchor=False)
    st.caption(
        f"{plain(page.title)} · attempt {page.number}, submitted on {day(page.submitted_on)}"
    )
    st.markdown(f"**{plain(verdict(page.review))}**")
    one_review(page.review, page.note)
    _others(page)
    _times(page)
    with st.container(horizontal=True):
        st.page_link(place("questions"), label="My questions", icon=":material/arrow_back:")
        st.page_link(
            place("result"), label="The whole result", query_params={"attempt": page.attempt}
        )


def _others(page: One) -> None:
    st.subheader("How others answered", anchor=False)
    if page.in_figures:
        st.markdown("You had a hand in this self-assessment: its figures stand under *Statistics*.")
        return
    if page.peers is None:
        st.markdown(
            "Shown once 5 or more other people have answered this question at their first attempt."
        )
        return
    st.markdown(_said(page.peers))
    if page.peers.chosen:
        st.html(table("How others answered", CHOSEN, _rows(page.review, page.peers)))
    if page.peers.rest:
        of = number(page.peers.rest, "person", "people")
        st.caption(f"What fewer than 5 chose, or nobody, is told together: {of} in all.")


def _said(peers: Peers) -> str:
    people = number(peers.n, "other person", "other people")
    if peers.right is not None:
        return (
            f"**{people}** at their first attempt: {peers.right} of {peers.n}"
            f" ({peers.right / peers.n:.0%}) had it right."
        )
    return (
        f"**{people}** at their first attempt. How many had it right is not shown: on one side"
        " there are fewer than 5."
    )


def _rows(review: Reviewed, peers: Peers) -> list[tuple[str, ...]]:
    texts = {one.letter: one for one in review.options}
    rows: list[tuple[str, ...]] = []
    for letter, people in peers.chosen:
        if letter:
            name = f"{letter}. {begins(texts[letter].text)}"
            marks = [
                *(("key",) if texts[letter].keyed else ()),
                *(("your answer",) if texts[letter].chosen else ()),
            ]
        else:
            name, marks = "Left open", []
        shown = (FEW, "–") if people is None else (str(people), f"{people / peers.n:.0%}")
        said = f" <strong>({' and '.join(marks)})</strong>" if marks else ""
        rows.append((f"{escape(name)}{said}", *shown))
    return rows


def _times(page: One) -> None:
    if len(page.times) == 1:
        return
    st.subheader("Each time you were asked", anchor=False)
    st.markdown("\n".join(f"- {_time(page, one)}" for one in page.times))


def _time(page: One, one: Time) -> str:
    from_there = f"[{day(one.asked_on)}](/questions?attempt={one.attempt}&q={one.position})"
    when = day(one.asked_on) if one.attempt == page.attempt else from_there
    if one.mark == 1:
        how = "right" if one.answered else "carried over as right"
    elif one.mark:
        how = f"partly right ({one.mark} of the full mark)"
    else:
        how = "not right" if one.answered else "left open"
    sure = f", {CONFIDENCE[one.confidence]}" if one.confidence else ""
    return f"{when}: {how}{sure}"
