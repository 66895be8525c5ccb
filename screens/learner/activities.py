"""The catalogue: search and filters that live in the address, and a card for each activity."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from screens.door import enter
from screens.parts.activity_card import activity_card
from screens.parts.standing import NOT_A_LEARNER, STATES
from screens.parts.words import number, specialty
from workflows.content.catalogue import catalogue, narrowed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from workflows.content.catalogue import Card

FILTERS = ("specialty", "board", "state")
Chosen = TypeVar("Chosen", bound=str)


def activities() -> None:
    """Show what may be taken, narrowed by what the address says."""
    actor = enter()
    st.title("Self-assessments", anchor=False)
    cards = catalogue(actor)
    if cards and not actor.has("learner"):
        st.info(NOT_A_LEARNER)
    if cards:
        _list(cards, _narrowed(cards))
    else:
        st.info("Nothing is published yet. What the office publishes will be shown here.")


def _narrowed(cards: Sequence[Card]) -> Sequence[Card]:
    """Draw the search and the filters; their keys are their names in the address."""
    words = st.text_input(
        "Search",
        key="search",
        type="search",
        bind="query-params",
        placeholder="Title, topic or specialty",
    )
    held = {one.own.state for one in cards}
    with st.expander("Filter", expanded=any(one in st.query_params for one in FILTERS)):
        return narrowed(
            cards,
            words=words or "",
            specialties=_choice(
                "Specialty",
                "specialty",
                sorted({each for one in cards for each in one.specialties}),
                specialty,
            ),
            boards=_choice(
                "Board", "board", sorted({each.board for one in cards for each in one.boards})
            ),
            states=_choice(
                "Where you stand",
                "state",
                [one for one in STATES if one in held],
                lambda one: STATES[one],
            ),
        )


def _choice(
    label: str, key: str, among: Collection[Chosen], shown: Callable[[Chosen], str] = str
) -> list[Chosen]:
    return st.pills(
        label, list(among), selection_mode="multi", format_func=shown, key=key, bind="query-params"
    )


def _list(cards: Sequence[Card], found: Sequence[Card]) -> None:
    if not found:
        st.info("Nothing fits your search. Try fewer words, or take a filter away.")
        return
    if len(found) < len(cards):
        st.caption(f"{len(found)} of {number(len(cards), 'self-assessment')}")
    for one in found:
        activity_card(one)
