"""The filters over a bank's questions: what they are about, how far they are, how they perform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.calendar import months_after
from screens.staff.writing.words import STATES, TYPES, named
from workflows.reports.facilities import facilities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from workflows.act import Actor
    from workflows.content.states import Standing, State
    from workflows.content.writing.listing import Bench, Listed

    Keeps = Callable[[Listed], bool]

AS_FILED: dict[str, State] = {
    "draft": "draft", "in_review": "in review", "approved": "in review", "retired": "retired",
}  # fmt: skip
"""The state of a question that nothing but its file tells of: approved is never one of them."""
NOBODY = "Nobody asked yet"
LATE, SOON, NEVER = "Late", "Within 3 months", "No day set"
MONTHS = 3


def state_in(stand: Standing, one: Listed) -> State:
    """Return where a question stands, also one that cannot be frozen yet."""
    return stand.states.get(one.id) or AS_FILED.get(one.status, "draft")


def filtered(actor: Actor, desk: Bench, stand: Standing) -> list[Listed]:
    """Draw the filters and return the questions that pass them all."""
    me = actor.public_id
    words = st.text_input("Find", placeholder="Words of the question, or its id", key=f"{me}-find")
    today = actor.service.now().astimezone(actor.service.settings.zone).date()
    with st.expander("Filter", icon=":material/filter_list:"):
        kept = [
            *_choices(me, desk, stand),
            *_ages(me, today.year),
            *_work(me, desk, stand, today),
            *_facility(actor, desk.slug),
        ]
    asked = words.casefold().split()
    return [
        one
        for one in desk.items
        if all(keeps(one) for keeps in kept)
        and all(word in f"{one.id} {one.begins}".casefold() for word in asked)
    ]


def _choices(me: str, desk: Bench, stand: Standing) -> Iterator[Keeps]:
    first, second = st.columns(2)
    states = first.multiselect("State", list(STATES), format_func=named(STATES), key=f"{me}-states")
    types = second.multiselect("Type", list(TYPES), format_func=named(TYPES), key=f"{me}-types")
    topics = first.multiselect("Topic", desk.topics, key=f"{me}-topics")
    objectives = second.multiselect(
        "Objective",
        list(desk.objectives),
        format_func=named(desk.objectives),
        key=f"{me}-objectives",
    )
    yield lambda one: not states or state_in(stand, one) in states
    yield lambda one: not types or one.type in types
    yield lambda one: not topics or one.topic in topics
    yield lambda one: not objectives or not set(objectives).isdisjoint(one.objectives)


def _ages(me: str, year: int) -> Iterator[Keeps]:
    first, second = st.columns(2)
    figure = first.segmented_control("Figure", ["With", "Without"], key=f"{me}-figure")
    age = second.selectbox(
        "Oldest reference",
        [5, 10, 15],
        index=None,
        format_func=lambda years: f"More than {years} years old",
        placeholder="Any age",
        key=f"{me}-age",
    )
    replaced = first.checkbox("A reference was replaced by a newer source", key=f"{me}-replaced")
    unsaved = second.checkbox("With a draft of mine that is not saved", key=f"{me}-unsaved")
    yield lambda one: figure is None or one.figure == (figure == "With")
    yield lambda one: age is None or (one.oldest is not None and year - one.oldest > age)
    yield lambda one: not replaced or one.superseded
    yield lambda one: not unsaved or one.unsaved is not None


def _work(me: str, desk: Bench, stand: Standing, today: date) -> Iterator[Keeps]:
    first, second = st.columns(2)
    names = {NOBODY: NOBODY, **{one.id: one.name for one in desk.people}}
    reviewers = first.multiselect(
        "Reviewer", list(names), format_func=named(names), key=f"{me}-reviewers"
    )
    due = second.selectbox(
        "Next review", [LATE, SOON, NEVER], index=None, placeholder="Any day", key=f"{me}-due"
    )
    yield (
        lambda one: (
            not reviewers or not set(reviewers).isdisjoint(stand.reviewers(one.id) or (NOBODY,))
        )
    )
    yield lambda one: due is None or _when(one.review_due, today) == due


def _when(due: str | None, today: date) -> str:
    """Return which of the choices a day of review belongs to; "" for none."""
    if due is None:
        return NEVER
    if due < today.isoformat():
        return LATE
    return SOON if due <= months_after(today, MONTHS).isoformat() else ""


def _facility(actor: Actor, slug: str) -> Iterator[Keeps]:
    """Ask for a range of the facility; the figures are read only where somebody wants one."""
    me = actor.public_id
    if not st.checkbox("By the share that got it right at first", key=f"{me}-by-facility"):
        return
    known = facilities(actor, slug)
    if not known:
        st.caption("No figures yet, or too few people for you to see them.")
        return
    low, high = st.slider("Percent right", 0, 100, (0, 100), step=5, key=f"{me}-facility")
    st.caption(
        "First attempts at the newest edition; questions without figures are left out."
        " Where few people answered, chance has a large part: see Statistics."
    )
    yield lambda one: one.id in known and low <= 100 * known[one.id].share <= high
