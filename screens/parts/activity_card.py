"""One activity in a list: what it gives, how long it takes, and where the person stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from credit.held_elsewhere import named
from screens.door import enter, go, place
from screens.parts.standing import badge, next_step, read
from screens.parts.why import why_planned
from screens.parts.words import credits_text, day, hours, number, plain, points, specialty

if TYPE_CHECKING:
    from workflows.content.catalogue import Card


def activity_card(card: Card) -> None:
    """Draw a card with the one thing to do next."""
    with st.container(border=True, key=f"{card.key}-card"):
        st.subheader(plain(card.title), anchor=False)
        st.markdown(f"{badge(card.own, card.claim_by)} {_stopped(card)}{_about(card)}")
        st.markdown(plain(card.summary))
        st.markdown(_worth(card))
        st.caption(_facts(card))
        _ways(card)


def activity_line(card: Card) -> None:
    """Draw a card in brief, for a list of suggestions."""
    with st.container(border=True, key=f"{card.key}-line"):
        st.markdown(f"**{plain(card.title)}** {_about(card)}")
        st.caption(f"{_credit(card)} · {_facts(card)}")
        _ways(card)


def _about(card: Card) -> str:
    return " ".join(f":gray-badge[{specialty(one)}]" for one in card.specialties)


def _stopped(card: Card) -> str:
    return "" if card.halt is None else f":orange-badge[{card.halt.capitalize()} by the office] "


def _worth(card: Card) -> str:
    return "  \n".join((_credit(card), *map(points, card.boards)))


def _credit(card: Card) -> str:
    if card.held_elsewhere is not None:
        what = "Points only, for" if card.points else "Belongs to"
        return f"{what} {plain(named(card.held_elsewhere))}"
    if card.points:
        return f"Up to {credits_text(card.credits)}"
    return f"A record of participation, up to {hours(card.credits)}"


def _facts(card: Card) -> str:
    begun = card.is_open or card.halt is not None
    when = f"expires {day(card.expires)}" if begun else f"opens {day(card.released)}"
    return f"{number(card.questions, 'question')} · about {card.minutes} min · {when}"


def _ways(card: Card) -> None:
    step = next_step(card.key, card.own) if enter().has("learner") else read(card.key)
    if card.halt is not None and step.path == "activity":
        step = read(card.key)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            step.label,
            type="primary" if step.path != "activity" else "secondary",
            key=f"{card.key}-next",
        ):
            go(step.path, **step.to)
        if step.path != "activity":
            st.page_link(place("activity"), label="Details", query_params={"id": card.key})
        if card.points:
            why_planned(card.key, f"{card.key}-why")
